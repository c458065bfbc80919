"""The acts of territory."""

from typing import Any

from tests import factories as make
from tests.consistency import objects
from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("register.attach")
def attached(world: World) -> Scenario:
    from etabli.territory.register.actions import attach_artisan

    by = make.artisan(world.person)
    attach_artisan(person=world.person, trade_code="4399CZ", by=by, at=AT)

    def to(trade: str) -> Any:
        return attach_artisan(person=world.person, trade_code=trade, by=by, at=AT)

    return Scenario(lambda: to("1071CZ"), by, lambda _: to("9602AZ"))


@scenario("register.import_sheet")
def sheet_imported(world: World) -> Scenario:
    objects.pauillac()
    return Scenario(lambda: objects.imported_sheet(world), who(world, "adviser"))


def a_relay(world: World) -> Any:
    from etabli.territory.relays.models import Relay

    return Relay.objects.get(pk=world.kwargs("relays:detail")["pk"])


@scenario("relays.create")
def relay_created(world: World) -> Scenario:
    from etabli.territory.relays.actions import create_relay, withdraw_relay

    by, commune = who(world, "adviser"), objects.pauillac()
    return Scenario(
        lambda: create_relay(
            chamber=world.chamber, kind="town_hall", name="Mairie", commune=commune, by=by, at=AT
        ),
        by,
        lambda relay: withdraw_relay(relay=relay, by=by, at=AT),
    )


@scenario("relays.correct")
def relay_corrected(world: World) -> Scenario:
    from etabli.territory.relays.actions import correct_relay

    by, relay = who(world, "adviser"), a_relay(world)

    def to(name: str) -> Any:
        return correct_relay(relay=relay, kind="club", name=name, commune=relay.commune, by=by, at=AT)

    return Scenario(lambda: to("Club"), by, lambda _: to("Club des entreprises"))


@scenario("relays.withdraw")
def relay_withdrawn(world: World) -> Scenario:
    from etabli.territory.relays.actions import withdraw_relay

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(lambda: withdraw_relay(relay=relay, by=by, at=AT), by)


@scenario("relays.note")
def relay_note(world: World) -> Scenario:
    from etabli.territory.relays.actions import note_contact

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(lambda: note_contact(relay=relay, kind="phone", text="Appelé", by=by, at=AT), by)
