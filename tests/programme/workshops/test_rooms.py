"""A room holds one session at a time, whoever gives it; on the days on which it is closed, a yes is asked for."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops import actions
from etabli.programme.workshops.actions import RoomTaken
from etabli.programme.workshops.models import Session, VenueClosure
from etabli.programme.workshops.proposed_sessions import Offer, check_offers
from etabli.programme.workshops.session_changes import Plan, plan_of
from tests import factories
from tests.at_once import all_at_once
from tests.programme.workshops.test_desk import form_of

pytestmark = pytest.mark.django_db
AT = datetime.now(UTC)


@pytest.fixture
def colleague(membership: Membership) -> Membership:
    return factories.membership(membership.organisation)


def beside(session: Session, colleague: Membership, *, hours: float = 0) -> Plan:
    """The same room, with a colleague, so many hours later."""
    plan, later = plan_of(session), timedelta(hours=hours)
    return replace(
        plan, adviser=colleague.user, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later
    )


def create(plan: Plan, by: Viewer) -> Session:
    return actions.create_session(**vars(plan), by=by, at=AT)


def worked_day(session: Session) -> date:
    """A Monday after the session."""
    on = timezone.localdate(session.occasion.starts_at)
    return on + timedelta(days=28 - on.weekday())


@pytest.mark.parametrize(
    ("hours", "is_taken"), [(0, True), (3, True), (3.5, False), (-3, True), (-3.5, False)]
)
def test_two_sessions_in_one_room_at_overlapping_hours(
    session: Session, colleague: Membership, adviser: Viewer, hours: float, is_taken: bool
) -> None:
    plan = beside(session, colleague, hours=hours)
    if not is_taken:
        create(plan, adviser)
        return
    with pytest.raises(RoomTaken, match=str(session)) as refusal:
        create(plan, adviser)
    assert "autre salle" in str(refusal.value)
    assert Session.objects.count() == 1


def test_moving_and_taking_back_meet_the_same_rule(
    session: Session, colleague: Membership, adviser: Viewer
) -> None:
    other = create(beside(session, colleague, hours=24), adviser)
    with pytest.raises(RoomTaken):
        actions.change_session(session=other, wanted=beside(session, colleague), by=adviser, at=AT)
    undo(entry=Entry.objects.filter(verb="workshops.create").earliest("pk"), by=adviser, at=AT)
    actions.change_session(session=other, wanted=beside(session, colleague), by=adviser, at=AT)
    taken_back = Entry.objects.filter(verb="workshops.create", undoes__isnull=False).get()
    with pytest.raises(RoomTaken):
        undo(entry=taken_back, by=adviser, at=AT)


def test_what_is_called_off_leaves_the_room(session: Session, colleague: Membership, adviser: Viewer) -> None:
    actions.call_off(session=session, reason="Panne", by=adviser, at=AT)
    create(beside(session, colleague), adviser)


def test_a_session_that_isn_t_moved_is_changed_whatever_the_room_held_before(
    session: Session, colleague: Membership, adviser: Viewer
) -> None:
    """Rooms were once held twice: what stands so is still edited."""
    other = create(beside(session, colleague, hours=24), adviser)
    type(other.occasion).objects.filter(pk=other.occasion_id).update(
        starts_at=session.occasion.starts_at, ends_at=session.occasion.ends_at
    )
    fresh = Session.objects.get(pk=other.pk)
    wanted = replace(plan_of(fresh), capacity=3)
    actions.change_session(session=fresh, wanted=wanted, by=adviser, at=AT)
    assert Session.objects.get(pk=other.pk).occasion.capacity == 3


@pytest.mark.django_db(transaction=True)
def test_a_room_that_several_ask_for_at_once_is_held_once(session: Session, adviser: Viewer) -> None:
    people = [factories.membership(session.chamber) for _ in range(4)]
    plans = [beside(session, person, hours=48) for person in people]

    def plan_it(plan: Plan) -> Callable[[], None]:
        def run() -> None:
            with suppress(ActionError):
                create(plan, adviser)

        return run

    all_at_once([plan_it(plan) for plan in plans])
    assert Session.objects.exclude(pk=session.pk).count() == 1


def test_an_offer_in_a_room_that_is_taken_can_t_be_created(
    session: Session, colleague: Membership, adviser: Viewer
) -> None:
    offers = [Offer("a", beside(session, colleague)), Offer("b", beside(session, colleague, hours=5))]
    taken, free = check_offers(offers, adviser, at=AT)
    assert any(str(session) in fault for fault in taken.faults)
    assert free.faults == ()


def close(session: Session, by: Viewer, on: date) -> VenueClosure:
    return actions.close_room(venue=session.venue, first_on=on, last_on=on, why="Travaux", by=by, at=AT)


def test_a_closed_room_is_asked_for_by_name(
    client: Client, session: Session, membership: Membership, adviser: Viewer
) -> None:
    on = worked_day(session)
    closure = close(session, adviser, on)
    desk = factories.become(client, membership=membership)
    typed = form_of(session, on=on.isoformat(), anyway="")
    page = unescape(desk.post("/seances/nouvelle/", typed).content.decode())
    assert "Travaux" in page
    assert Session.objects.count() == 1
    key = f"{session.venue_id}/{closure.pk}/{on.isoformat()}"
    desk.post("/seances/nouvelle/", {**typed, "anyway": key})
    assert Session.objects.count() == 2


def test_a_session_says_that_its_room_is_closed(
    client: Client, session: Session, membership: Membership, adviser: Viewer
) -> None:
    desk = factories.become(client, membership=membership)
    pages, on = (f"/seances/{session.pk}/", "/bureau/"), timezone.localdate(session.occasion.starts_at)
    close(session, adviser, on + timedelta(days=1))
    assert not any("la salle est fermée" in desk.get(page).content.decode().lower() for page in pages)
    close(session, adviser, on)
    said, at_home = (unescape(desk.get(page).content.decode()) for page in pages)
    assert "La salle est fermée ce jour-là" in said
    assert f"{full_day(on)}\u00a0: Travaux" in said
    assert f"/seances/{session.pk}/modifier/" in said
    assert "la salle est fermée" in at_home
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=AT)
    assert not any("la salle est fermée" in desk.get(page).content.decode().lower() for page in pages)


def test_the_calendar_of_a_room_marks_what_a_closure_stands_over(
    client: Client, session: Session, membership: Membership, adviser: Viewer
) -> None:
    desk = factories.become(client, membership=membership)
    address = f"/seances/salles/{session.venue_id}/calendrier/"
    on = timezone.localdate(session.occasion.starts_at)
    close(session, adviser, on + timedelta(days=1))
    assert "La salle est fermée ce jour-là" not in desk.get(address).text
    close(session, adviser, on)
    page = desk.get(address).text
    assert "La salle est fermée ce jour-là" in page
    assert f'href="/seances/{session.pk}/modifier/"' in page


def test_the_calendar_of_a_room(
    client: Client, session: Session, membership: Membership, adviser: Viewer
) -> None:
    desk, address = (
        factories.become(client, membership=membership),
        f"/seances/salles/{session.venue_id}/calendrier/",
    )
    on = worked_day(session).isoformat()
    desk.post(address, {"first_on": on, "last_on": "", "why": "Élections"})
    page = unescape(desk.get(address).content.decode())
    assert "Élections" in page
    assert session.theme.title in page
    closure = VenueClosure.objects.get()
    desk.post(f"/seances/salles/fermetures/{closure.pk}/rouvrir/")
    assert "Élections" not in desk.get(address).content.decode().partition("<tbody>")[2]
    undo(entry=Entry.objects.get(verb="workshops.open_room"), by=adviser, at=AT)
    assert VenueClosure.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_on": "2020-01-01"}, "passé"),
        ({"first_on": "2099-01-02", "last_on": "2099-01-01"}, "avant le début"),
        ({"first_on": "2026-12-01", "last_on": "2099-01-01"}, "très loin"),
        ({"first_on": "2099-01-01"}, "très loin"),
        ({"first_on": "2099-01-01", "why": ""}, "Pourquoi"),
    ],
)
def test_a_wrong_closure_is_told(
    client: Client, session: Session, membership: Membership, typed: dict[str, str], said: str
) -> None:
    desk = factories.become(client, membership=membership)
    page = desk.post(f"/seances/salles/{session.venue_id}/calendrier/", {"why": "Travaux", **typed})
    assert said in unescape(page.content.decode())
    assert not VenueClosure.objects.exists()


def test_a_neighbour_closes_and_opens_nothing(
    client: Client, session: Session, neighbour: Membership, adviser: Viewer
) -> None:
    closure = close(session, adviser, worked_day(session))
    other = factories.become(client, membership=neighbour)
    assert other.get(f"/seances/salles/{session.venue_id}/calendrier/").status_code == 404
    assert other.post(f"/seances/salles/fermetures/{closure.pk}/rouvrir/").status_code == 404
