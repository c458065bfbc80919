"""A session moved to another day, with twelve who have a place and four who wait: each reads the one right message."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from etabli.demo.working_days import worked_from
from tests.journeys.demonstration import Demonstration, Mail

pytestmark = pytest.mark.browser

FILLED = """
from datetime import timedelta
from django.utils import timezone
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import of_membership
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Theme, Venue
from etabli.programme.workshops.proposed_sessions import half_day
post = Membership.objects.select_related("user", "organisation").filter(user__email="conseillere@demo.invalid").get()
by, at, venue = of_membership(post), timezone.now(), Venue.objects.select_related("commune").first()
span = half_day(timezone.localdate(at) + timedelta(days=400), "am")
session = actions.create_session(theme=Theme.objects.first(), venue=venue, adviser=post.user, starts_at=span.start,
    ends_at=span.end, capacity=12, by=by, at=at)
for number in range(16):
    who = {"name": f"Inventé {number}", "email": f"moved{number}@demo.invalid"}
    actions.sign_up_for_session(session=session, **who, by=by, at=at)
print(session.pk)
"""


def test_a_session_is_moved_and_each_one_knows(browser: Browser, stage: Demonstration) -> None:
    session = int(stage.run(FILLED))
    stage.let_the_mails_leave()
    day = worked_from(timezone.localdate() + timedelta(days=410))
    context = browser.new_context(locale="fr-FR", viewport={"width": 375, "height": 740})
    desk = context.new_page()
    desk.goto(f"{stage.url}/demonstration/")
    desk.locator('form[action="/demonstration/adviser/"] button:not([name])').click()
    desk.goto(f"{stage.url}/seances/{session}/modifier/")
    desk.locator("input[name=on]").fill(day.isoformat())
    desk.get_by_role("button", name="Modifier la séance").click()
    expect(desk.get_by_text("12 personnes qui ont une place")).to_be_visible()
    expect(desk.get_by_text("4 personnes en attente")).to_be_visible()
    before = {number: len(mails_of(stage, number)) for number in range(16)}
    desk.get_by_role("button", name="Modifier et envoyer les messages").click()
    expect(desk.get_by_text("La séance est modifiée, et tout le monde est prévenu.")).to_be_visible()
    for number in range(16):
        found = mails_of(stage, number)
        assert len(found) == before[number] + 1, "one message each"
        latest, first = found[0], found[-1]
        assert f"{day.day}\u00a0" in latest.body
        if number < 12:
            now, was = (event_of(mail.calendar) for mail in (latest, first))
            assert now["UID"] == was["UID"]
            assert now["SEQUENCE"] > was["SEQUENCE"]
            assert now["DTSTART"].dt.date() == day
        else:
            assert not latest.calendar
    stage.let_the_mails_leave()
    them = browser.new_context(locale="fr-FR", viewport={"width": 375, "height": 740}).new_page()
    them.goto(mails_of(stage, 3)[0].link)
    them.locator("form[action$='/annuler/'] button").click()
    expect(them.locator("h1")).to_be_visible()
    waiting = [len(mails_of(stage, number)) - before[number] for number in range(12, 16)]
    assert waiting == [2, 1, 1, 1], "the first who waits is told, and nobody else"


def mails_of(stage: Demonstration, number: int) -> list[Mail]:
    return stage.mails_to(f"moved{number}@demo.invalid")


def event_of(calendar: str) -> icalendar.Event:
    return icalendar.Calendar.from_ical(calendar).walk("VEVENT")[0]
