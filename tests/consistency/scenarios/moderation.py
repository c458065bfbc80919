"""The acts of moderation."""

from typing import Any

from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who
from tests.consistency.scenarios.market import an_ad


def a_case(world: World) -> Any:
    from etabli.community.moderation.models import Case

    return Case.objects.get(pk=world.kwargs("moderation:case")["pk"])


def decided(world: World, case: Any, *, accept: bool = False, by: Viewer | None = None) -> Any:
    from etabli.community.moderation.actions import decide

    return decide(case=case, accept=accept, reason="false", by=by or who(world, "moderator"), at=AT)


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
    another = of_membership(make.membership(world.association, Role.MODERATOR))
    return Scenario(
        lambda: decide_appeal(appeal=made, accept=True, words="Oui.", by=by, at=AT),
        by,
        lambda made: decided(world, made.case, by=another),  # who was overturned decides no more
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
