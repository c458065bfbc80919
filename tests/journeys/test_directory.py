"""A member publishes their profile; an artisan finds it, and writes to them."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

HEADLINE = "Des vitrines en ligne pour les luthiers"


def test_a_profile_is_published_then_found(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    member = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    visitor = Walker(browser, eyes, stage.url, scripts=False, width=375)
    screens.enter_as(member, "member")
    the_member_writes_and_publishes(member)
    somebody_finds_and_writes(visitor)
    for walker in (member, visitor):
        walker.context.close()
    for context in eyes.contexts.values():
        context.close()


def the_member_writes_and_publishes(member: Walker) -> None:
    member.open("/ma-fiche/presentation/")
    member.page.locator("main [name=headline]").fill(HEADLINE)
    member.press(member.page.locator("main form.form button[type=submit]:not([name])"))
    member.open("/ma-fiche/publier/")
    member.page.locator("main [name=phone]").select_option("nobody")
    member.press(member.page.locator("main form button[type=submit]:not([name])"))
    expect(member.page.locator("main .state.ok")).to_be_visible()


def somebody_finds_and_writes(visitor: Walker) -> None:
    visitor.open("/annuaire/")
    visitor.page.locator("main [name=q]").fill("luthier")
    visitor.press(visitor.page.locator("main form.seek button[type=submit]"))
    card = visitor.page.locator("main ul.rows > li")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(HEADLINE)
    visitor.press(card.get_by_role("link"))
    visitor.press(visitor.page.locator("main a[href$='/ecrire/']"))
    for name, text in {
        "name": "Luce",
        "email": "luce@demo.invalid",
        "text": "Je répare des violons.",
    }.items():
        visitor.page.locator(f"main [name={name}]").fill(text)
    visitor.press(visitor.page.locator("main form.form button[type=submit]"))
    expect(visitor.page.locator(".toasts")).to_contain_text("e-mail")
