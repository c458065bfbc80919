"""A question from its asking to what it brought: answered, accepted; an answer reported, taken off, contested."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TITLE = "Comment rendre un site quand le client change de prestataire ?"
ACT = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "etabli.site.settings"
import django; django.setup()
from django.utils import timezone
from etabli.community.forum import actions
from etabli.community.forum.models import Thread
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import of_membership
posts = Membership.objects.filter(role=Role.MEMBER, ended_on=None).select_related("user", "organisation")
by = of_membership(posts.get(user__email="adherent-5@demo.invalid"))
"""
# Another member answers the question that has just been asked.
ANSWER = f"""{ACT}
thread = Thread.objects.latest("pk")
actions.answer(thread=thread, text="Avec **toute** la zone du nom, par écrit.", by=by, at=timezone.now())
"""
# Another member asks, for everybody to read; prints its page.
ASK = f"""{ACT}
made = actions.ask(organisation=posts.first().organisation, title="Qui paie le nom de domaine la première année ?",
    text="Le client ou moi ?", trade="developer", is_public=True, by=by, at=timezone.now())
print(f"/questions/{{made.pk}}/")
"""


def send(page: Page) -> Locator:
    """The button that sends, beside that of the preview."""
    return page.locator("main form.form button.btn:not(.quiet, [name])").last


@pytest.mark.parametrize(
    "scripts", [False, True], ids=["without script, on a phone", "with script, at a desk"]
)
def test_asked_answered_accepted(browser: Browser, stage: Demonstration, scripts: bool) -> None:
    eyes = Eyes(browser)
    member = Walker(browser, eyes, stage.url, scripts=scripts, width=1280 if scripts else 375)
    screens.enter_as(member, "member")
    page = somebody_asks(member)
    stage.run(ANSWER)
    the_answer_is_there(member)
    expect(page.locator("main ol.rows strong")).to_have_text("toute")
    expect(page.locator("main ol.rows .small").first).to_contain_text("adhérent")
    member.press(page.get_by_role("button", name="Retenir cette réponse"))
    expect(page.locator("main ol.rows .state").first).to_contain_text("Retenue par Studio des Quinconces")
    member.press(page.get_by_role("button", name=re.compile("^Merci")))
    expect(page.locator("main ol.rows")).to_contain_text("1 merci")
    member.press(page.locator("details.toast form button").first)
    expect(page.locator("main ol.rows")).not_to_contain_text("1 merci")
    for context in (member.context, *eyes.contexts.values()):
        context.close()


def somebody_asks(member: Walker) -> Page:
    """With a look at what it will be like, and at the questions that are near."""
    member.open("/questions/")
    page = member.page
    member.press(page.locator("main .head").get_by_role("link", name="Poser une question"))
    member.write(
        page.locator("main [name=title]"), "Client et nom de domaine : prestataire qui ne répond plus"
    )
    member.write(page.locator("main [name=text]"), "Je rends un site en **janvier**.")
    if member.scripts:
        expect(page.locator("#preview strong")).to_have_text("janvier")
    else:
        member.press(page.locator("main button[name=preview]"))
        expect(page.locator("#preview strong")).to_have_text("janvier")
    expect(page.locator("#near")).to_contain_text("son ancien prestataire ne répond plus")
    member.write(page.locator("main [name=title]"), TITLE)
    member.select(page.locator("main [name=trade]"), "developer")
    member.press(send(page))
    expect(page.locator("h1")).to_have_text(TITLE)
    return page


def the_answer_is_there(member: Walker) -> None:
    """Where it was asked; what is told of it has its tests in tests/community/forum."""
    member.page.reload()
    expect(member.page.locator("h1")).to_have_text(TITLE)


def test_reported_taken_off_contested(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    address = stage.run(ASK).strip()
    association = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    visitor = Walker(browser, eyes, stage.url, scripts=False, width=375)
    the_member_answers(association, address)
    a_visitor_reports(visitor, address)
    a_moderator_takes_it_off(association)
    visitor.open(address)
    expect(visitor.page.locator("main ol.rows")).to_contain_text("Retirée par la modération")
    expect(visitor.page.locator("main ol.rows")).not_to_contain_text("forfait")
    the_author_contests(association, address)
    for context in (visitor.context, association.context, *eyes.contexts.values()):
        context.close()


def the_member_answers(member: Walker, address: str) -> None:
    screens.enter_as(member, "member")
    member.open(address)
    member.write(member.page.locator("main [name=text]"), "Le client. Dans mon forfait, il n’y pense plus.")
    member.press(send(member.page))
    expect(member.page.locator("main ol.rows")).to_contain_text("forfait")


def a_visitor_reports(visitor: Walker, address: str) -> None:
    visitor.open(address)
    visitor.press(visitor.page.locator("main ol.rows").get_by_role("link", name=re.compile("Signaler")))
    visitor.choose(visitor.page.locator("main [name=reason]"), "advertising")
    visitor.press(visitor.page.locator("main form.form button:not([name])[type=submit]"))
    expect(visitor.page.locator("details.toast")).to_contain_text("Merci")


def a_moderator_takes_it_off(walker: Walker) -> None:
    screens.enter_as(walker, "moderator")
    screens.Queue(walker).read("Le client. Dans mon forfait")
    walker.unfold(walker.page.locator("main details summary").first)
    walker.choose(walker.page.locator("main details [name=reason]"), "advertising")
    walker.press(walker.page.locator("main details form button[type=submit]"))
    expect(walker.page.locator("details.toast")).to_contain_text("sait pourquoi")


def the_author_contests(walker: Walker, address: str) -> None:
    screens.enter_as(walker, "member")
    walker.open(address)
    walker.press(walker.page.get_by_role("link", name="Voir la décision, ou la contester"))
    walker.press(walker.page.get_by_role("link", name=re.compile("Le client. Dans mon forfait")).first)
    walker.write(walker.page.locator("main [name=text]"), "Je ne propose rien : je réponds à la question.")
    walker.press(walker.page.locator("main form.form button:not([name])[type=submit]"))
    expect(walker.page.locator("main")).to_contain_text("Je ne propose rien")
