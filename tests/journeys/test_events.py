"""An event from a member's proposal to what a visitor reads of it: published, a date called off and taken back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TITLE = "Apéro des métiers : écrire et photographier"
WHY = "La salle est prise ce soir-là."
# The board reads the event that was proposed last, and publishes it.
PUBLISH = """
from datetime import timedelta
from django.utils import timezone
from etabli.community.agenda.models import Event
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.community.moderation.rules import deciders
event = Event.objects.latest("pk")
case = Case.objects.get(subject_type="agenda.event", subject_id=str(event.pk))
decide(case=case, accept=True, by=deciders(case, event)[0], at=timezone.now())
"""
# In how many days the event takes place, in the time of the demonstration: prints the day.
DAY = """
from datetime import timedelta
from django.utils import timezone
print((timezone.localdate() + timedelta(days={days})).isoformat())
"""


@pytest.mark.parametrize(
    "scripts", [False, True], ids=["without script, on a phone", "with script, at a desk"]
)
def test_proposed_published_called_off_taken_back(
    browser: Browser, stage: Demonstration, scripts: bool
) -> None:
    eyes = Eyes(browser)
    width = 1280 if scripts else 375
    member = Walker(browser, eyes, stage.url, scripts=scripts, width=width)
    visitor = Walker(browser, eyes, stage.url, scripts=scripts, width=width)
    screens.enter_as(member, "member")
    address = somebody_proposes(member, stage)
    expect(member.page.locator("main .notice")).to_contain_text("Le conseil d’administration le lit")
    stage.run(PUBLISH)
    another_date_is_added(member, stage, address)
    visitor.open("/agenda/?open=1")
    visitor.press(visitor.page.locator("main .dated a", has_text=TITLE).first)
    expect(visitor.page.locator("h1")).to_have_text(TITLE)
    expect(visitor.page.locator("main del")).to_have_count(0)
    member.press(member.page.locator("main a[href$='/annuler/'][href*='/dates/']").first)
    member.write(member.page.locator("main [name=reason]"), WHY)
    member.press(member.page.locator("main form.form button[type=submit].btn"))
    visitor.open(address)
    expect(visitor.page.locator("main del")).to_have_count(1)
    expect(visitor.page.locator("main")).to_contain_text(WHY)
    member.press(member.page.locator("details.toast form button").first)
    visitor.open(address)
    expect(visitor.page.locator("main del")).to_have_count(0)
    expect(visitor.page.locator("main")).not_to_contain_text(WHY)
    visitor.open("/agenda/?past=1")
    for context in (member.context, visitor.context, *eyes.contexts.values()):
        context.close()


def write_event(member: Walker, stage: Demonstration, title: str, text: str) -> str:
    """The form of an event, open to all, in twenty days; the address of its page."""
    page = member.page
    member.write(page.locator("main [name=title]"), title)
    member.write(page.locator("main [name=text]"), text)
    member.write_day(page.locator("main [name=day]"), stage.run(DAY.format(days=20)).strip())
    member.write(page.locator("main [name=begins]"), "18:30")
    member.write(page.locator("main [name=ends]"), "19:30")
    member.write(page.locator("main [name=place]"), "Maison des projets (lieu inventé)")
    member.tick(page.locator("main [name=is_open]"))
    member.press(page.locator("main form.form button[type=submit].btn:not(.quiet)"))
    expect(page.locator("h1")).to_have_text(title)
    return re.sub(r"^https?://[^/]+", "", page.url)


def somebody_proposes(member: Walker, stage: Demonstration) -> str:
    """The address of the page of what they propose."""
    member.open("/agenda/")
    page = member.page
    member.press(page.locator("main .head").get_by_role("link", name="Proposer un événement"))
    address = write_event(member, stage, TITLE, "Chacun apporte **une page** qu’il a écrite.")
    assert re.fullmatch(r"/agenda/\d+/", address)
    return address


def another_date_is_added(member: Walker, stage: Demonstration, address: str) -> None:
    member.open(address)
    page = member.page
    member.press(page.locator("main a[href$='/dates/']"))
    member.write_day(page.locator("main [name=day]"), stage.run(DAY.format(days=27)).strip())
    member.write(page.locator("main [name=begins]"), "18:30")
    member.write(page.locator("main [name=ends]"), "19:30")
    member.press(page.locator("main form.form button[type=submit].btn:not(.quiet)"))
    expect(page.locator("main .rows > li")).to_have_count(2)
