"""What the tests of suspensions share."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from etabli.community.association import actions
from etabli.community.association.models import Member
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, acting

REASON = "Trois artisans disent avoir été appelés sans l’avoir demandé."


def suspended(member: Member, by: Viewer, **told: Any) -> Any:
    """Suspended for a month, on a ground, unless told otherwise."""
    given = {"ground": "approach", "reason": REASON, "ends_on": AT.date() + timedelta(days=30)}
    return actions.suspend(member=member, **{**given, **told}, by=by, at=AT)


def board_member(world: SimpleNamespace, name: str = "Seconde") -> Viewer:
    """One more member of the board, without any other role."""
    user = User.objects.create_user(f"{name.lower()}@example.invalid", name)
    make.membership(world.association, Role.BOARD, user)
    return acting(user, Role.BOARD)
