"""The acts of neutrality: what people declare."""

from typing import Any

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
