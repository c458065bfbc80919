"""For each act that can be taken back: how to do it, and what may come after it. Used by test_undo.py.

A scenario is a function of the World that prepares what the act needs, and returns the act itself as a function
without arguments. One that is given under `later=` is done after the act, and depends on it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from etabli.foundation.people.models import Consent
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World

Do = Callable[[], Any]
AT = make.AT


@dataclass(frozen=True)
class Scenario:
    """`act` does the act; `later(result)` does something that depends on it; `by` is who takes it back."""

    act: Do
    by: Viewer
    later: Callable[[Any], Any] | None = None


SCENARIOS: dict[str, Callable[[World], Scenario]] = {}


def scenario(verb: str) -> Callable[[Callable[[World], Scenario]], Callable[[World], Scenario]]:
    def declare(prepare: Callable[[World], Scenario]) -> Callable[[World], Scenario]:
        if verb in SCENARIOS:
            raise ValueError(f"two scenarios for {verb}")
        SCENARIOS[verb] = prepare
        return prepare

    return declare


def who(world: World, post: str) -> Viewer:
    return viewer.of_membership(world.posts[post])


# foundation


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
        lambda: sign_up(occasion=occasion, person=world.person, by=by, at=AT),
        by,
        lambda taken: withdraw(sign_up=taken, by=by, at=AT),
    )


@scenario("seats.withdraw")
def place_given_back(world: World) -> Scenario:
    from etabli.foundation.seats.actions import sign_up, withdraw

    by, occasion = make.artisan(world.person), make.occasion(world.chamber, capacity=1)
    taken = sign_up(occasion=occasion, person=world.person, by=by, at=AT)
    other = make.person(world.chamber)
    return Scenario(
        lambda: withdraw(sign_up=taken, by=by, at=AT),
        by,
        lambda _: sign_up(occasion=occasion, person=other, by=make.artisan(other), at=AT),
    )


@scenario("seats.seat_at_door")
def at_the_door(world: World) -> Scenario:
    from etabli.foundation.seats.actions import seat_at_door, withdraw

    by, occasion = who(world, "adviser"), make.occasion(world.chamber)
    return Scenario(
        lambda: seat_at_door(occasion=occasion, person=world.person, by=by, at=AT),
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


# territory


@scenario("register.attach")
def attached(world: World) -> Scenario:
    from etabli.territory.register.actions import attach_artisan

    by = make.artisan(world.person)
    attach_artisan(person=world.person, trade_code="4399CZ", by=by, at=AT)

    def to(trade: str) -> Any:
        return attach_artisan(person=world.person, trade_code=trade, by=by, at=AT)

    return Scenario(lambda: to("1071CZ"), by, lambda _: to("9602AZ"))


def a_relay(world: World) -> Any:
    from etabli.territory.relays.models import Relay

    return Relay.objects.get(pk=world.kwargs("relays:detail")["pk"])


@scenario("relays.create")
def relay_created(world: World) -> Scenario:
    from etabli.territory.relays.actions import create_relay, withdraw_relay

    by, commune = who(world, "adviser"), objects.pauillac()
    return Scenario(
        lambda: create_relay(
            chamber=world.chamber, kind="town_hall", name="Mairie", commune=commune, by=by, at=AT
        ),
        by,
        lambda relay: withdraw_relay(relay=relay, by=by, at=AT),
    )


@scenario("relays.correct")
def relay_corrected(world: World) -> Scenario:
    from etabli.territory.relays.actions import correct_relay

    by, relay = who(world, "adviser"), a_relay(world)

    def to(name: str) -> Any:
        return correct_relay(relay=relay, kind="club", name=name, commune=relay.commune, by=by, at=AT)

    return Scenario(lambda: to("Club"), by, lambda _: to("Club des entreprises"))


@scenario("relays.withdraw")
def relay_withdrawn(world: World) -> Scenario:
    from etabli.territory.relays.actions import withdraw_relay

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(lambda: withdraw_relay(relay=relay, by=by, at=AT), by)


@scenario("relays.note")
def relay_note(world: World) -> Scenario:
    from etabli.territory.relays.actions import note_contact

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(lambda: note_contact(relay=relay, kind="phone", text="Appelé", by=by, at=AT), by)


# community


def a_member(world: World) -> Any:
    from etabli.community.association.actions import add_member

    return add_member(
        organisation=world.association,
        user=make.user(),
        display_name="Studio",
        trade="developer",
        joined_on=AT.date(),
        by=who(world, "board"),
        at=AT,
    )


def leaves(world: World, member: Any) -> Any:
    from etabli.community.association.actions import end_membership

    return end_membership(member=member, left_on=AT.date(), by=who(world, "board"), at=AT)


@scenario("association.add_member")
def member_added(world: World) -> Scenario:
    return Scenario(lambda: a_member(world), who(world, "board"), lambda member: leaves(world, member))


@scenario("association.correct_member")
def member_corrected(world: World) -> Scenario:
    from etabli.community.association.actions import correct_member

    member, by = a_member(world), who(world, "board")

    def to(name: str) -> Any:
        return correct_member(
            member=member, display_name=name, trade="developer", commune_code="", by=by, at=AT
        )

    return Scenario(lambda: to("Atelier"), by, lambda _: to("Fabrique"))


@scenario("association.end_membership")
def member_left(world: World) -> Scenario:
    from etabli.community.association.actions import add_member

    member, by = a_member(world), who(world, "board")
    back = {"organisation": world.association, "user": member.user, "display_name": "S", "trade": "developer"}
    return Scenario(
        lambda: leaves(world, member),
        by,
        lambda _: add_member(**back, joined_on=AT.date(), by=by, at=AT),
    )


def an_ad(world: World) -> Any:
    from etabli.community.market.models import Ad

    return Ad.objects.get(pk=world.kwargs("market:ad")["pk"])


def pass_on(world: World) -> Any:
    from etabli.community.market.actions import pass_on_ad

    return pass_on_ad(
        person=world.person,
        title="Un site",
        text="Montrer mon travail",
        needs=[],
        place="Médoc",
        budget="À discuter",
        deadline_on=AT.date().replace(year=2099),
        brief_ref="briefs.brief:1",
        by=make.artisan(world.person),
        at=AT,
    )


@scenario("market.pass_on_ad")
def ad_passed_on(world: World) -> Scenario:
    from etabli.community.market.actions import withdraw_ad

    by = make.artisan(world.person)
    withdraw_ad(ad=an_ad(world), by=by, at=AT)
    return Scenario(lambda: pass_on(world), by, lambda ad: withdraw_ad(ad=ad, by=by, at=AT))


@scenario("market.withdraw_ad")
def ad_withdrawn(world: World) -> Scenario:
    from etabli.community.market.actions import withdraw_ad

    by, ad = make.artisan(world.person), an_ad(world)
    return Scenario(lambda: withdraw_ad(ad=ad, by=by, at=AT), by, lambda _: pass_on(world))


def a_sealed_answer(world: World) -> Any:
    from etabli.community.market.models import Answer

    return Answer.objects.get(pk=world.kwargs("market:quote")["pk"])


@scenario("market.answer_ad")
def ad_answered(world: World) -> Scenario:
    from etabli.community.market.actions import answer_ad, withdraw_answer

    answer, by = a_sealed_answer(world), who(world, "member")
    withdraw_answer(answer=answer, by=by, at=AT)
    return Scenario(
        lambda: answer_ad(ad=answer.ad, message="Bonjour", upload=None, by=by, at=AT),
        by,
        lambda again: withdraw_answer(answer=again, by=by, at=AT),
    )


@scenario("market.withdraw_answer")
def answer_withdrawn(world: World) -> Scenario:
    from etabli.community.market.actions import answer_ad, withdraw_answer

    answer, by = a_sealed_answer(world), who(world, "member")
    return Scenario(
        lambda: withdraw_answer(answer=answer, by=by, at=AT),
        by,
        lambda _: answer_ad(ad=answer.ad, message="Encore", upload=None, by=by, at=AT),
    )


# procurement


def a_brief(world: World) -> Any:
    from etabli.procurement.briefs.models import Brief

    return Brief.objects.get(pk=world.kwargs("briefs:overview")["pk"])


@scenario("briefs.start")
def brief_started(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import start_brief, withdraw_brief

    by = make.artisan(world.person)
    return Scenario(
        lambda: start_brief(person=world.person, outcome="site", by=by, at=AT),
        by,
        lambda brief: withdraw_brief(brief=brief, by=by, at=AT),
    )


@scenario("briefs.answer")
def need_answered(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need
    from etabli.procurement.needs.catalogue import load

    by, brief, need = make.artisan(world.person), a_brief(world), load().needs[0].id

    def says(text: str) -> Any:
        return answer_need(brief=brief, need_id=need, answer=text, by=by, at=AT)

    says("Non")
    return Scenario(lambda: says("Oui"), by, lambda _: says("Peut-être"))


@scenario("briefs.describe")
def brief_described(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import describe_brief

    by, brief = make.artisan(world.person), a_brief(world)

    def to(title: str) -> Any:
        return describe_brief(brief=brief, title=title, trade="", outcome="site", by=by, at=AT)

    return Scenario(lambda: to("Mon site"), by, lambda _: to("Ma page"))


@scenario("briefs.frame")
def brief_framed(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import set_frame

    by, brief = make.artisan(world.person), a_brief(world)

    def to(cents: int) -> Any:
        common = {"blank_why": "", "deadline_on": AT.date(), "by": by, "at": AT}
        return set_frame(brief=brief, low_cents=cents, high_cents=cents, **common)

    return Scenario(lambda: to(100_000), by, lambda _: to(200_000))


@scenario("briefs.hand_over")
def brief_ready(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need, hand_over
    from etabli.procurement.needs.catalogue import load

    by, brief = make.artisan(world.person), a_brief(world)
    answer_need(brief=brief, need_id=load().needs[0].id, answer="Oui", by=by, at=AT)
    return Scenario(
        lambda: hand_over(brief=brief, by=by, at=AT),
        by,
        lambda _: hand_over(brief=brief, by=by, at=AT + timedelta(days=1)),
    )


@scenario("briefs.withdraw")
def brief_put_away(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import withdraw_brief

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(lambda: withdraw_brief(brief=brief, by=by, at=AT), by)


def a_reading(world: World) -> Any:
    from etabli.procurement.quotes.models import QuoteReading

    return QuoteReading.objects.get(pk=world.kwargs("quotes:detail")["pk"])


@scenario("quotes.add")
def quote_added(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_quote, withdraw_quote

    by = make.artisan(world.person)
    return Scenario(
        lambda: add_quote(person=world.person, upload=objects.a_pdf(), by=by, at=AT),
        by,
        lambda reading: withdraw_quote(reading=reading, by=by, at=AT),
    )


@scenario("quotes.add_answer")
def answer_read(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_answer_quote, withdraw_quote

    by, answer = make.artisan(world.person), a_sealed_answer(world)
    return Scenario(
        lambda: add_answer_quote(answer=answer, by=by, at=AT),
        by,
        lambda reading: withdraw_quote(reading=reading, by=by, at=AT),
    )


@scenario("quotes.withdraw")
def quote_put_away(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_answer_quote, withdraw_quote

    by, answer = make.artisan(world.person), a_sealed_answer(world)
    reading = add_answer_quote(answer=answer, by=by, at=AT)
    return Scenario(
        lambda: withdraw_quote(reading=reading, by=by, at=AT),
        by,
        lambda _: add_answer_quote(answer=answer, by=by, at=AT),
    )


@scenario("quotes.share")
def quote_shown(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import share_quote, unshare_quote

    by, reading = make.artisan(world.person), a_reading(world)
    unshare_quote(reading=reading, by=by, at=AT)
    return Scenario(
        lambda: share_quote(reading=reading, by=by, at=AT),
        by,
        lambda _: unshare_quote(reading=reading, by=by, at=AT),
    )


@scenario("quotes.unshare")
def quote_hidden(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import share_quote, unshare_quote

    by, reading = make.artisan(world.person), a_reading(world)
    return Scenario(
        lambda: unshare_quote(reading=reading, by=by, at=AT),
        by,
        lambda _: share_quote(reading=reading, by=by, at=AT + timedelta(days=1)),
    )


@scenario("quotes.compare")
def quote_compared(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import compare_with

    by, reading, brief = make.artisan(world.person), a_reading(world), a_brief(world)
    return Scenario(
        lambda: compare_with(reading=reading, brief=brief, by=by, at=AT),
        by,
        lambda _: compare_with(reading=reading, brief=None, by=by, at=AT),
    )


@scenario("quotes.dismiss")
def finding_dismissed(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import dismiss_finding, restore_finding

    by, reading = make.artisan(world.person), a_reading(world)
    return Scenario(
        lambda: dismiss_finding(reading=reading, finding="practice", reason="Vu", by=by, at=AT),
        by,
        lambda row: restore_finding(dismissal=row, by=by, at=AT),
    )


@scenario("quotes.restore_finding")
def finding_restored(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import dismiss_finding, restore_finding

    by, reading = make.artisan(world.person), a_reading(world)
    row = dismiss_finding(reading=reading, finding="practice", reason="Vu", by=by, at=AT)
    return Scenario(
        lambda: restore_finding(dismissal=row, by=by, at=AT),
        by,
        lambda _: dismiss_finding(reading=reading, finding="practice", reason="Encore", by=by, at=AT),
    )


# programme


@scenario("demand.express")
def wish(world: World) -> Scenario:
    by = who(world, "adviser")
    return Scenario(
        lambda: objects.half_day_asked_for(world),
        make.artisan(world.person),
        lambda made: _book(world, made, by),
    )


def _book(world: World, asked: Any, by: Viewer) -> Any:
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


def _hold(world: World) -> Any:
    from etabli.programme.diary.actions import hold_half_day

    by, adviser = who(world, "adviser"), world.posts["adviser"].user
    return hold_half_day(
        adviser=adviser, on=AT.date() + timedelta(days=40), half="am", what="X", by=by, at=AT
    )


@scenario("diary.hold")
def half_day_held(world: World) -> Scenario:
    from etabli.programme.support.models import Appointment

    def later(held: Any) -> Any:
        return Appointment.objects.create(chamber=world.chamber, person=world.person, half_day=held, place="")

    return Scenario(lambda: _hold(world), who(world, "adviser"), later)


@scenario("diary.release")
def half_day_released(world: World) -> Scenario:
    from etabli.programme.diary.actions import release_half_day

    by, held = who(world, "adviser"), _hold(world)
    return Scenario(lambda: release_half_day(half_day=held, by=by, at=AT), by, lambda _: _hold(world))


@scenario("support.book")
def booked(world: World) -> Scenario:
    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    return Scenario(lambda: _book(world, asked, by), by, lambda made: _report(made, by, "Fait"))


def _report(appointment: Any, by: Viewer, text: str) -> Any:
    from etabli.programme.support.actions import write_report

    return write_report(appointment=appointment, outcome="helped", report=text, next_step="", by=by, at=AT)


@scenario("support.call_off")
def called_off(world: World) -> Scenario:
    from etabli.programme.support.actions import call_off

    by, asked = who(world, "adviser"), objects.half_day_asked_for(world)
    made = _book(world, asked, by)
    return Scenario(lambda: call_off(appointment=made, by=by, at=AT), by, lambda _: _book(world, asked, by))


@scenario("support.report")
def reported(world: World) -> Scenario:
    by = who(world, "adviser")
    made = _book(world, objects.half_day_asked_for(world), by)
    return Scenario(lambda: _report(made, by, "Fait"), by, lambda _: _report(made, by, "Refait"))


@scenario("workshops.add_venue")
def room(world: World) -> Scenario:
    from etabli.programme.workshops.actions import add_venue

    by, commune = who(world, "adviser"), objects.pauillac()
    told = {"name": "Salle", "commune": commune, "address": "", "capacity": 9, "accessible": True}
    return Scenario(lambda: add_venue(**told, by=by, at=AT), by)


@scenario("workshops.create")
def session_created(world: World) -> Scenario:
    from etabli.programme.workshops.actions import create_session, sign_up_for_session
    from etabli.programme.workshops.changes import plan_of

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
    from etabli.programme.workshops.changes import plan_of

    by, session = who(world, "adviser"), objects.session_of(world)
    plan, day = plan_of(session), timedelta(days=2)
    moved = replace(plan, starts_at=plan.starts_at + day, ends_at=plan.ends_at + day, capacity=8)
    return Scenario(
        lambda: change_session(session=session, wanted=moved, by=by, at=AT),
        by,
        lambda _: change_session(session=session, wanted=replace(moved, capacity=7), by=by, at=AT),
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
    told = {"name": known.name, "email": known.email, "phone": ""}
    return Scenario(
        lambda: add_walk_in(session=session, **told, by=by, at=at),
        by,
        lambda row: mark_presence(sign_up=row.sign_up, present=False, by=by, at=at),
    )
