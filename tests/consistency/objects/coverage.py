"""Objects of the pages of coverage."""

from typing import Any

from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.consistency.objects.territory import pauillac
from tests.consistency.objects.world import Kwargs, World, objects


def goal_of(world: World) -> Any:
    """So many people in Pauillac's EPCI, this season."""
    from django.utils import timezone

    from etabli.programme.coverage.actions import set_goal
    from etabli.programme.coverage.engine import Season

    return set_goal(
        chamber=world.chamber,
        season=Season.of(timezone.localdate()),
        measure="attended",
        people=12,
        epci=pauillac().epci,
        by=of_membership(world.posts["adviser"]),
        at=make.AT,
    )


@objects("coverage:goal", "coverage:goal_withdraw")
def goal(world: World) -> Kwargs:
    return {"pk": goal_of(world).pk}


@objects("coverage:territory", "coverage:sheet")
def territory(world: World) -> Kwargs:
    return {"code": pauillac().epci_id}


def online_of(world: World) -> Any:
    from etabli.programme.coverage.actions import note_online

    return note_online(
        person=world.person,
        address="https://example.org/",
        since_on=make.AT.date(),
        by=of_membership(world.posts["adviser"]),
        at=make.AT,
    )


@objects("coverage:online", "coverage:online_forget")
def whose_site_is_noted(world: World) -> Kwargs:
    return {"pk": online_of(world).person_id}
