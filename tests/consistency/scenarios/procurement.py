"""The acts of procurement."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario
from tests.consistency.scenarios.market import a_sealed_answer


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


@scenario("briefs.keep")
def sketch_kept(world: World) -> Scenario:
    from etabli.procurement.briefs import engine
    from etabli.procurement.briefs.actions import keep_sketch, withdraw_brief
    from etabli.territory.register.naming import Craft

    visitor = viewer.Viewer.nobody()
    who = {"name": world.person.name, "email": world.person.email, "phone": "", "commune": None}
    told: dict[str, Any] = {"craft": Craft(), "plain": engine.Brief("", "", "site"), "drafts": {}}
    return Scenario(
        lambda: keep_sketch(chamber=world.chamber, **who, **told, by=visitor, at=AT),
        make.adviser(world.chamber),
        lambda brief: withdraw_brief(brief=brief, by=make.artisan(world.person), at=AT),
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


@scenario("briefs.restore")
def brief_restored(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import answer_need, describe_brief
    from etabli.procurement.briefs.models import Brief
    from etabli.procurement.briefs.snapshots import snapshot_of
    from etabli.procurement.briefs.versions import restore_brief
    from etabli.procurement.needs.catalogue import load

    by, brief, need = make.artisan(world.person), a_brief(world), load().needs[0].id

    def says(text: str) -> Any:
        answer_need(brief=brief, need_id=need, answer=text, by=by, at=AT)
        return describe_brief(brief=brief, title=text, trade="", outcome="page", by=by, at=AT)

    says("Oui")
    then = snapshot_of(Brief.objects.get(pk=brief.pk))
    says("Non")
    return Scenario(
        lambda: restore_brief(brief=Brief.objects.get(pk=brief.pk), to=then, by=by, at=AT),
        by,
        lambda _: says("Peut-être"),
    )


@scenario("briefs.duplicate")
def brief_duplicated(world: World) -> Scenario:
    from etabli.procurement.briefs.actions import withdraw_brief
    from etabli.procurement.briefs.versions import duplicate_brief

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(
        lambda: duplicate_brief(brief=brief, by=by, at=AT),
        by,
        lambda copy: withdraw_brief(brief=copy, by=by, at=AT),
    )


@scenario("briefs.share")
def brief_shared(world: World) -> Scenario:
    from etabli.procurement.briefs.sharing import cut_link, share_brief

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(
        lambda: share_brief(brief=brief, by=by, at=AT),
        by,
        lambda shared: cut_link(shared=shared, by=by, at=AT),
    )


@scenario("briefs.cut_link")
def link_cut(world: World) -> Scenario:
    from etabli.procurement.briefs.sharing import cut_link, share_brief

    by, brief = make.artisan(world.person), a_brief(world)
    shared = share_brief(brief=brief, by=by, at=AT)
    later = AT + timedelta(days=1)
    return Scenario(
        lambda: cut_link(shared=shared, by=by, at=AT),
        by,
        lambda _: cut_link(shared=shared, by=by, at=later),
    )


@scenario("briefs.comment")
def remark_written(world: World) -> Scenario:
    from etabli.procurement.briefs.comments import write_comment

    by, brief = make.artisan(world.person), a_brief(world)
    return Scenario(lambda: write_comment(brief=brief, text="Vu", by=by, at=AT), by)


@scenario("briefs.resolve_comment")
def remark_settled(world: World) -> Scenario:
    from etabli.procurement.briefs.comments import reopen_comment, resolve_comment, write_comment

    by, brief = make.artisan(world.person), a_brief(world)
    comment = write_comment(brief=brief, text="Vu", by=by, at=AT)
    return Scenario(
        lambda: resolve_comment(comment=comment, by=by, at=AT),
        by,
        lambda _: reopen_comment(comment=comment, by=by, at=AT),
    )


@scenario("briefs.reopen_comment")
def remark_reopened(world: World) -> Scenario:
    from etabli.procurement.briefs.comments import reopen_comment, resolve_comment, write_comment

    by, brief = make.artisan(world.person), a_brief(world)
    comment = write_comment(brief=brief, text="Vu", by=by, at=AT)
    resolve_comment(comment=comment, by=by, at=AT)
    later = AT + timedelta(days=1)
    return Scenario(
        lambda: reopen_comment(comment=comment, by=by, at=AT),
        by,
        lambda _: resolve_comment(comment=comment, by=by, at=later),
    )


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
