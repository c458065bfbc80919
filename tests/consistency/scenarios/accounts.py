"""The acts of people on accounts, invitations and memberships."""

from typing import Any

from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("people.rename_account")
def renamed(world: World) -> Scenario:
    from etabli.foundation.people.actions import rename_account

    by, user = who(world, "adviser"), world.posts["adviser"].user

    def to(name: str) -> Any:
        return rename_account(user=user, name=name, by=by, at=AT)

    return Scenario(lambda: to("Claire"), by, lambda _: to("Anne"))
