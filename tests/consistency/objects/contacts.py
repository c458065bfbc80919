"""Objects of the pages of calls to an artisan and notes about them."""

from tests.consistency.objects.world import Kwargs, World, objects


@objects("journeys:call", "journeys:notes")
def somebody(world: World) -> Kwargs:
    return {"pk": world.person.pk}
