"""The acts of workshops: rooms and sessions; calls noted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who
from tests.consistency.scenarios.support import booked_half_day


@scenario("planning.note_call")
def call_noted(world: World) -> Scenario:
    from etabli.programme.planning.actions.phoned_wishes import note_call

    by, caller = who(world, "adviser"), world.person
    return Scenario(
        lambda: note_call(
            chamber=world.chamber, theme=None, name=caller.name, email=caller.email, by=by, at=AT
        ),
        by,
        lambda made: booked_half_day(world, made, by),
    )


@scenario("workshops.close_room")
def room_closed(world: World) -> Scenario:
    from etabli.programme.workshops.actions import open_room

    by, venue = who(world, "adviser"), objects.session_of(world).venue
    return Scenario(lambda: _closed(venue, by), by, lambda made: open_room(closure=made, by=by, at=AT))


@scenario("workshops.open_room")
def room_opened(world: World) -> Scenario:
    from etabli.programme.workshops.actions import open_room

    by = who(world, "adviser")
    closure = _closed(objects.session_of(world).venue, by)
    return Scenario(lambda: open_room(closure=closure, by=by, at=AT), by)


def _closed(venue: Any, by: Viewer) -> Any:
    from etabli.programme.workshops.actions import close_room

    on = AT.date() + timedelta(days=60)
    return close_room(venue=venue, first_on=on, last_on=on, why="Travaux", by=by, at=AT)


@scenario("workshops.add_venue")
def room(world: World) -> Scenario:
    from etabli.programme.workshops.actions import add_venue

    by, commune = who(world, "adviser"), objects.pauillac()
    fields = {"name": "Salle", "commune": commune, "address": "", "capacity": 9, "accessible": True}
    return Scenario(lambda: add_venue(fields=fields, by=by, at=AT), by)


def _room(world: World) -> Any:
    from etabli.programme.workshops.actions import add_venue

    fields = {"name": "Salle du haut", "commune": objects.pauillac(), "capacity": 9}
    return add_venue(fields=fields, by=who(world, "adviser"), at=AT)


@scenario("workshops.change_venue")
def room_changed(world: World) -> Scenario:
    from etabli.foundation.search.index import reindex
    from etabli.programme.workshops.actions import change_venue

    by, venue = who(world, "adviser"), objects.session_of(world).venue
    reindex("venue")

    def to(**fields: Any) -> Any:
        return change_venue(venue=venue, fields=fields, by=by, at=AT)

    return Scenario(lambda: to(address="2 quai", capacity=8), by, lambda _: to(address="3 quai"))


@scenario("workshops.withdraw_venue")
def room_withdrawn(world: World) -> Scenario:
    from etabli.programme.workshops.actions import restore_venue, withdraw_venue

    by, venue = who(world, "adviser"), _room(world)
    return Scenario(
        lambda: withdraw_venue(venue=venue, by=by, at=AT),
        by,
        lambda _: restore_venue(venue=venue, by=by, at=AT),
    )


@scenario("workshops.restore_venue")
def room_restored(world: World) -> Scenario:
    from etabli.programme.workshops.actions import restore_venue, withdraw_venue

    by, venue = who(world, "adviser"), _room(world)
    withdraw_venue(venue=venue, by=by, at=AT)
    return Scenario(
        lambda: restore_venue(venue=venue, by=by, at=AT),
        by,
        lambda _: withdraw_venue(venue=venue, by=by, at=AT),
    )


def _plan_in(world: World, days: int) -> Any:
    from etabli.programme.workshops.session_changes import plan_of

    plan, later = plan_of(objects.session_of(world)), timedelta(days=days)
    return replace(plan, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later)


@scenario("workshops.announce")
def session_announced(world: World) -> Scenario:
    from etabli.programme.workshops.actions import announce_session, create_session, sign_up_for_session

    by = who(world, "adviser")
    draft = create_session(**vars(_plan_in(world, 4)), announce=False, by=by, at=AT)
    return Scenario(
        lambda: announce_session(session=draft, by=by, at=AT),
        by,
        lambda _: sign_up_for_session(session=draft, person=world.person, by=by, at=AT),
    )


@scenario("workshops.announce_series")
def sessions_announced(world: World) -> Scenario:
    from etabli.programme.workshops.actions import announce_sessions, create_sessions, sign_up_for_session

    by, plans = who(world, "adviser"), [_plan_in(world, days) for days in (21, 28)]
    drafts = create_sessions(wanted=plans, announce=False, by=by, at=AT)
    return Scenario(
        lambda: announce_sessions(sessions=drafts, by=by, at=AT),
        by,
        lambda _: sign_up_for_session(session=drafts[0], person=world.person, by=by, at=AT),
    )


@scenario("workshops.create_series")
def sessions_created(world: World) -> Scenario:
    from etabli.programme.workshops.actions import create_sessions, sign_up_for_session

    by, plans = who(world, "adviser"), [_plan_in(world, days) for days in (7, 14)]
    return Scenario(
        lambda: create_sessions(wanted=plans, by=by, at=AT)[0],
        by,
        lambda made: sign_up_for_session(session=made, person=world.person, by=by, at=AT),
    )


@scenario("workshops.create")
def session_created(world: World) -> Scenario:
    from etabli.programme.workshops.actions import create_session, sign_up_for_session
    from etabli.programme.workshops.session_changes import plan_of

    by = who(world, "adviser")
    plan = plan_of(objects.session_of(world))
    later = timedelta(days=3)
    plan = replace(plan, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later)
    return Scenario(
        lambda: create_session(**vars(plan), by=by, at=AT),
        by,
        lambda session: sign_up_for_session(session=session, person=world.person, by=by, at=AT),
    )


@scenario("workshops.change")
def session_changed(world: World) -> Scenario:
    from etabli.programme.workshops.actions import change_session
    from etabli.programme.workshops.session_changes import plan_of

    by, session = who(world, "adviser"), objects.session_of(world)
    plan, day = plan_of(session), timedelta(days=2)
    moved = replace(plan, starts_at=plan.starts_at + day, ends_at=plan.ends_at + day, capacity=8)
    return Scenario(
        lambda: change_session(
            session=session, wanted=moved, word="La chaudière est en panne.", by=by, at=AT
        ),
        by,
        lambda _: change_session(session=session, wanted=replace(moved, capacity=7), by=by, at=AT),
    )


@scenario("workshops.sign_up")
def somebody_signed_up(world: World) -> Scenario:
    from etabli.foundation.seats.actions import withdraw
    from etabli.programme.workshops.actions import sign_up_for_session

    by, session, caller = who(world, "adviser"), objects.session_of(world), make.person(world.chamber)
    return Scenario(
        lambda: sign_up_for_session(session=session, person=caller, by=by, at=AT),
        by,
        lambda made: withdraw(sign_up=made, by=by, at=AT),
    )


@scenario("workshops.mark")
def presence(world: World) -> Scenario:
    from etabli.programme.workshops.actions import mark_presence

    by, row = who(world, "adviser"), objects.session_of(world).occasion.sign_ups.get()
    mark_presence(sign_up=row, present=None, by=by, at=AT)

    def to(present: bool) -> Any:
        return mark_presence(sign_up=row, present=present, by=by, at=AT)

    return Scenario(lambda: to(True), by, lambda _: to(False))


@scenario("workshops.walk_in")
def walk_in(world: World) -> Scenario:
    from etabli.programme.workshops.actions import add_walk_in, mark_presence

    by, session = who(world, "adviser"), objects.session_of(world)
    at = session.occasion.starts_at + timedelta(minutes=5)
    known = make.person(world.chamber)
    full = type(session.occasion).objects.filter(pk=session.occasion_id)  # they wait behind another
    full.update(capacity=1)
    make.sign_up(session.occasion, make.person(world.chamber), "waiting")
    make.sign_up(session.occasion, known, "waiting")
    fields = {"name": known.name, "email": known.email, "phone": ""}
    return Scenario(
        lambda: add_walk_in(session=session, **fields, by=by, at=at),
        by,
        lambda row: mark_presence(sign_up=row.sign_up, present=False, by=by, at=at),
    )
