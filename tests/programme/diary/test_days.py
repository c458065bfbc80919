"""Sundays and public holidays are offered to nobody, and chosen by nobody without a yes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.diary.days import days_off, halves_between, rest, worked_by
from etabli.programme.diary.models import DiaryEntry
from etabli.programme.diary.queries import free_half_days
from etabli.programme.workshops.models import Session
from tests import factories
from tests.programme.workshops.test_desk import form_of

CHRISTMAS = date(2026, 12, 25)  # a Friday
DAY = timedelta(days=1)


def test_no_half_day_of_a_public_holiday_is_offered(membership: Membership, adviser: Viewer) -> None:
    free = free_half_days(adviser, membership.user, date(2026, 12, 24), date(2027, 1, 1))
    assert {on.day for on, _half in free} == {24, 28, 29, 30, 31}


@pytest.mark.parametrize(
    ("on", "is_worked"),
    [(CHRISTMAS, False), (CHRISTMAS + 2 * DAY, False), (CHRISTMAS + DAY, True)],
)
def test_why_nobody_works(on: date, is_worked: bool) -> None:
    assert bool(rest(on)) is not is_worked
    assert (on.isoformat() in days_off([on])) is not is_worked


def test_the_last_worked_day_by_a_day_off_is_before_it() -> None:
    assert worked_by(date(2026, 11, 1)) == date(2026, 10, 30)  # a Sunday that is a public holiday
    assert worked_by(CHRISTMAS) == CHRISTMAS - DAY
    assert worked_by(CHRISTMAS - DAY) == CHRISTMAS - DAY


@pytest.mark.parametrize(
    ("start", "hours", "halves"),
    [
        (datetime(2027, 1, 11, 8, tzinfo=UTC), 3, ["am"]),
        (datetime(2027, 1, 11, 8, tzinfo=UTC), 4, ["am"]),  # until 13:00 in Paris
        (datetime(2027, 1, 11, 8, tzinfo=UTC), 5, ["am", "pm"]),
        (datetime(2027, 1, 11, 13, tzinfo=UTC), 20, ["pm", "am"]),
    ],
)
def test_the_halves_that_something_touches(start: datetime, hours: int, halves: list[str]) -> None:
    assert [half for _on, half in halves_between(start, start + timedelta(hours=hours))] == halves


def next_sunday() -> date:
    today = timezone.localdate() + timedelta(days=30)
    return today + timedelta(days=6 - today.weekday())


def test_a_session_on_a_sunday_asks_for_a_yes_of_that_very_day(
    client: Client, session: Session, membership: Membership
) -> None:
    desk, sunday = factories.become(client, membership=membership), next_sunday()
    typed = form_of(session, on=sunday.isoformat(), anyway="", capacity=7)
    page = desk.post("/seances/nouvelle/", typed).content.decode()
    assert f'name="anyway" value="{sunday.isoformat()}"' in page
    said = f"Changez-le, ou cochez «\u00a0Oui, le {full_day(sunday)}\u00a0: dimanche\u00a0»."
    assert page.count(said) == 2, "on top, and beside the box"
    assert page.index('name="end"') < page.index('name="anyway"') < page.index('name="on_2"')
    assert 'value="7"' in page
    assert Session.objects.count() == 1
    other = sunday + timedelta(days=7)
    desk.post("/seances/nouvelle/", {**typed, "anyway": sunday.isoformat(), "on": other.isoformat()})
    assert Session.objects.count() == 1, "the yes of one Sunday is not that of another"
    desk.post("/seances/nouvelle/", {**typed, "anyway": sunday.isoformat()})
    assert Session.objects.count() == 2


def test_what_stands_on_a_sunday_is_changed_without_being_asked_again(
    client: Client, make: object, membership: Membership
) -> None:
    from tests.programme.workshops.test_changing import again, sent

    start = timezone.make_aware(datetime.combine(next_sunday(), datetime.min.time().replace(hour=9)))
    session = make(starts_at=start)  # type: ignore[operator]  # the fixture of all these tests
    typed = sent(session, membership, capacity="5")
    desk = factories.become(client, membership=membership)
    desk.post(f"/seances/{session.pk}/modifier/", {**typed, "anyway": ""})
    assert again(session).occasion.capacity == 5


def test_a_meeting_on_a_sunday_asks_for_a_yes(client: Client, membership: Membership) -> None:
    desk, sunday = factories.become(client, membership=membership), next_sunday().isoformat()
    typed = {"kind": "meeting", "on": sunday, "part": "am", "adviser": membership.user_id}
    assert f'name="anyway" value="{sunday}"' in desk.post("/semaine/noter/", typed).content.decode()
    assert not DiaryEntry.objects.exists()
    desk.post("/semaine/noter/", {**typed, "anyway": sunday})
    assert DiaryEntry.objects.get().withdrawn_at is None
