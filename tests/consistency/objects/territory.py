"""Objects of the pages of places and relays."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects, wait_as


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


def two_businesses(world: World) -> Any:
    """A business of the official file and a row of a spreadsheet that looks like it; `world.person` has the second."""
    from etabli.territory.register.actions import attach_artisan
    from etabli.territory.register.finding import index_changed
    from etabli.territory.register.models import Business

    told = {
        "chamber": world.chamber,
        "commune": pauillac(),
        "commune_code": "33314",
    }
    official = Business.objects.create(
        **told, name="LE FOURNIL", siret="84135128100016", trade_code="1071CB", sector="ALIMENTATION"
    )
    sheet = Business.objects.create(**told, name="Le Fournil", phone="05 56 00 00 00")
    index_changed(world.chamber.pk, [official.pk, sheet.pk])
    by = viewer.of_membership(world.posts["adviser"])
    attach_artisan(person=world.person, business=sheet, by=by, at=make.AT)
    return official, sheet


@objects("register:business", "register:correct")
def business(world: World) -> Kwargs:
    return {"pk": two_businesses(world)[1].pk}


@objects("register:pair")
def pair(world: World) -> Kwargs:
    from etabli.territory.register.models import Business, Duplicate

    world.kwargs("register:business")
    one, other = Business.objects.filter(chamber=world.chamber).order_by("pk")[:2]
    made = Duplicate.objects.create(
        chamber=world.chamber, one=one, other=other, score=60, reasons=["same_name", "commune"]
    )
    return {"pk": made.pk}


def given_sheet(world: World) -> Any:
    """A spreadsheet of one row, and of one that can't be taken, whose columns nobody has said yet."""
    from etabli.territory.register.actions.sheets import give_sheet

    pauillac()
    content = "SIRET;Titre 2;Commune\n;Maçonnerie Exemple;Pauillac\n;;Pauillac\n".encode()
    by = viewer.of_membership(world.posts["adviser"])
    examined = make.examined(content, "liste.csv")
    return give_sheet(chamber=world.chamber, given=examined, signature="x", by=by, at=make.AT)


def imported_sheet(world: World) -> Any:
    from etabli.territory.register.actions.sheets import import_sheet, start_sheet
    from etabli.territory.register.engine.sheets import Field
    from etabli.territory.register.sheets.importing import rows_of

    sheet, by = given_sheet(world), viewer.of_membership(world.posts["adviser"])
    done = start_sheet(sheet=sheet, columns=[Field.SIRET, Field.NAME, Field.COMMUNE], by=by, at=make.AT)
    return import_sheet(done=done, rows=rows_of(sheet)[1], by=by, at=make.AT)


@objects("register:sheet")
def sheet(world: World) -> Kwargs:
    return {"pk": given_sheet(world).pk}


@objects("register:import", "register:state")
def an_import(world: World) -> Kwargs:
    return {"pk": imported_sheet(world).pk}


@objects("register:rejected")
def rows_to_mend(world: World) -> Kwargs:
    return {"pk": imported_sheet(world).pk, "kind": "csv"}


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
    from etabli.territory.relays.pending_import import FILES, parse

    pauillac()
    waiting = parse("liste.csv", b"Nom;Commune\nClub;Pauillac\n")
    for post in ("adviser", "manager"):
        wait_as("liste", FILES, viewer.of_membership(world.posts[post]), waiting)
    return {"key": "liste"}


@objects("relays:imported")
def list_taken_in(world: World) -> Kwargs:
    from etabli.territory.relays.models import RelayImport

    return {"pk": RelayImport.objects.create(chamber=world.chamber, file_name="liste.csv", at=make.AT).pk}
