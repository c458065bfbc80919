"""Objects of the pages of outreach."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def reachable_relay(world: World) -> Any:
    """The relay of the world, with an address that may be written to."""
    from etabli.territory.relays.actions import add_contact
    from etabli.territory.relays.models import Relay

    relay = Relay.objects.select_related("commune__epci", "chamber").get(
        pk=world.kwargs("relays:detail")["pk"]
    )
    if not any(contact.may_be_written_to for contact in relay.contacts.all()):
        by = viewer.of_membership(world.posts["adviser"])
        add_contact(relay=relay, email="mairie@pauillac.example", by=by, at=make.AT)
    return relay


@objects("outreach:paper")
def paper_of_a_kit(world: World) -> Kwargs:
    return {"code": reachable_relay(world).code, "name": "carre.svg"}


@objects("outreach:called")
def relay_to_call(world: World) -> Kwargs:
    return {"pk": reachable_relay(world).pk}


@objects("outreach:answer")
def kit_sent(world: World) -> Kwargs:
    from etabli.programme.coverage.engine import Season
    from etabli.programme.outreach.actions import send_kits

    by, relay = viewer.of_membership(world.posts["adviser"]), reachable_relay(world)
    gone = send_kits(relays=[relay], season=Season(2027, 1), by=by, at=make.AT)
    return {"pk": gone.sendings.get().pk}
