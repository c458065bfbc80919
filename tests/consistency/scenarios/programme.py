"""The acts of programme."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("demand.express")
def wish(world: World) -> Scenario:
    by = who(world, "adviser")
    return Scenario(
        lambda: objects.half_day_asked_for(world),
        make.artisan(world.person),
        lambda made: booked_half_day(world, made, by),
    )


def booked_half_day(world: World, asked: Any, by: Viewer) -> Any:
    from etabli.programme.support.actions import book

    return book(
        person=world.person,
        wish=asked,
        adviser=world.posts["adviser"].user,
        on=AT.date() + timedelta(days=30),
        half="am",
        place="À l'atelier",
        by=by,
        at=AT,
    )


@scenario("demand.withdraw")
def wish_taken_back(world: World) -> Scenario:
    from etabli.programme.demand.actions import withdraw_wish

    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    return Scenario(lambda: withdraw_wish(wish=asked, by=by, at=AT), by)


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


@scenario("support.book")
def booked(world: World) -> Scenario:
    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    return Scenario(lambda: booked_half_day(world, asked, by), by, lambda made: _report(made, by, "Fait"))


def _report(appointment: Any, by: Viewer, text: str) -> Any:
    from etabli.programme.support.actions import write_report

    held = appointment.hours[1]
    return write_report(appointment=appointment, outcome="helped", report=text, next_step="", by=by, at=held)


@scenario("support.call_off")
def called_off(world: World) -> Scenario:
    from etabli.programme.support.actions import call_off

    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    made = booked_half_day(world, asked, by)
    return Scenario(
        lambda: call_off(appointment=made, by=by, at=AT), by, lambda _: booked_half_day(world, asked, by)
    )


@scenario("support.ask_another_day")
def another_day_asked_for(world: World) -> Scenario:
    from etabli.programme.support.actions import ask_another_day

    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    made = booked_half_day(world, asked, by)
    return Scenario(
        lambda: ask_another_day(appointment=made, by=by, at=AT),
        by,
        lambda _: booked_half_day(world, asked, by),
    )


@scenario("support.hand_over")
def half_day_handed_over(world: World) -> Scenario:
    from etabli.programme.support.actions import hand_over

    by = who(world, "adviser")
    booked = booked_half_day(world, objects.half_day_asked_for(world), by)
    first, second = (make.membership(world.chamber).user for _rank in range(2))

    def give(to: Any) -> Any:
        return hand_over(appointment=booked, to=to, by=by, at=AT)

    return Scenario(lambda: give(first), by, lambda _: give(second))


def days_of_adviser(world: World, asked: Any, by: Viewer) -> Any:
    from etabli.programme.support.actions import offer_days
    from etabli.programme.support.offered import slot_of

    monday = AT.date() + timedelta(days=28)
    return offer_days(
        wish=asked,
        adviser=world.posts["adviser"].user,
        slots=[slot_of(f"{monday}/am"), slot_of(f"{monday + timedelta(days=1)}/pm")],
        place="À l'atelier",
        by=by,
        at=AT,
    )


@scenario("support.offer_days")
def days_offered(world: World) -> Scenario:
    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    return Scenario(lambda: days_of_adviser(world, asked, by), by)


@scenario("support.choose_day")
def day_chosen(world: World) -> Scenario:
    from etabli.programme.support.actions import choose_day

    by, asked = make.artisan(world.person), objects.half_day_asked_for(world)
    offer = days_of_adviser(world, asked, who(world, "adviser"))
    return Scenario(lambda: choose_day(offer=offer, day=offer.days[0], by=by, at=AT), by)


@scenario("support.refuse_days")
def no_day_suits(world: World) -> Scenario:
    from etabli.programme.support.actions import refuse_days

    by, asked = make.artisan(world.person), objects.half_day_asked_for(world)
    offer = days_of_adviser(world, asked, who(world, "adviser"))
    return Scenario(lambda: refuse_days(offer=offer, by=by, at=AT), by)


@scenario("support.report")
def reported(world: World) -> Scenario:
    by = who(world, "adviser")
    made = booked_half_day(world, objects.half_day_asked_for(world), by)
    return Scenario(lambda: _report(made, by, "Fait"), by, lambda _: _report(made, by, "Refait"))


@scenario("support.move")
def half_day_moved(world: World) -> Scenario:
    from etabli.programme.support.actions import move

    by = who(world, "adviser")
    booked = booked_half_day(world, objects.half_day_asked_for(world), by)

    def to(days: int) -> Any:
        return move(appointment=booked, on=AT.date() + timedelta(days=days), half="pm", by=by, at=AT)

    return Scenario(lambda: to(33), by, lambda _: to(34))


@scenario("support.step_done")
def step_done(world: World) -> Scenario:
    from etabli.programme.support.actions import note_step_done

    by = make.artisan(world.person)
    made = booked_half_day(world, objects.half_day_asked_for(world), who(world, "adviser"))
    made.next_step = "Une photo par semaine\nRépondre aux avis"
    made.save(update_fields=["next_step"])
    return Scenario(
        lambda: note_step_done(appointment=made, number=1, by=by, at=AT),
        by,
        lambda row: note_step_done(appointment=row, number=2, by=by, at=AT),
    )


@scenario("support.answer")
def news_given(world: World) -> Scenario:
    from etabli.programme.support.actions import answer_follow_up, follow_up

    by, staff = make.artisan(world.person), who(world, "adviser")
    made = booked_half_day(world, objects.half_day_asked_for(world), staff)
    asked = follow_up(appointment=made, months=1, by=Viewer.system(world.chamber.pk), at=AT)

    def say(answer: str) -> Any:
        return answer_follow_up(asked=asked, answer=answer, by=by, at=AT)

    return Scenario(lambda: say("help"), by, lambda _: say("going"))


@scenario("demand.say_more")
def said_more(world: World) -> Scenario:
    from etabli.programme.demand.actions import say_more

    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    return Scenario(
        lambda: say_more(wish=asked, note="Le matin", by=by, at=AT),
        by,
        lambda _: say_more(wish=asked, note="Plutôt le lundi", by=by, at=AT),
    )


@scenario("workshops.add_venue")
def room(world: World) -> Scenario:
    from etabli.programme.workshops.actions import add_venue

    by, commune = who(world, "adviser"), objects.pauillac()
    told = {"name": "Salle", "commune": commune, "address": "", "capacity": 9, "accessible": True}
    return Scenario(lambda: add_venue(fields=told, by=by, at=AT), by)


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
    told = {"name": known.name, "email": known.email, "phone": ""}
    return Scenario(
        lambda: add_walk_in(session=session, **told, by=by, at=at),
        by,
        lambda row: mark_presence(sign_up=row.sign_up, present=False, by=by, at=at),
    )
