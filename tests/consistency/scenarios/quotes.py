"""The acts of quotes."""

from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.scenarios.briefs import a_brief
from tests.consistency.scenarios.declared import AT, Scenario, scenario
from tests.consistency.scenarios.market import a_sealed_answer


def a_reading(world: World) -> Any:
    from etabli.procurement.quotes.models import QuoteReading

    return QuoteReading.objects.get(pk=world.kwargs("quotes:detail")["pk"])


@scenario("quotes.add")
def quote_added(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_quote, withdraw_quote

    by = make.artisan(world.person)
    return Scenario(
        lambda: add_quote(person=world.person, upload=make.examined(), by=by, at=AT),
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


@scenario("quotes.overrule")
def need_overruled(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import overrule

    by, reading = make.artisan(world.person), objects.quote_against_a_brief(world)

    def say(what: str) -> Any:
        return overrule(reading=reading, need_id="hosting", says=what, reason="Vu", by=by, at=AT)

    return Scenario(lambda: say("covered"), by, lambda _: say("unclear"))


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


@scenario("quotes.add_pages")
def page_added(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_pages

    by, reading = make.artisan(world.person), a_reading(world)

    def add() -> Any:
        return add_pages(reading=reading, uploads=[make.examined()], by=by, at=AT)

    return Scenario(add, by, lambda _: add())


@scenario("quotes.take_out_page")
def page_taken_out(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_pages, take_out_page

    by, reading = make.artisan(world.person), a_reading(world)
    add_pages(reading=reading, uploads=[make.examined()], by=by, at=AT)
    return Scenario(
        lambda: take_out_page(further=reading.further.get(), by=by, at=AT),
        by,
        lambda _: add_pages(reading=reading, uploads=[make.examined()], by=by, at=AT),
    )


@scenario("quotes.correct")
def value_corrected(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import correct

    by, reading = make.artisan(world.person), objects.quote_with_a_line(world)

    def say(amount: str) -> Any:
        return correct(reading=reading, target="line:n0", values={"net_amount": amount}, by=by, at=AT)

    return Scenario(lambda: say("120"), by, lambda _: say("130"))


@scenario("quotes.take_reading")
def correction_given_up(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import correct, take_reading

    by, reading = make.artisan(world.person), objects.quote_with_a_line(world)

    def say(amount: str) -> Any:
        return correct(reading=reading, target="line:n0", values={"net_amount": amount}, by=by, at=AT)

    row = say("120")
    return Scenario(lambda: take_reading(correction=row, by=by, at=AT), by, lambda _: say("130"))


@scenario("quotes.erase_original")
def file_to_erase(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import erase_original, keep_original

    by, reading = make.artisan(world.person), a_reading(world)
    return Scenario(
        lambda: erase_original(reading=reading, by=by, at=AT),
        by,
        lambda _: keep_original(reading=reading, by=by, at=AT),
    )


@scenario("quotes.keep_original")
def file_kept(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import erase_original, keep_original

    by, reading = make.artisan(world.person), a_reading(world)
    erase_original(reading=reading, by=by, at=AT)
    return Scenario(
        lambda: keep_original(reading=reading, by=by, at=AT),
        by,
        lambda _: erase_original(reading=reading, by=by, at=AT + timedelta(days=1)),
    )


@scenario("quotes.erase")
def quote_to_erase(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import add_answer_quote, erase_quote

    by, answer = make.artisan(world.person), a_sealed_answer(world)
    reading = add_answer_quote(answer=answer, by=by, at=AT)
    return Scenario(
        lambda: erase_quote(reading=reading, by=by, at=AT),
        by,
        lambda _: add_answer_quote(answer=answer, by=by, at=AT),
    )


@scenario("briefs.correct_ad")
def ad_corrected(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import correct_ad

    by, brief = make.artisan(world.person), a_brief(world)

    def correct(text: str) -> object:
        return correct_ad(brief=brief, hidden=["bois"], restored=[], text=text, by=by, at=AT)

    return Scenario(lambda: correct("Un site simple."), by, lambda _: correct("Un site."))


def a_held_reading(world: World) -> tuple[Any, Any]:
    """A quote given without an account, and who holds it."""
    from etabli.foundation.parties import PartyKind
    from etabli.foundation.parties.models import Party
    from etabli.foundation.people.viewer import Viewer
    from etabli.procurement.quotes.actions import add_quote

    by = Viewer(party_id=Party.objects.create(kind=PartyKind.LINK).pk)
    return add_quote(person=None, upload=make.examined(), by=by, at=AT), by


@scenario("quotes.erase_held")
def held_quote_erased(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import erase_held

    reading, by = a_held_reading(world)
    return Scenario(
        lambda: erase_held(reading=reading, by=by, at=AT),
        by,
        lambda _: erase_held(reading=reading, by=by, at=AT + timedelta(minutes=1)),
    )


@scenario("quotes.keep_held")
def held_quote_kept(world: World) -> Scenario:
    from etabli.procurement.quotes.actions import keep_held, withdraw_quote
    from etabli.procurement.quotes.models import QuoteReading

    reading, by = a_held_reading(world)
    given = {"name": world.person.name, "email": world.person.email}

    def put_away(person: Any) -> None:
        own = make.artisan(person)
        withdraw_quote(reading=QuoteReading.objects.get(pk=reading.pk), by=own, at=AT)

    return Scenario(lambda: keep_held(readings=[reading], **given, by=by, at=AT), by, put_away)
