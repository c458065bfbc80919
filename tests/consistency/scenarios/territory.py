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


@scenario("relays.wish")
def relay_wishes(world: World) -> Scenario:
    from etabli.territory.relays.actions import tell_wishes

    by, relay = who(world, "adviser"), a_relay(world)

    def to(day: int) -> Any:
        said = {"likes": ["pdf"], "months": [9, 3], "closes_on": day, "wishes": ""}
        return tell_wishes(relay=relay, **said, by=by, at=AT)

    return Scenario(lambda: to(10), by, lambda _: to(15))


@scenario("relays.withdraw_several")
def relays_withdrawn(world: World) -> Scenario:
    from etabli.territory.relays.actions import withdraw_several

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(lambda: withdraw_several(chamber=world.chamber, relays=[relay], by=by, at=AT), by)


def a_contact(world: World) -> Any:
    from etabli.territory.relays.models import RelayContact

    return RelayContact.objects.get(pk=world.kwargs("relays:contact_edit")["pk"])


@scenario("relays.add_contact")
def contact_added(world: World) -> Scenario:
    from etabli.territory.relays.actions import add_contact, withdraw_contact

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(
        lambda: add_contact(relay=relay, name="Nadia", by=by, at=AT),
        by,
        lambda contact: withdraw_contact(contact=contact, by=by, at=AT),
    )


@scenario("relays.correct_contact")
def contact_corrected(world: World) -> Scenario:
    from etabli.territory.relays.actions import correct_contact

    by, contact = who(world, "adviser"), a_contact(world)

    def to(name: str) -> Any:
        told = {"role": "", "email": "", "phone": "", "is_generic": False}
        return correct_contact(contact=contact, name=name, **told, by=by, at=AT)

    return Scenario(lambda: to("Nadia"), by, lambda _: to("Nadège"))


@scenario("relays.agree")
def contact_agrees(world: World) -> Scenario:
    from etabli.territory.relays.actions import record_agreement, record_refusal

    by, contact = who(world, "adviser"), a_contact(world)
    return Scenario(
        lambda: record_agreement(contact=contact, how="au téléphone", by=by, at=AT),
        by,
        lambda _: record_refusal(contact=contact, by=by, at=AT),
    )


@scenario("relays.refuse")
def contact_refuses(world: World) -> Scenario:
    from etabli.territory.relays.actions import record_agreement, record_refusal

    by, contact = who(world, "adviser"), a_contact(world)
    return Scenario(
        lambda: record_refusal(contact=contact, by=by, at=AT),
        by,
        lambda _: record_agreement(contact=contact, how="au téléphone", by=by, at=AT),
    )


@scenario("relays.withdraw_contact")
def contact_withdrawn(world: World) -> Scenario:
    from etabli.territory.relays.actions import withdraw_contact

    by, contact = who(world, "adviser"), a_contact(world)
    return Scenario(lambda: withdraw_contact(contact=contact, by=by, at=AT), by)


@scenario("relays.make_link")
def link_made(world: World) -> Scenario:
    from etabli.territory.relays.actions import cut_link, make_link

    by, relay = who(world, "adviser"), a_relay(world)
    return Scenario(
        lambda: make_link(relay=relay, by=by, at=AT), by, lambda link: cut_link(link=link, by=by, at=AT)
    )


@scenario("relays.send_link")
def link_sent(world: World) -> Scenario:
    from etabli.territory.relays.actions import cut_link, send_link

    by, contact = who(world, "adviser"), a_contact(world)
    return Scenario(
        lambda: send_link(contact=contact, by=by, at=AT), by, lambda link: cut_link(link=link, by=by, at=AT)
    )


@scenario("relays.ask_link")
def link_asked(world: World) -> Scenario:
    from etabli.territory.relays.actions import ask_link, cut_link

    by, contact = who(world, "adviser"), a_contact(world)
    return Scenario(
        lambda: ask_link(contact=contact, by=by, at=AT), by, lambda link: cut_link(link=link, by=by, at=AT)
    )


@scenario("relays.cut_link")
def link_cut(world: World) -> Scenario:
    from etabli.territory.relays.actions import cut_link

    by, link = who(world, "adviser"), objects.a_link(world)
    return Scenario(lambda: cut_link(link=link, by=by, at=AT), by)


@scenario("relays.import")
def relays_imported(world: World) -> Scenario:
    from etabli.territory.relays.actions import import_relays
    from etabli.territory.relays.reading import opened, plan_of

    objects.pauillac()
    by, waiting = who(world, "adviser"), opened("liste.csv", b"Nom;Commune\nClub;Pauillac\n")
    plan = plan_of(world.chamber.pk, waiting)
    given = {"chamber": world.chamber, "file_name": "liste.csv", "plan": plan}
    return Scenario(lambda: import_relays(**given, by=by, at=AT), by)
