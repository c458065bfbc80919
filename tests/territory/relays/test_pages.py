from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from etabli.territory.places.models import Commune
from etabli.territory.relays import actions, queries
from etabli.territory.relays.models import Relay
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff, staff
from tests.territory.relays.test_relays import make

PAGES = ["/relais/{pk}/", "/relais/{pk}/modifier/"]


@pytest.fixture
def relay(adviser: Staff, communes: dict[str, Commune]) -> Relay:
    return make(adviser, communes["Pauillac"])


def enter(client: ArmedClient, who: Staff) -> ArmedClient:
    client.force_login(who.user)
    return client


def test_a_relay_is_added_with_three_answers(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune]
) -> None:
    enter(client, adviser)
    assert client.get("/relais/nouveau/").status_code == 200
    answer = client.post(
        "/relais/nouveau/", {"kind": "town_hall", "name": "Mairie de Blaye", "commune": "blaye"}, follow=True
    )
    relay = Relay.objects.get()
    assert (relay.chamber, relay.commune_id) == (adviser.chamber, "33058")
    assert answer.redirect_chain == [(f"/relais/{relay.pk}/", 302)]
    assert queries.link_of(relay) in answer.content.decode()


def test_the_chamber_of_a_new_relay_is_that_of_its_adviser(
    client: ArmedClient, neighbour: Staff, communes: dict[str, Commune]
) -> None:
    enter(client, neighbour).post("/relais/nouveau/", {"kind": "club", "name": "Club", "commune": "Blaye"})
    assert Relay.objects.get().chamber == neighbour.chamber


def test_a_wrong_commune_is_told_and_what_was_typed_stays(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune]
) -> None:
    answer = enter(client, adviser).post(
        "/relais/nouveau/", {"kind": "club", "name": "Club du port", "commune": "33250"}
    )
    page = answer.content.decode()
    assert all(f'value="{name}"' in page for name in ("Pauillac", "Saint-Julien-Beychevelle"))
    assert 'value="Club du port"' in page
    assert not Relay.objects.exists()


def test_a_relay_is_changed(client: ArmedClient, adviser: Staff, relay: Relay) -> None:
    enter(client, adviser)
    assert 'value="Pauillac"' in client.get(f"/relais/{relay.pk}/modifier/").content.decode()
    client.post(
        f"/relais/{relay.pk}/modifier/",
        {"kind": "club", "name": "Le Club", "commune": "saint julien beychevelle"},
    )
    relay.refresh_from_db()
    assert (relay.kind, relay.name, relay.commune_id) == ("club", "Le Club", "33423")


def test_an_exchange_is_noted_and_an_empty_one_is_not(
    client: ArmedClient, adviser: Staff, relay: Relay
) -> None:
    enter(client, adviser)
    page = client.post(f"/relais/{relay.pk}/", {"kind": "call", "text": "Affiche <posée>"}, follow=True)
    assert "Affiche &lt;posée&gt;" in page.content.decode()
    assert client.post(f"/relais/{relay.pk}/", {"kind": "call", "text": " "}).status_code == 200
    assert len(queries.notes_on(adviser.viewer, relay)) == 1


def test_a_relay_is_taken_out_by_a_post_only(client: ArmedClient, adviser: Staff, relay: Relay) -> None:
    enter(client, adviser)
    assert client.get(f"/relais/{relay.pk}/retirer/").status_code == 405
    client.post(f"/relais/{relay.pk}/retirer/")
    assert relay.code not in client.get("/relais/").content.decode()
    assert client.get(f"/relais/{relay.pk}/").status_code == 200


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_at_one_and_three(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune], size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(size):
        make(adviser, communes["Pauillac"], f"Relais {number}")
    enter(client, adviser)
    with django_assert_num_queries(6):
        page = client.get("/relais/").content.decode()
    assert page.count("/relais/") >= size


@pytest.mark.parametrize("size", [1, 3])
def test_a_relays_page_costs_the_same_at_one_and_three_notes(
    client: ArmedClient,
    adviser: Staff,
    relay: Relay,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(size):
        actions.note_contact(relay=relay, kind="call", text="Bonjour", by=adviser.viewer, at=AT)
    enter(client, adviser)
    with django_assert_num_queries(15):
        client.get(f"/relais/{relay.pk}/")


def test_a_relay_is_added_with_whom_to_ask_for_or_what_was_typed_stays(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune]
) -> None:
    typed = {
        "kind": "town_hall",
        "name": "Mairie de Blaye",
        "commune": "blaye",
        "communes": "Pauillac\nCC de Blaye",
    }
    wrong = {**typed, "contact-name": "Nadia", "contact-phone": "12"}
    page = enter(client, adviser).post("/relais/nouveau/", wrong).content.decode()
    assert 'value="Nadia"' in page
    assert "dix chiffres" in page
    assert not Relay.objects.exists()
    client.post(
        "/relais/nouveau/", {**wrong, "contact-phone": "0556000000", "contact-email": "mairie@x.example"}
    )
    relay = Relay.objects.get()
    assert sorted(relay.communes.values_list("name", flat=True)) == ["Blaye", "Pauillac"]
    (contact,) = queries.contacts(adviser.viewer, relay)
    assert (contact.phone, contact.may_be_written_to) == ("05 56 00 00 00", True)


