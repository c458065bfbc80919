"""The acts on sessions, without a browser: what the journal keeps, what can be taken back, who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats.actions import OccasionClosed, PresenceMarked, sign_up as seats_sign_up, withdraw
from etabli.foundation.seats.models import SignUp, Span
from etabli.programme.diary.actions import HalfDayTaken, hold_half_day, release_half_day
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops import actions, session_changes
from etabli.programme.workshops.models import Session, Venue
from tests import factories

Make = Callable[..., Session]
AT = datetime.now(UTC)  # the sessions of these tests are ten days from now


def test_a_creation_taken_back_disappears_and_comes_back_with_its_half_day(
    session: Session, adviser: Viewer
) -> None:
    undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)
    session.refresh_from_db()
    assert session.published_at is None
    assert not HalfDay.objects.filter(released_at=None).exists()
    undo(entry=Entry.objects.filter(verb="workshops.create").first(), by=adviser, at=AT)
    session.refresh_from_db()
    assert session.published_at is not None
    assert HalfDay.objects.filter(released_at=None).get() == session.half_days.get(released_at=None)


@pytest.mark.parametrize("status", ["seated", "waiting", "withdrawn"])
def test_a_creation_is_not_taken_back_under_the_feet_of_those_who_signed_up(
    session: Session, adviser: Viewer, status: str
) -> None:
    factories.sign_up(session.occasion, factories.person(session.chamber), status)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)


def test_a_creation_is_not_taken_back_nor_changed_once_called_off(session: Session, adviser: Viewer) -> None:
    stale = Session.objects.select_related("occasion").get()
    actions.call_off(session=session, reason="Neige", by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)
    for changed in ({"capacity": 3}, {"adviser": factories.user("Léa")}):
        wanted = replace(session_changes.plan_of(stale), **changed)
        with pytest.raises(OccasionClosed):
            actions.change_session(session=stale, wanted=wanted, by=adviser, at=AT)
    assert not HalfDay.objects.filter(released_at=None).exists()


def test_nobody_joins_changes_or_calls_off_what_is_no_longer_announced(
    session: Session, adviser: Viewer
) -> None:
    actions.change_session(
        session=session, wanted=replace(session_changes.plan_of(session), capacity=5), by=adviser, at=AT
    )
    change = Entry.objects.get(verb="workshops.change")
    stale = Session.objects.select_related("occasion").get()  # as another request read it just before
    undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)
    assert stale.published_at is not None
    who = {"name": "Léa", "email": "lea@example.org", "phone": "", "by": adviser, "at": AT}
    for act in (
        lambda: actions.sign_up_for_session(session=stale, **who),
        lambda: actions.add_walk_in(session=stale, **{**who, "at": stale.occasion.starts_at}),
        lambda: actions.change_session(
            session=stale, wanted=session_changes.plan_of(stale), by=adviser, at=AT
        ),
        lambda: actions.call_off(session=stale, reason="Neige", by=adviser, at=AT),
        lambda: undo(entry=change, by=adviser, at=AT),
    ):
        with pytest.raises(actions.NotPublished):
            act()
        stale.published_at = AT
    assert not HalfDay.objects.filter(released_at=None).exists()


def test_what_is_past_is_not_announced_again(session: Session, adviser: Viewer) -> None:
    undo(entry=Entry.objects.get(verb="workshops.create"), by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.latest("pk"), by=adviser, at=session.occasion.starts_at)


@pytest.mark.parametrize("who", ["nobody", "artisan", "neighbour"])
def test_only_the_chamber_runs_a_session(session: Session, neighbour: Membership, who: str) -> None:
    by = {
        "nobody": Viewer.nobody(),
        "artisan": factories.artisan(factories.person(session.chamber)),
        "neighbour": of_membership(neighbour),
    }[who]
    plan = session_changes.plan_of(session)
    row = factories.sign_up(session.occasion, factories.person(session.chamber))
    with pytest.raises(NotAllowed):
        actions.create_session(**vars(plan), by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.change_session(session=session, wanted=plan, by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.call_off(session=session, reason="x", by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.mark_presence(sign_up=row, present=True, by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.add_walk_in(session=session, name="x", email="", phone="", by=by, at=AT)


def test_a_change_of_nothing_says_so(session: Session, adviser: Viewer) -> None:
    with pytest.raises(actions.NothingChanged):
        actions.change_session(session=session, wanted=session_changes.plan_of(session), by=adviser, at=AT)


def test_a_change_within_the_half_day_keeps_it_held(session: Session, adviser: Viewer) -> None:
    plan = session_changes.plan_of(session)
    later = session_changes.Plan(
        plan.theme,
        plan.venue,
        plan.adviser,
        plan.starts_at + timedelta(minutes=30),
        plan.ends_at + timedelta(minutes=30),
        plan.capacity,
    )
    actions.change_session(session=session, wanted=later, by=adviser, at=AT)
    assert HalfDay.objects.get().released_at is None


def test_half_days_are_held_and_let_go_together(session: Session, adviser: Viewer) -> None:
    plan = session_changes.plan_of(session)
    two = tuple(Span(*(at + timedelta(days=days) for at in plan.spans[0])) for days in (0, 7))
    wanted = replace(plan, ends_at=two[1].end, sittings=two)
    other = hold_half_day(
        adviser=session.adviser, on=two[1].start.date(), half="am", what="Réunion", by=adviser, at=AT
    )
    with pytest.raises(HalfDayTaken):
        actions.change_session(session=session, wanted=wanted, by=adviser, at=AT)
    assert HalfDay.objects.filter(released_at=None).count() == 2, "nothing was held by halves"
    release_half_day(half_day=other, by=adviser, at=AT)
    actions.change_session(session=session, wanted=wanted, by=adviser, at=AT)
    first = session.half_days.order_by("on").first()
    assert {session_changes.half_of(span.start) for span in two} == set(
        session.half_days.values_list("on", "half")
    )
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=AT)
    assert HalfDay.objects.get(released_at=None) == first
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=AT)
    assert Session.objects.get(pk=session.pk).occasion.spans == list(two)
    actions.call_off(session=session, reason="Neige", by=adviser, at=AT)
    assert not HalfDay.objects.filter(released_at=None).exists()


def test_only_whoever_has_a_place_is_marked(session: Session, adviser: Viewer) -> None:
    at = session.occasion.starts_at
    row = factories.sign_up(session.occasion, factories.person(session.chamber))
    actions.mark_presence(sign_up=row, present=True, by=adviser, at=at)
    with pytest.raises(PresenceMarked):
        withdraw(sign_up=row, by=adviser, at=at)
    actions.mark_presence(sign_up=row, present=None, by=adviser, at=at)
    mark_off = Entry.objects.latest("pk")
    withdraw(sign_up=row, by=adviser, at=at)
    with pytest.raises(actions.NoSeat):
        actions.mark_presence(sign_up=row, present=True, by=adviser, at=at)
    with pytest.raises(actions.NoSeat):
        undo(entry=mark_off, by=adviser, at=at)


def test_nobody_is_marked_in_what_was_called_off(session: Session, adviser: Viewer) -> None:
    row = factories.sign_up(session.occasion, factories.person(session.chamber))
    actions.call_off(session=session, reason="Neige", by=adviser, at=AT)
    with pytest.raises(actions.NoSeat):
        actions.mark_presence(sign_up=row, present=True, by=adviser, at=AT)


def test_a_walk_in_taken_back_leaves_the_list_as_it_was_and_writes_to_nobody(make: Make) -> None:
    session = make(capacity=1)
    adviser, at = factories.adviser(session.chamber), session.occasion.starts_at - timedelta(minutes=5)
    people = [factories.person(session.chamber) for _ in range(3)]
    rows = [seats_sign_up(occasion=session.occasion, holder=who, by=adviser, at=AT) for who in people]
    told = factories.peek(lambda mails: mails.count())
    typed = {"name": people[2].name, "email": people[2].email, "phone": ""}
    actions.add_walk_in(session=session, **typed, by=adviser, at=at)
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=at)
    session.occasion.refresh_from_db()
    assert (session.occasion.taken, session.occasion.capacity) == (1, 1)
    standing = [(row.status, row.number) for row in SignUp.objects.order_by("pk")]
    assert standing == [("seated", 1), ("waiting", 2), ("waiting", 3)]
    assert [row.pk for row in SignUp.objects.order_by("number")] == [row.pk for row in rows]
    assert factories.peek(lambda mails: mails.count()) == told


def test_a_walk_in_whose_mark_changed_since_is_not_taken_back(under_way: Session, adviser: Viewer) -> None:
    at = under_way.occasion.starts_at
    came = actions.add_walk_in(session=under_way, name="Léa", email="", phone="", by=adviser, at=at)
    entry = Entry.objects.latest("pk")
    actions.mark_presence(sign_up=came.sign_up, present=None, by=adviser, at=at)
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=adviser, at=at)


def test_a_room_taken_back_leaves_the_choices(session: Session, adviser: Viewer) -> None:
    fields = {"name": "Médiathèque", "commune": session.venue.commune, "capacity": 8}
    room = actions.add_venue(fields=fields, by=adviser, at=AT)
    undo(entry=Entry.objects.get(verb="workshops.add_venue"), by=adviser, at=AT)
    assert Venue.objects.get(pk=room.pk).withdrawn_at is not None
