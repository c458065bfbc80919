"""Objects of the pages that compose several apps, and of the demonstration."""

from tests import factories as make
from tests.consistency.objects.territory import a_link
from tests.consistency.objects.world import Kwargs, World, objects


@objects(
    *(f"own_data:person{page}" for page in ("", "_copy", "_erase", "_keep")),
    "front:person",
    "front:paper",
    "notices:texts_stop",
    "front:correct",
    "front:reach_again",
    "front:person_history",
    "front:nothing_lost",
    "register:person_other",
    "register:person_business",
)
def whom_the_chamber_knows(world: World) -> Kwargs:
    return {"pk": world.person.pk}


@objects("register:person_two")
def two_records_of_somebody(world: World) -> Kwargs:
    return {
        "first": world.person.pk,
        "second": make.person(world.chamber, name=world.person.name, email="").pk,
    }


@objects("people:cut_link")
def link_in_force(world: World) -> Kwargs:
    return {"pk": make.link(world.person, "sign_up", 1).pk}


@objects("front:relay", "outreach:kit")
def tracked_link(world: World) -> Kwargs:
    from etabli.territory.relays.models import Relay

    return {"code": Relay.objects.get(pk=world.kwargs("relays:detail")["pk"]).code}


@objects("front:relay_enter")
def secret_link_of_a_relay(world: World) -> Kwargs:
    from etabli.territory.relays.links import address_of

    return {"token": address_of(a_link(world)).rstrip("/").rpartition("/")[2]}


@objects("front:message", "front:message_letter", "front:message_paper")
def a_sample(world: World) -> Kwargs:
    return {"name": "seats.place.1"}


@objects("demo:become")
def role_to_try(world: World) -> Kwargs:
    return {"role": "adviser"}


@objects("demo:go", "demo:aside")
def step_of_the_tour(world: World) -> Kwargs:
    return {"number": 1}
