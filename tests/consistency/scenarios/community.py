"""The acts of community."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def an_interest(world: World) -> Any:
    from etabli.community.neutrality.models import DeclaredInterest

    return DeclaredInterest.objects.get(pk=world.kwargs("neutrality:end_interest")["pk"])


@scenario("neutrality.declare_interest")
def interest_declared(world: World) -> Scenario:
    from etabli.community.neutrality.actions import declare_interest, end_interest

    by, user = who(world, "member"), world.posts["member"].user
    said = {"organisation": world.association, "user": user, "kind": "kin", "text": "Mon frère."}
    return Scenario(
        lambda: declare_interest(**said, by=by, at=AT),
        by,
        lambda made: end_interest(interest=made, by=by, at=AT),
    )


@scenario("neutrality.end_interest")
def interest_ended(world: World) -> Scenario:
    from etabli.community.neutrality.actions import end_interest

    by, interest = who(world, "member"), an_interest(world)
    return Scenario(lambda: end_interest(interest=interest, by=by, at=AT), by)


@scenario("neutrality.name_interest")
def interest_named(world: World) -> Scenario:
    from etabli.community.neutrality.actions import name_interest

    by, interest = who(world, "member"), an_interest(world)
    return Scenario(
        lambda: name_interest(interest=interest, is_named=True, by=by, at=AT),
        by,
        lambda _: name_interest(interest=interest, is_named=False, by=by, at=AT),
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


def a_case(world: World) -> Any:
    from etabli.community.moderation.models import Case

    return Case.objects.get(pk=world.kwargs("moderation:case")["pk"])


def decided(world: World, case: Any, *, accept: bool = False) -> Any:
    from etabli.community.moderation.actions import decide

    return decide(case=case, accept=accept, reason="false", by=who(world, "moderator"), at=AT)


@scenario("moderation.submit")
def handed_in(world: World) -> Scenario:
    from etabli.community.moderation.actions import submit
    from tests.consistency.objects.community import members_offer

    offer, by = members_offer(world), who(world, "member")
    return Scenario(
        lambda: submit(subject=offer, by=by, at=AT), by, lambda case: decided(world, case, accept=True)
    )


@scenario("moderation.decide")
def decision_made(world: World) -> Scenario:
    from etabli.community.moderation.actions import submit

    case, by = a_case(world), who(world, "moderator")
    ad = an_ad(world)
    return Scenario(
        lambda: decided(world, case), by, lambda case: submit(subject=ad, is_out=True, by=by, at=AT)
    )


@scenario("moderation.report")
def something_reported(world: World) -> Scenario:
    from etabli.community.jobs.models import Job
    from etabli.community.moderation.actions import report

    offer, by = Job.objects.get(pk=world.kwargs("moderation:report")["pk"]), who(world, "member")
    return Scenario(
        lambda: report(subject=offer, reason="false", by=by, at=AT),
        by,
        lambda made: decided(world, made.case),
    )


@scenario("moderation.send_back")
def sent_back(world: World) -> Scenario:
    from etabli.community.moderation.actions import send_back
    from etabli.foundation.people.viewer import Viewer

    case, by = decided(world, a_case(world), accept=True), Viewer.system()
    return Scenario(
        lambda: send_back(case=case, by=by, at=AT),
        by,
        lambda case: decided(world, case, accept=True),
    )


@scenario("moderation.appeal")
def contested(world: World) -> Scenario:
    from etabli.community.moderation.actions import appeal, decide_appeal
    from etabli.community.moderation.models import Case

    case, by = Case.objects.get(pk=world.kwargs("moderation:decision")["pk"]), who(world, "member")
    return Scenario(
        lambda: appeal(case=case, text="Non.", by=by, at=AT),
        by,
        lambda made: decide_appeal(appeal=made, accept=True, words="Oui.", by=who(world, "board"), at=AT),
    )


@scenario("moderation.decide_appeal")
def appeal_answered(world: World) -> Scenario:
    from etabli.community.moderation.actions import appeal, decide_appeal
    from etabli.community.moderation.models import Case

    case, by = Case.objects.get(pk=world.kwargs("moderation:decision")["pk"]), who(world, "board")
    made = appeal(case=case, text="Non.", by=who(world, "member"), at=AT)
    return Scenario(
        lambda: decide_appeal(appeal=made, accept=True, words="Oui.", by=by, at=AT),
        by,
        lambda made: decided(world, made.case),
    )


@scenario("moderation.set_limits")
def limits_set(world: World) -> Scenario:
    from etabli.community.moderation.actions import set_limits

    by = who(world, "board")

    def set_to(number: int) -> Any:
        return set_limits(organisation=world.association, wanted={"daily_limit": number}, by=by, at=AT)

    set_to(4)
    return Scenario(lambda: set_to(5), by, lambda _: set_to(6))


@scenario("moderation.write_reason")
def reason_worded(world: World) -> Scenario:
    from etabli.community.moderation.actions import write_reason

    by = who(world, "board")

    def write(text: str) -> Any:
        return write_reason(organisation=world.association, code="false", text=text, by=by, at=AT)

    write("Faux.")
    return Scenario(lambda: write("C’est faux."), by, lambda _: write("Ce n’est pas vrai."))


def an_approach(world: World) -> Any:
    from etabli.community.approaches.models import Approach

    return Approach.objects.get(pk=world.kwargs("approaches:approach")["pk"])


TOLD = {"on": AT.date(), "institution": "Ville", "subject": "Salle", "led_by": "Le trésorier"}


@scenario("approaches.record")
def approach_recorded(world: World) -> Scenario:
    from etabli.community.approaches.actions import record_approach, withdraw_approach

    by = who(world, "board")
    return Scenario(
        lambda: record_approach(organisation=world.association, told=TOLD, by=by, at=AT),
        by,
        lambda made: withdraw_approach(approach=made, by=by, at=AT),
    )


@scenario("approaches.correct")
def approach_corrected(world: World) -> Scenario:
    from etabli.community.approaches.actions import correct_approach

    by, found = who(world, "board"), an_approach(world)

    def write(subject: str) -> Any:
        return correct_approach(approach=found, told={**TOLD, "subject": subject}, by=by, at=AT)

    return Scenario(lambda: write("Local"), by, lambda _: write("Salle de réunion"))


@scenario("approaches.publish")
def approach_closed_to_the_public(world: World) -> Scenario:
    from etabli.community.approaches.actions import publish_approach

    by, found = who(world, "board"), an_approach(world)
    return Scenario(
        lambda: publish_approach(approach=found, is_public=False, by=by, at=AT),
        by,
        lambda made: publish_approach(approach=made, is_public=True, by=by, at=AT),
    )


@scenario("approaches.withdraw")
def approach_withdrawn(world: World) -> Scenario:
    from etabli.community.approaches.actions import withdraw_approach

    by, found = who(world, "board"), an_approach(world)
    return Scenario(lambda: withdraw_approach(approach=found, by=by, at=AT), by)


@scenario("approaches.follow_up")
def followed_up(world: World) -> Scenario:
    from etabli.community.approaches.actions import follow_up

    by, found = who(world, "board"), an_approach(world)
    return Scenario(lambda: follow_up(approach=found, on=AT.date(), text="Réponse.", by=by, at=AT), by)


@scenario("approaches.open_figures")
def figures_opened(world: World) -> Scenario:
    from etabli.community.approaches.actions import open_figures

    by = who(world, "board")

    def show(is_public: bool) -> Any:
        return open_figures(organisation=world.association, is_public=is_public, by=by, at=AT)

    show(False)
    return Scenario(lambda: show(True), by, lambda _: show(False))


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
    from etabli.community.market.actions import tell_what_came

    by, ad = make.artisan(world.person), an_ad(world)

    def told(came_of: str) -> Any:
        return tell_what_came(ad=ad, came_of=came_of, by=by, at=AT)

    return Scenario(lambda: told("none"), by, lambda _: told("elsewhere"))


@scenario("market.write_letter")
def letter_written(world: World) -> Scenario:
    from etabli.community.market.actions import write_letter

    answer, by = a_sealed_answer(world), who(world, "member")
    return Scenario(lambda: write_letter(answer=answer, text="Bonjour", by=by, at=AT), by)


def a_letter(world: World) -> Any:
    from etabli.community.market.models import Letter

    return Letter.objects.get(pk=world.kwargs("market:letter_file")["pk"])


@scenario("market.hide_letter")
def letter_hidden(world: World) -> Scenario:
    from etabli.community.market.actions import hide_letter, keep_letter

    letter, by = a_letter(world), who(world, "moderator")
    return Scenario(
        lambda: hide_letter(subject=letter, reason="Une insulte", by=by, at=AT),
        by,
        lambda _: keep_letter(subject=letter, by=by, at=AT),
    )


@scenario("market.keep_letter")
def letter_kept(world: World) -> Scenario:
    from etabli.community.market.actions import hide_letter, keep_letter

    letter, by = a_letter(world), who(world, "moderator")
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
