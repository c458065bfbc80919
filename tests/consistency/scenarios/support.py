"""The acts of half-days of support, from the request to its report."""

from datetime import time, timedelta
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


@scenario("demand.join")
def wishes_joined(world: World) -> Scenario:
    from etabli.programme.demand.actions import join_wishes

    by = who(world, "adviser")
    kept, other = objects.half_day_asked_for(world), objects.half_day_asked_for(world)
    return Scenario(lambda: join_wishes(wish=other, kept=kept, by=by, at=AT), by)


@scenario("demand.say_more")
def said_more(world: World) -> Scenario:
    from etabli.programme.demand.actions import say_more

    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    return Scenario(
        lambda: say_more(wish=asked, note="Le matin", by=by, at=AT),
        by,
        lambda _: say_more(wish=asked, note="Plutôt le lundi", by=by, at=AT),
    )


@scenario("support.correct_day")
def day_corrected(world: World) -> Scenario:
    from etabli.programme.support.actions import correct_day

    by = who(world, "adviser")
    booked = booked_half_day(world, objects.half_day_asked_for(world), by)
    over = booked.hours[1] + timedelta(days=3)

    def to(days: int) -> Any:
        on = booked.half_day.on + timedelta(days=days)
        return correct_day(appointment=booked, on=on, half="pm", by=by, at=over)

    return Scenario(lambda: to(1), by, lambda _: to(2))


@scenario("support.note_hours")
def hours_noted(world: World) -> Scenario:
    from etabli.programme.support.actions import note_hours

    by = who(world, "adviser")
    booked = booked_half_day(world, objects.half_day_asked_for(world), by)

    def until(hour: int) -> Any:
        hours = {"came_at": time(9), "left_at": time(hour), "note": "Appelé sur un chantier"}
        return note_hours(appointment=booked, **hours, by=by, at=booked.hours[1])

    return Scenario(lambda: until(11), by, lambda _: until(12))


@scenario("support.note_held")
def held_without_a_booking(world: World) -> Scenario:
    from etabli.programme.support.actions import note_held

    by, on = who(world, "adviser"), AT.date() - timedelta(days=1)
    slot = {"adviser": world.posts["adviser"].user, "on": on, "half": "am", "place": "À l’atelier"}
    return Scenario(
        lambda: note_held(person=world.person, wish=None, **slot, by=by, at=AT),
        by,
        lambda made: _report(made, by, "Fait"),
    )
