"""Told when a workshop comes near: a visitor without scripts, from the list to the mail that stops it; an artisan."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

VISITOR = "zoe.exemple@demo.invalid"
FAR = "33402"  # Sainte-Foy-la-Grande, where the season does not go
TELL = """
from datetime import timedelta
from django.utils import timezone
from etabli.programme.watches import tasks
from etabli.programme.watches.models import Watch
Watch.objects.filter(person__email="zoe.exemple@demo.invalid").update(sessions_known=[], commune="33063")
tomorrow = timezone.localtime() + timedelta(days=1)
tasks.tell_of_sessions(tomorrow.replace(hour=8, minute=0))
"""


def test_told_when_a_workshop_comes_near(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    visitor = Walker(browser, eyes, stage.url, scripts=False, width=375)
    artisan = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    the_visitor_asks_and_confirms(visitor, stage)
    the_visitor_is_told_and_stops(visitor, stage)
    an_artisan_asks_in_one_press(artisan)
    for walker in (visitor, artisan):
        walker.context.close()
    for context in eyes.contexts.values():
        context.close()


def the_visitor_asks_and_confirms(visitor: Walker, stage: Demonstration) -> None:
    page = visitor.page
    visitor.open(f"/ateliers/?commune={FAR}")
    visitor.press(page.locator("main a.btn[href^='/prevenez-moi/']"))
    expect(page.locator("main [name=commune]")).to_have_value("Sainte-Foy-la-Grande")
    visitor.write(page.locator("main [name=name]"), "Zoé Exemple")
    visitor.write(page.locator("main [name=email]"), VISITOR)
    visitor.press(page.locator("main form.form button.btn:not(.quiet)").first)
    visitor.open(stage.mails_to(VISITOR)[0].link)
    visitor.press(page.locator("main form button"))
    expect(page.locator("h1")).to_have_text("C’est noté")


def the_visitor_is_told_and_stops(visitor: Walker, stage: Demonstration) -> None:
    stage.run(TELL)
    told = stage.mails_to(VISITOR)[0]
    assert "Bordeaux" in told.subject
    stop = re.search(r"http\S+/prevenez-moi/arreter/\S+", told.body)
    assert stop is not None
    visitor.open(stop[0])
    visitor.press(visitor.page.locator("main form button"))
    expect(visitor.page.locator("h1")).to_have_text("C’est arrêté")


def an_artisan_asks_in_one_press(artisan: Walker) -> None:
    page = artisan.page
    screens.enter_as(artisan, "artisan")
    artisan.open(f"/ateliers/?commune={FAR}")
    artisan.press(page.locator("main form[action^='/prevenez-moi/'] button"))
    expect(page.locator(".toasts")).to_contain_text("C’est noté")
    expect(page.locator("main .rows").last).to_contain_text("Sainte-Foy-la-Grande")
    artisan.press(page.locator(".toasts form button").first)
    expect(page.locator("main .rows")).to_have_count(0)