def test_what_comes_next_stands_until_a_later_exchange(
    client: ArmedClient, adviser: Staff, relay: Relay
) -> None:
    enter(client, adviser)
    address, said = f"/relais/{relay.pk}/", {"kind": "call", "text": "Absente", "next_step": "rappeler"}
    assert "Quel jour" in client.post(address, said).content.decode()
    page = client.post(address, {**said, "next_on": "2026-05-04"}, follow=True).content.decode()
    assert "lundi 4 mai" in page.replace("\xa0", " ").lower()
    client.post(address, {"kind": "call", "text": "Jointe"})
    assert client.get(address).context["next_step"] is None


def test_several_relays_leave_and_come_back_together(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune], relay: Relay
) -> None:
    other = make(adviser, communes["Blaye"], "Club de Blaye")
    enter(client, adviser)
    assert "Cochez" in client.post("/relais/plusieurs/", {"do": "withdraw"}, follow=True).content.decode()
    for operation in ("", "witdraw"):
        answer = client.post("/relais/plusieurs/", {"do": operation, "relay": [relay.pk]}, follow=True)
        assert "Choisissez quoi faire" in answer.content.decode()
    client.post("/relais/plusieurs/", {"do": "withdraw", "relay": [relay.pk, other.pk]})
    assert not queries.relays(adviser.viewer, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert len(queries.relays(adviser.viewer, at=AT)) == 2


def test_a_spreadsheet_holds_what_the_list_shows_or_what_was_ticked(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune], relay: Relay
) -> None:
    make(adviser, communes["Blaye"], "=Club")
    enter(client, adviser)
    every = client.post("/relais/plusieurs/", {"do": "csv"}).content.decode("utf-8-sig")
    assert every.splitlines()[1].startswith("'=Club;")
    assert len(every.splitlines()) == 3
    one = client.post("/relais/plusieurs/", {"do": "csv", "relay": [relay.pk]}).content.decode("utf-8-sig")
    assert len(one.splitlines()) == 2
    assert client.post("/relais/plusieurs/", {"do": "xlsx"}).content[:2] == b"PK"


def test_the_list_says_when_nothing_is_found(client: ArmedClient, adviser: Staff, relay: Relay) -> None:
    enter(client, adviser)
    assert "Mairie de Pauillac" in client.get("/relais/?q=pauil").content.decode()
    assert "Mairie de Pauillac" not in client.get("/relais/?q=bordeaux").content.decode()
    assert client.get("/relais/?epci=nonsense").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_a_relay(
    client: ArmedClient, relay: Relay, adviser: Staff, neighbour: Staff, page: str
) -> None:
    address = page.format(pk=relay.pk)
    assert client.get(address).status_code == 302
    assert enter(client, neighbour).get(address).status_code == 404
    assert enter(client, adviser).get(address).status_code == 200


def test_a_town_hall_sees_its_own_page_and_nothing_to_change(
    client: ArmedClient, relay: Relay, adviser: Staff
) -> None:
    hall = Organisation.objects.create(kind=OrganisationKind.RELAY, name="Mairie", chamber=adviser.chamber)
    relay.organisation = hall
    relay.save()
    actions.note_contact(relay=relay, kind="call", text="Entre nous", by=adviser.viewer, at=AT)
    enter(client, staff(hall, "hall@example.org", Role.RELAY))
    assert client.get(f"/relais/{relay.pk}/").headers["Location"] == "/mon-relais/"
    page = client.get("/mon-relais/").content.decode()
    assert "affiche-a4.pdf" in page
    assert "Entre nous" not in page
    assert "modifier" not in page
    client.post(f"/relais/{relay.pk}/", {"kind": "call", "text": "x"})
    assert len(queries.notes_on(adviser.viewer, relay)) == 1
    assert client.get("/relais/").status_code == 403


def test_the_management_opens_the_space_of_a_relay_and_invites(client: ArmedClient, relay: Relay) -> None:
    manager = Membership.objects.create(
        user=User.objects.create_user("direction@example.org"), organisation=relay.chamber, role=Role.MANAGER
    )
    client.force_login(manager.user)
    assert "Ouvrir un espace" in client.get(f"/relais/{relay.pk}/").content.decode()
    answer = client.post(f"/relais/{relay.pk}/espace/")
    relay.refresh_from_db()
    assert relay.organisation is not None
    assert answer["Location"] == f"/equipe/{relay.organisation_id}/inviter/"
    client.post(answer["Location"], {"email": "mairie@example.org", "role": "relay"})
    assert Invitation.objects.get().organisation == relay.organisation
    client.post(f"/relais/{relay.pk}/espace/")
    assert Organisation.objects.filter(kind=OrganisationKind.RELAY).count() == 1
