"""Objects of the pages of places and relays."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def pauillac() -> Any:
    from etabli.territory.places.models import Commune, Epci

    epci, _ = Epci.objects.get_or_create(code="243301223", name="Médoc Cœur de Presqu'île")
    commune, _ = Commune.objects.get_or_create(
        code="33314", name="Pauillac", epci=epci, population=4900, lat=45.2, lon=-0.75, postal_codes="33250"
    )
    return commune


@objects("relays:detail", "relays:edit", "relays:open_space", "relays:withdraw")
def relay(world: World) -> Kwargs:
    from etabli.territory.relays.actions import create_relay

    made = create_relay(
        chamber=world.chamber,
        kind="town_hall",
        name="Mairie de Pauillac",
        commune=pauillac(),
        organisation=world.posts["relay"].organisation,
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
    return {"pk": made.pk}
