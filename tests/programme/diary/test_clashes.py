"""A session over what an adviser has noted, or over their own calendar, asks for a yes of that very thing."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.actions import HalfDayTaken, cross_out, follow_calendar
from etabli.programme.diary.days import at_hour
from etabli.programme.diary.models import BusyTime, DiaryEntry, HalfDay
from etabli.programme.workshops.models import Session, Venue
from etabli.programme.workshops.proposed_sessions import Offer, check_offers, shift_plan
from etabli.programme.workshops.session_changes import plan_of
from tests import factories
from tests.programme.diary.test_entries import noted
from tests.programme.workshops.test_desk import form_of


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


@pytest.fixture
def on(session: Session) -> date:
    """A Wednesday after the session."""
    day = timezone.localdate(session.occasion.starts_at)
    return day + timedelta(days=30 - day.weekday())


def busy(membership: Membership, by: Viewer, start: datetime) -> BusyTime:
    calendar = follow_calendar(url="https://agenda.invalid/a.ics", by=by, at=factories.AT)
    return BusyTime.objects.create(calendar=calendar, starts_at=start, ends_at=start + timedelta(hours=1))


def sent(session: Session, on: date, **typed: object) -> dict[str, object]:
    return {**form_of(session, on=on.isoformat(), start="09:00"), "anyway": "", **typed}


def test_over_a_meeting_both_stand_until_each_is_let_go(
    desk: Client, session: Session, membership: Membership, adviser: Viewer, on: date
) -> None:
    meeting = noted(membership, at_hour(on, time(10)))
    page = desk.post("/seances/nouvelle/", sent(session, on)).content.decode()
    assert f'name="anyway" value="entry/{meeting.pk}"' in page
    assert "Commission" in page
    assert Session.objects.count() == 1
    desk.post("/seances/nouvelle/", sent(session, on, anyway=f"entry/{meeting.pk}"))
    made = Session.objects.latest("pk")
    assert made.pk != session.pk
    [half_day] = made.half_days.all()
    assert half_day == meeting.half_days.get()
    cross_out(entry=DiaryEntry.objects.get(), by=adviser, at=factories.AT)
    half_day.refresh_from_db()
    assert half_day.released_at is None, "the session still needs it"
    undo(entry=Entry.objects.filter(verb="workshops.create").latest("pk"), by=adviser, at=factories.AT)
    half_day.refresh_from_db()
    assert half_day.released_at is not None


def test_a_yes_of_one_meeting_is_not_that_of_another(
    desk: Client, session: Session, membership: Membership, on: date
) -> None:
    first = noted(membership, at_hour(on, time(8)))
    noted(membership, at_hour(on, time(10)))
    desk.post("/seances/nouvelle/", sent(session, on, anyway=f"entry/{first.pk}"))
    assert Session.objects.count() == 1


def test_over_another_session_no_yes_is_asked_nor_taken(
    desk: Client, session: Session, membership: Membership, on: date
) -> None:
    meeting = noted(membership, at_hour(on, time(10)))
    yes = f"entry/{meeting.pk}"
    desk.post("/seances/nouvelle/", sent(session, on, anyway=yes))
    room = Venue.objects.create(
        chamber=session.chamber, name="Autre", commune=session.venue.commune, capacity=9
    )
    other = sent(session, on, anyway=yes, venue=room.pk)
    page = desk.post("/seances/nouvelle/", other).content.decode()
    assert "est déjà pris" in page
    assert Session.objects.count() == 2


def test_over_ones_own_calendar(
    desk: Client, session: Session, membership: Membership, adviser: Viewer, on: date
) -> None:
    busy(membership, adviser, at_hour(on, time(10)))
    page = desk.post("/seances/nouvelle/", sent(session, on)).content.decode()
    assert "agenda extérieur" in page
    assert Session.objects.count() == 1
    [key] = re.findall(r'name="anyway" value="(busy/[^"]+)"', page)
    desk.post("/seances/nouvelle/", sent(session, on, anyway=key))
    assert Session.objects.count() == 2


def test_what_stands_there_is_changed_without_being_asked_again(
    desk: Client, session: Session, membership: Membership, adviser: Viewer
) -> None:
    from tests.programme.workshops.test_changing import again, sent as changed

    busy(membership, adviser, session.occasion.starts_at)
    typed = changed(session, membership, capacity="5")
    desk.post(f"/seances/{session.pk}/modifier/", {**typed, "anyway": ""})
    assert again(session).occasion.capacity == 5


def test_a_repetition_says_it_beside_each(
    session: Session, membership: Membership, adviser: Viewer, on: date
) -> None:
    plan = shift_plan(plan_of(session), on)
    busy(membership, adviser, plan.starts_at)
    offers = [Offer("a", plan), Offer("b", shift_plan(plan, on + timedelta(days=1)))]
    one, other = check_offers(offers, adviser, at=factories.AT)
    assert any("agenda extérieur" in doubt for doubt in one.doubts)
    assert not one.faults
    assert not any("agenda extérieur" in doubt for doubt in other.doubts)


def test_without_a_yes_nothing_is_shared(
    session: Session, membership: Membership, adviser: Viewer, on: date
) -> None:
    from etabli.programme.workshops.actions import create_session

    noted(membership, at_hour(on, time(10)))
    with pytest.raises(HalfDayTaken):
        create_session(**vars(shift_plan(plan_of(session), on)), by=adviser, at=factories.AT)
    assert HalfDay.objects.filter(on=on, released_at=None).count() == 1
