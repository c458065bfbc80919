"""Objects of the pages of a path."""

from typing import Any

from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def milestone_of(world: World) -> Any:
    """What the person says that they reached."""
    from etabli.programme.journeys.actions import note_milestone

    by = make.artisan(world.person)
    return note_milestone(person=world.person, kind="online", reached_on=make.AT.date(), by=by, at=make.AT)


@objects("journeys:withdraw")
def milestone(world: World) -> Kwargs:
    return {"pk": milestone_of(world).pk}
