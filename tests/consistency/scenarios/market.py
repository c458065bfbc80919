"""The acts of the market: an ad, its answers, its letters."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def an_ad(world: World) -> Any:
    from etabli.community.market.models import Ad

    return Ad.objects.get(pk=world.kwargs("market:ad")["pk"])


def pass_on(world: World, by: Any = None) -> Any:
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
        by=by or make.artisan(world.person),
        at=AT,
    )


@scenario("market.pass_on_ad")
def ad_passed_on(world: World) -> Scenario:
    from etabli.community.market.actions import withdraw_ad

    by = make.artisan(world.person)
    withdraw_ad(ad=an_ad(world), by=by, at=AT)
    return Scenario(lambda: pass_on(world, by), by, lambda ad: withdraw_ad(ad=ad, by=by, at=AT))


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


@scenario("market.change_ad")
def ad_changed(world: World) -> Scenario:
    from etabli.community.market.actions import change_ad

    by, ad = make.artisan(world.person), an_ad(world)

    def until(year: int) -> Any:
        day = ad.deadline_on.replace(year=year)
        return change_ad(ad=ad, deadline_on=day, answers_cap=8, by=by, at=AT)

    return Scenario(lambda: until(2098), by, lambda _: until(2097))


@scenario("market.publish_ad")
def ad_published(world: World) -> Scenario:
    from etabli.community.market.actions import hide_ad, publish_ad
    from etabli.community.market.models import Ad

    ad, by = an_ad(world), who(world, "moderator")
    Ad.objects.update(published_at=None)
    ad.refresh_from_db()
    return Scenario(
        lambda: publish_ad(subject=ad, by=by, at=AT),
        by,
        lambda _: hide_ad(subject=ad, reason="Un nom y est écrit", by=by, at=AT),
    )


@scenario("market.hide_ad")
def ad_hidden(world: World) -> Scenario:
    from etabli.community.market.actions import hide_ad, publish_ad

    ad, by = an_ad(world), who(world, "moderator")
    return Scenario(
        lambda: hide_ad(subject=ad, reason="Un nom y est écrit", by=by, at=AT),
        by,
        lambda _: publish_ad(subject=ad, by=by, at=AT),
    )


@scenario("market.send_elsewhere")
def sent_elsewhere(world: World) -> Scenario:
    from etabli.community.market.actions import send_elsewhere, withdraw_sending

    by, ad = make.artisan(world.person), an_ad(world)
    return Scenario(
        lambda: send_elsewhere(ad=ad, destination="mail", portal="Un portail", by=by, at=AT),
        by,
        lambda sending: withdraw_sending(sending=sending, by=by, at=AT),
    )


@scenario("market.withdraw_sending")
def gone_from_elsewhere(world: World) -> Scenario:
    from etabli.community.market.actions import send_elsewhere, withdraw_sending

    by, ad = make.artisan(world.person), an_ad(world)
    sending = send_elsewhere(ad=ad, destination="embed", by=by, at=AT)
    return Scenario(
        lambda: withdraw_sending(sending=sending, by=by, at=AT),
        by,
        lambda _: send_elsewhere(ad=ad, destination="embed", by=by, at=AT),
    )


@scenario("market.tell_what_came")
def what_came_told(world: World) -> Scenario:
    from etabli.community.market.actions import record_outcome

    by, ad = make.artisan(world.person), an_ad(world)

    def told(came_of: str) -> Any:
        return record_outcome(ad=ad, came_of=came_of, by=by, at=AT)

    return Scenario(lambda: told("none"), by, lambda _: told("elsewhere"))


@scenario("market.write_letter")
def letter_written(world: World) -> Scenario:
    from etabli.community.market.actions import send_message

    answer, by = a_sealed_answer(world), who(world, "member")
    return Scenario(lambda: send_message(answer=answer, text="Bonjour", by=by, at=AT), by)


def a_letter(world: World) -> Any:
    from etabli.community.market.models import Letter

    return Letter.objects.get(pk=world.kwargs("market:letter_file")["pk"])


def a_reported_letter(world: World) -> Any:
    """The moderators see none but those."""
    from etabli.community.moderation.actions import report

    letter = a_letter(world)
    report(subject=letter, reason="insulting", by=make.artisan(world.person), at=AT)
    return letter


@scenario("market.hide_letter")
def letter_hidden(world: World) -> Scenario:
    from etabli.community.market.actions import hide_letter, keep_letter

    letter, by = a_reported_letter(world), who(world, "moderator")
    return Scenario(
        lambda: hide_letter(subject=letter, reason="Une insulte", by=by, at=AT),
        by,
        lambda _: keep_letter(subject=letter, by=by, at=AT),
    )


@scenario("market.keep_letter")
def letter_kept(world: World) -> Scenario:
    from etabli.community.market.actions import hide_letter, keep_letter

    letter, by = a_reported_letter(world), who(world, "moderator")
    hide_letter(subject=letter, reason="Une insulte", by=by, at=AT)
    return Scenario(
        lambda: keep_letter(subject=letter, by=by, at=AT),
        by,
        lambda _: hide_letter(subject=letter, reason="Une insulte", by=by, at=AT),
    )


@scenario("market.choose_alerts")
def alerts_chosen(world: World) -> Scenario:
    from etabli.community.market.actions import choose_alerts

    by = who(world, "member")
    member = a_sealed_answer(world).member

    def chosen(*trades: str) -> Any:
        return choose_alerts(member=member, trades=trades, epci_codes=(), stopped=False, by=by, at=AT)

    chosen("developer")
    return Scenario(lambda: chosen("writer"), by, lambda _: chosen("trainer", "writer"))


@scenario("market.choose_reading")
def reading_chosen(world: World) -> Scenario:
    from etabli.community.market.actions import choose_reading

    by = who(world, "board")

    def chosen(after: bool) -> Any:
        return choose_reading(organisation=world.association, after=after, by=by, at=AT)

    chosen(False)
    return Scenario(lambda: chosen(True), by, lambda _: chosen(False))
