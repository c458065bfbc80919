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


def two(world: World) -> Any:
    return objects.two_businesses(world)


@scenario("register.add")
def business_added(world: World) -> Scenario:
    from etabli.territory.register.actions import add_business, note_business
    from etabli.territory.register.engine.establishment import Establishment

    by, place = who(world, "adviser"), objects.pauillac()
    establishment = Establishment("84135128100016", "LE FOURNIL", "1071CB", place.pk, None, None, True)
    return Scenario(
        lambda: add_business(chamber=world.chamber, establishment=establishment, by=by, at=AT),
        by,
        lambda made: note_business(business=made, text="Appelé", by=by, at=AT),
    )


@scenario("register.correct")
def business_corrected(world: World) -> Scenario:
    from etabli.territory.register.actions import correct_business

    by, (official, _sheet) = who(world, "adviser"), two(world)

    def to(name: str) -> Any:
        values = {
            "trade_code": "1071CB",
            "commune": None,
            "address": "",
            "postal_code": "",
            "phone": "",
            "email": "",
        }
        return correct_business(business=official, name=name, **values, by=by, at=AT)

    return Scenario(lambda: to("Le Fournil"), by, lambda _: to("Le Fournil du port"))


@scenario("register.note")
def business_noted(world: World) -> Scenario:
    from etabli.territory.register.actions import note_business

    by, (official, _sheet) = who(world, "adviser"), two(world)
    return Scenario(lambda: note_business(business=official, text="Appelé", by=by, at=AT), by)


@scenario("register.merge")
def businesses_merged(world: World) -> Scenario:
    from etabli.territory.register.actions import attach_artisan, merge_businesses
    from etabli.territory.register.models import Business

    by, (official, sheet) = who(world, "adviser"), two(world)
    other = Business.objects.create(chamber=world.chamber, name="Autre")
    return Scenario(
        lambda: merge_businesses(kept=official, duplicate=sheet, by=by, at=AT),
        by,
        lambda _: attach_artisan(person=world.person, business=other, by=by, at=AT),
    )


@scenario("register.keep_apart")
def businesses_kept_apart(world: World) -> Scenario:
    from etabli.territory.register.actions import keep_apart
    from etabli.territory.register.models import Duplicate

    by, pair = who(world, "adviser"), Duplicate.objects.get(pk=world.kwargs("register:pair")["pk"])
    return Scenario(lambda: keep_apart(pair=pair, by=by, at=AT), by)


def proposal(world: World, **fields: Any) -> Any:
    from etabli.territory.register.models import Proposal

    official, _sheet = two(world)
    type(official).objects.update(corrected={"name": "FOURNIL"})
    values = {"field": "name", "official": "LE FOURNIL DU PORT", "ours": "LE FOURNIL", "seen_on": AT.date()}
    return Proposal.objects.create(business=official, **{**values, **fields})


@scenario("register.accept_proposal")
def proposal_accepted(world: World) -> Scenario:
    return settled(world, "accept_proposal")


@scenario("register.keep_ours")
def proposal_refused(world: World) -> Scenario:
    return settled(world, "keep_ours")


@scenario("register.decide")
def proposals_decided(world: World) -> Scenario:
    return settled(world, "decide_proposals")


def settled(world: World, act: str) -> Scenario:
    """Later, somebody writes another name; or, over the chamber's word kept, the official one."""
    from etabli.territory.register import actions

    by, waits = who(world, "adviser"), proposal(world)
    many = {"proposals": [waits], "outcome": "official"}
    given = many if act == "decide_proposals" else {"proposal": waits}

    def write(_: Any) -> Any:
        values = {
            "trade_code": "1071CB",
            "commune": None,
            "address": "",
            "postal_code": "",
            "phone": "",
            "email": "",
        }
        return actions.correct_business(
            business=waits.business,
            name=waits.official if act == "keep_ours" else "Autre",
            **values,
            by=by,
            at=AT,
        )

    return Scenario(lambda: getattr(actions, act)(**given, by=by, at=AT), by, write)


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
        values = {"role": "", "email": "", "phone": "", "is_generic": False}
        return correct_contact(contact=contact, name=name, **values, by=by, at=AT)

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
    from etabli.territory.relays.pending_import import parse, plan_of

    objects.pauillac()
    by, waiting = who(world, "adviser"), parse("liste.csv", b"Nom;Commune\nClub;Pauillac\n")
    plan = plan_of(world.chamber.pk, waiting)
    given = {"chamber": world.chamber, "file_name": "liste.csv", "plan": plan}
    return Scenario(lambda: import_relays(**given, by=by, at=AT), by)


def contours_of(world: World) -> Any:
    from etabli.territory.places.actions import load_contours

    square = [(-0.8, 45.1), (-0.7, 45.1), (-0.7, 45.2), (-0.8, 45.2)]
    return load_contours(
        name="communes.geojson", outlines={objects.pauillac().pk: [square]}, by=who(world, "adviser"), at=AT
    )


@scenario("places.load_contours")
def contours_loaded(world: World) -> Scenario:
    from etabli.territory.places.actions import forget_contours

    by, _place = who(world, "adviser"), objects.pauillac()
    return Scenario(lambda: contours_of(world), by, lambda made: forget_contours(contours=made, by=by, at=AT))


@scenario("places.forget_contours")
def contours_forgotten(world: World) -> Scenario:
    from etabli.territory.places.actions import forget_contours

    by, contours = who(world, "adviser"), contours_of(world)
    return Scenario(lambda: forget_contours(contours=contours, by=by, at=AT), by)
