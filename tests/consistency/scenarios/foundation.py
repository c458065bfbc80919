"""The acts of foundation."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people.models import Consent
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("people.correct")
def correct(world: World) -> Scenario:
    from etabli.foundation.people.actions import correct_person

    by = make.artisan(world.person)

    def to(name: str) -> Any:
        return correct_person(person=world.person, name=name, phone="", by=by, at=AT)

    to("Ana")
    return Scenario(lambda: to("Anna"), by, lambda _: to("Annie"))


@scenario("people.consent")
def consent(world: World) -> Scenario:
    from etabli.foundation.people.actions import give_consent, withdraw_consent

    by, contact = make.artisan(world.person), Consent.Purpose.CONTACT
    return Scenario(
        lambda: give_consent(person=world.person, purpose=contact, by=by, at=AT),
        by,
        lambda given: withdraw_consent(consent=given, by=by, at=AT + timedelta(days=1)),
    )


@scenario("people.withdraw_consent")
def withdrawn_consent(world: World) -> Scenario:
    from etabli.foundation.people.actions import give_consent, withdraw_consent

    by, contact = make.artisan(world.person), Consent.Purpose.CONTACT
    given = give_consent(person=world.person, purpose=contact, by=by, at=AT)
    return Scenario(lambda: withdraw_consent(consent=given, by=by, at=AT), by)


@scenario("seats.sign_up")
def place(world: World) -> Scenario:
    from etabli.foundation.seats.actions import sign_up, withdraw

    by, occasion = make.artisan(world.person), make.occasion(world.chamber)
    return Scenario(
        lambda: sign_up(occasion=occasion, holder=world.person, by=by, at=AT),
        by,
        lambda taken: withdraw(sign_up=taken, by=by, at=AT),
    )


@scenario("seats.confirm")
def place_confirmed(world: World) -> Scenario:
    from etabli.foundation.people.viewer import Viewer
    from etabli.foundation.seats.actions import confirm, sign_up, withdraw

    by, occasion = make.artisan(world.person), make.occasion(world.chamber)
    others = [make.person(world.chamber) for _ in range(3)]
    strange = {"occasion": occasion, "origin": "192.0.2.7", "by": Viewer.nobody(), "at": AT}
    for other in others:
        sign_up(holder=other, **strange)
    pending = sign_up(holder=world.person, **strange)
    return Scenario(
        lambda: confirm(sign_up=pending, by=by, at=AT),
        by,
        lambda done: withdraw(sign_up=done, by=by, at=AT),
    )


@scenario("seats.set_rule")
def rule_chosen(world: World) -> Scenario:
    from etabli.foundation.seats.actions import set_confirmation_rule

    given = {"organisation": world.chamber, "by": who(world, "adviser"), "at": AT}
    set_confirmation_rule(most=5, **given)
    return Scenario(
        lambda: set_confirmation_rule(most=1, **given),
        given["by"],
        lambda _: set_confirmation_rule(most=2, **given),
    )


@scenario("seats.withdraw")
def place_given_back(world: World) -> Scenario:
    from etabli.foundation.seats.actions import sign_up, withdraw

    by, occasion = make.artisan(world.person), make.occasion(world.chamber, capacity=1)
    taken = sign_up(occasion=occasion, holder=world.person, by=by, at=AT)
    return Scenario(
        lambda: withdraw(sign_up=taken, by=by, at=AT),
        by,
        lambda _: sign_up(occasion=occasion, holder=world.person, by=by, at=AT),
    )


@scenario("seats.accept")
def place_accepted(world: World) -> Scenario:
    from etabli.foundation.seats.actions import accept, withdraw

    by, occasion = make.artisan(world.person), make.occasion(world.chamber, capacity=1)
    offered = make.sign_up(occasion, world.person, "offered")
    return Scenario(
        lambda: accept(sign_up=offered, by=by, at=AT),
        by,
        lambda taken: withdraw(sign_up=taken, by=by, at=AT),
    )


@scenario("seats.give_seat")
def place_given(world: World) -> Scenario:
    from etabli.foundation.seats.actions import give_seat, withdraw

    by = who(world, "adviser")
    occasion = make.occasion(
        world.chamber, starts_at=AT + timedelta(hours=5)
    )  # too late for an offer by mail
    waiting = make.sign_up(occasion, world.person, "waiting")
    return Scenario(
        lambda: give_seat(sign_up=waiting, by=by, at=AT),
        by,
        lambda taken: withdraw(sign_up=taken, by=by, at=AT),
    )


@scenario("seats.late")
def coming_late(world: World) -> Scenario:
    from etabli.foundation.seats.actions import say_late

    by, occasion = make.artisan(world.person), make.occasion(world.chamber)
    seated = make.sign_up(occasion, world.person)
    return Scenario(
        lambda: say_late(sign_up=seated, by=by, at=AT),
        by,
        lambda taken: say_late(sign_up=taken, late=False, by=by, at=AT),
    )


@scenario("seats.show")
def name_shown(world: World) -> Scenario:
    from etabli.foundation.seats.actions import show

    by, row = make.artisan(world.person), make.sign_up(make.occasion(world.chamber), world.person)
    return Scenario(
        lambda: show(sign_up=row, is_shown=True, by=by, at=AT),
        by,
        lambda shown: show(sign_up=shown, is_shown=False, by=by, at=AT),
    )


@scenario("seats.seat_at_door")
def at_the_door(world: World) -> Scenario:
    from etabli.foundation.seats.actions import seat_at_door, withdraw

    by, occasion = who(world, "adviser"), make.occasion(world.chamber, capacity=1)
    make.sign_up(occasion, make.person(world.chamber))  # a full room, where she waits behind another
    make.sign_up(occasion, make.person(world.chamber), "waiting")
    make.sign_up(occasion, world.person, "waiting")
    return Scenario(
        lambda: seat_at_door(occasion=occasion, holder=world.person, by=by, at=AT),
        by,
        lambda taken: withdraw(sign_up=taken, by=by, at=AT),
    )


@scenario("seats.change")
def occasion_changed(world: World) -> Scenario:
    from etabli.foundation.seats.actions import change_occasion

    by, occasion = who(world, "adviser"), make.occasion(world.chamber)

    def to(capacity: int) -> Any:
        return change_occasion(occasion=occasion, changes={"capacity": capacity}, by=by, at=AT)

    return Scenario(lambda: to(20), by, lambda _: to(21))


@scenario("seats.write")
def message_written(world: World) -> Scenario:
    from etabli.foundation.seats.actions import send_message, write_message

    by, occasion = who(world, "adviser"), make.occasion(world.chamber)
    rows = [make.sign_up(occasion, person) for person in (world.person, make.person(world.chamber))]
    words = {"title": "Le parking", "text": "Il est derrière la mairie.\n\nVenez à pied si vous pouvez."}
    return Scenario(
        lambda: write_message(occasion=occasion, to=rows, **words, by=by, at=AT),
        by,
        lambda made: send_message(message=made, by=by, at=AT),
    )


@scenario("journal.take_back")
def take_back_several(world: World) -> Scenario:
    from etabli.foundation.journal.actions import take_back
    from etabli.foundation.journal.models import Entry
    from etabli.foundation.people.actions import correct_person

    by = make.artisan(world.person)
    correct_person(person=world.person, name="Ana", phone="", by=by, at=AT)
    correct_person(person=world.person, name="Anna", phone="", by=by, at=AT)
    entries = list(Entry.objects.filter(verb="people.correct"))

    def later(_made: object) -> None:
        world.person.refresh_from_db()
        correct_person(person=world.person, name="Annie", phone="", by=by, at=AT)

    return Scenario(lambda: take_back(entries=entries, by=by, at=AT), by, later)


@scenario("own_data.ask_erasure")
def erasure_asked(world: World) -> Scenario:
    from etabli.foundation.own_data.actions import ask_erasure, keep_everything

    by = make.artisan(world.person)
    return Scenario(
        lambda: ask_erasure(subject=world.person, by=by, at=AT),
        by,
        lambda erasure: keep_everything(erasure=erasure, by=by, at=AT + timedelta(days=1)),
    )


@scenario("own_data.keep")
def erasure_given_up(world: World) -> Scenario:
    from etabli.foundation.own_data.actions import ask_erasure, keep_everything

    by = make.artisan(world.person)
    erasure = ask_erasure(subject=world.person, by=by, at=AT)
    return Scenario(
        lambda: keep_everything(erasure=erasure, by=by, at=AT + timedelta(days=1)),
        by,
        lambda _: ask_erasure(subject=world.person, by=by, at=AT + timedelta(days=2)),
    )
