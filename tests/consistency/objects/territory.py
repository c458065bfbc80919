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


@objects(
    *(f"relays:{page}" for page in ("detail", "edit", "open_space", "withdraw")),
    *(f"relays:{page}" for page in ("contact_new", "wishes", "make_link")),
)
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


@objects(*(f"relays:contact_{page}" for page in ("edit", "withdraw", "agree", "refuse")), "relays:send_link")
def contact(world: World) -> Kwargs:
    from etabli.territory.relays.actions import add_contact
    from etabli.territory.relays.models import Relay

    relay = Relay.objects.get(pk=world.kwargs("relays:detail")["pk"])
    by = viewer.of_membership(world.posts["adviser"])
    return {"pk": add_contact(relay=relay, name="Nadia", email="nadia@example.org", by=by, at=make.AT).pk}


def a_link(world: World) -> Any:
    from etabli.territory.relays.actions import make_link
    from etabli.territory.relays.models import Relay

    relay = Relay.objects.get(pk=world.kwargs("relays:detail")["pk"])
    return make_link(relay=relay, by=viewer.of_membership(world.posts["adviser"]), at=make.AT)


@objects("relays:cut_link")
def link_to_a_relay(world: World) -> Kwargs:
    return {"pk": a_link(world).pk}


@objects("relays:import_check")
def list_of_relays(world: World) -> Kwargs:
    from django.core.cache import cache

    from etabli.territory.relays.reading import KEPT_SECONDS, _key, opened

    pauillac()
    waiting = opened("liste.csv", b"Nom;Commune\nClub;Pauillac\n")
    for post in ("adviser", "manager"):
        cache.set(_key(viewer.of_membership(world.posts[post]), "liste"), waiting, KEPT_SECONDS)
    return {"key": "liste"}


@objects("relays:imported")
def list_taken_in(world: World) -> Kwargs:
    from etabli.territory.relays.models import RelayImport

    return {"pk": RelayImport.objects.create(chamber=world.chamber, file_name="liste.csv", at=make.AT).pk}
