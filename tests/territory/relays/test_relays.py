from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, OrganisationKind, Person, Role
from etabli.foundation.people.queries import NotVisible, own_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.territory.places.models import Commune
from etabli.territory.relays import actions, queries
from etabli.territory.relays.models import ContactNote, Relay, RelayVisit
from tests.territory.conftest import AT, Staff, staff


def make(adviser: Staff, commune: Commune, name: str = "Mairie de Pauillac") -> Relay:
    return actions.create_relay(
        chamber=adviser.chamber,
        kind=Relay.Kind.TOWN_HALL,
        name=name,
        commune=commune,
        by=adviser.viewer,
        at=AT,
    )


@pytest.fixture
def relay(adviser: Staff, communes: dict[str, Commune]) -> Relay:
    return make(adviser, communes["Pauillac"])


def sign_up(relay: Relay, number: int, status: str = SignUp.Status.SEATED) -> None:
    occasion, _new = Occasion.objects.get_or_create(
        organisation=relay.chamber,
        title="Atelier",
        defaults={"starts_at": AT, "ends_at": AT + timedelta(hours=3), "place": "Salle", "capacity": 12},
    )
    person = Person.objects.create(chamber=relay.chamber, name=f"P{number}", created_at=AT)
    place = {"number": number, "status": status, "via": relay.code, "signed_up_at": AT}
    SignUp.objects.create(occasion=occasion, holder_id=person.party_id, person=person, **place)


def test_a_code_is_short_readable_and_each_its_own(adviser: Staff, communes: dict[str, Commune]) -> None:
    communes["Blaye"].name = "Saint-Christoly-et-Saint-Blaye-de-la-Rivière"
    codes = {make(adviser, communes["Pauillac"]).code for _ in range(20)}
    assert len(codes) == 20
    assert all(code.startswith("pauillac-") and len(code) == 13 for code in codes)
    assert len(make(adviser, communes["Blaye"]).code) <= 24


def test_a_link_is_found_however_its_code_was_typed_and_never_fails(relay: Relay) -> None:
    assert queries.relay_for_code(f" {relay.code.upper()} ") == relay
    assert queries.relay_for_code("nowhere-0000") is None
    assert queries.relay_for_code("") is None


def test_creating_is_taken_back_and_restored(relay: Relay, adviser: Staff) -> None:
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.relay_for_code(relay.code) is None
    assert not queries.relays(adviser.viewer, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.relay_for_code(relay.code) == relay


def test_a_correction_keeps_the_code_and_is_taken_back(
    relay: Relay, adviser: Staff, communes: dict[str, Commune]
) -> None:
    code = relay.code
    actions.correct_relay(
        relay=relay, kind="club", name="Club de Blaye", commune=communes["Blaye"],
        facts={"communes": communes.values(), "website": "https://club.example"}, by=adviser.viewer, at=AT,
    )  # fmt: skip
    relay.refresh_from_db()
    assert (relay.code, relay.name, relay.commune_id, relay.website) == (
        code,
        "Club de Blaye",
        "33058",
        "https://club.example",
    )
    assert relay.communes.count() == 3
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    relay.refresh_from_db()
    assert (relay.name, relay.commune_id, relay.website) == ("Mairie de Pauillac", "33314", "")
    assert relay.communes.count() == 0
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert relay.communes.count() == 3


def test_a_withdrawn_relay_leaves_the_directory_and_comes_back(relay: Relay, adviser: Staff) -> None:
    actions.withdraw_relay(relay=relay, by=adviser.viewer, at=AT)
    assert not queries.relays(adviser.viewer, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert len(queries.relays(adviser.viewer, at=AT)) == 1


def test_a_note_is_kept_taken_back_and_restored(relay: Relay, adviser: Staff) -> None:
    note = actions.note_contact(relay=relay, kind="call", text=" Affiche posée. ", by=adviser.viewer, at=AT)
    assert queries.notes_on(adviser.viewer, relay) == [note]
    assert note.text == "Affiche posée."
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.notes_on(adviser.viewer, relay) == []
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.notes_on(adviser.viewer, relay) == [note]


def test_visits_are_numbers_per_local_day_without_a_person_nor_an_entry(
    relay: Relay, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entries = Entry.objects.count()
    actions.count_visit(relay=relay, at=AT)
    with django_assert_num_queries(1):
        actions.count_visit(relay=relay, at=AT)
    # 23:30 in UTC is the next day in France.
    actions.count_visit(relay=relay, at=AT.replace(hour=23, minute=30))
    found = RelayVisit.objects.order_by("on").values_list("on", "visits")
    assert [(on.isoformat(), visits) for on, visits in found] == [("2026-03-02", 2), ("2026-03-03", 1)]
    assert Entry.objects.count() == entries


def test_what_a_relay_brought(relay: Relay, adviser: Staff, communes: dict[str, Commune]) -> None:
    other = make(adviser, communes["Blaye"], "Club de Blaye")
    for _ in range(3):
        actions.count_visit(relay=relay, at=AT)
    actions.count_visit(relay=relay, at=AT + timedelta(days=1))
    sign_up(relay, 1)
    sign_up(relay, 2, SignUp.Status.WAITING)
    sign_up(relay, 3, SignUp.Status.WITHDRAWN)
    actions.note_contact(relay=relay, kind="mail", text="Merci", by=adviser.viewer, at=AT)
    assert queries.results_of(relay) == queries.RelayResults(visits=4, sign_ups=2)
    found = {
        one: (one.visits, one.sign_ups, one.last_contact_at) for one in queries.relays(adviser.viewer, at=AT)
    }
    assert found == {relay: (4, 2, AT), other: (0, 0, None)}


@pytest.mark.parametrize("size", [1, 3])
def test_the_directory_costs_one_statement(
    adviser: Staff, communes: dict[str, Commune], size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(size):
        relay = make(adviser, communes["Pauillac"], f"Relais {number}")
        actions.count_visit(relay=relay, at=AT)
        actions.note_contact(relay=relay, kind="call", text="Bonjour", by=adviser.viewer, at=AT)
    with django_assert_num_queries(1):
        found = queries.relays(adviser.viewer, at=AT)
        assert [(one.commune.epci.name, one.visits) for one in found] == [
            ("CC Médoc Cœur de Presqu'île", 1)
        ] * size
    with django_assert_num_queries(1):
        assert [note.author.name for note in queries.notes_on(adviser.viewer, relay) if note.author]


def test_the_directory_is_searched_by_name_commune_and_territory(
    adviser: Staff, communes: dict[str, Commune]
) -> None:
    make(adviser, communes["Pauillac"])
    make(adviser, communes["Blaye"], "Club des deux rives")

    def names(**found: Any) -> list[str]:
        return [relay.name for relay in queries.relays(adviser.viewer, queries.RelayFilter(**found), at=AT)]

    assert (
        names(text="rives") == names(text="blaye") == names(epci_code="200023794") == ["Club des deux rives"]
    )
    assert names(text="rives", epci_code="200069995") == []
    assert len(names()) == 2
    assert names(text="Club des deu rivse") == ["Club des deux rives"]  # two slips
    assert names(kind="club") == []
    person = {"role": "secrétaire", "name": "Nadège"}
    club = Relay.objects.get(name="Club des deux rives")
    actions.add_contact(relay=club, **person, by=adviser.viewer, at=AT)
    assert names(text="nadege") == ["Club des deux rives"]
    assert names(is_unreachable=True) == ["Mairie de Pauillac"]
    actions.note_contact(
        relay=club, kind="call", text="Bonjour", by=adviser.viewer, at=AT - timedelta(days=100)
    )
    assert names(silent_months=3) == ["Club des deux rives", "Mairie de Pauillac"]
    assert names(silent_months=6) == ["Mairie de Pauillac"]


def test_the_neighbour_and_nobody_see_and_do_nothing(
    relay: Relay, neighbour: Staff, communes: dict[str, Commune]
) -> None:
    for viewer in (neighbour.viewer, Viewer.nobody()):
        assert not queries.relays(viewer, at=AT)
        assert queries.notes_on(viewer, relay) == []
        with pytest.raises(NotVisible):
            queries.get_relay(viewer, relay.pk)
        with pytest.raises(NotAllowed):
            actions.note_contact(relay=relay, kind="call", text="x", by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            actions.withdraw_relay(relay=relay, by=viewer, at=AT)
    with pytest.raises(NotVisible):
        own_chamber(Viewer.nobody())
    assert not ContactNote.objects.exists()


def test_a_relay_sees_itself_but_neither_the_notes_nor_the_others(
    relay: Relay, adviser: Staff, communes: dict[str, Commune]
) -> None:
    other = make(adviser, communes["Blaye"], "Club de Blaye")
    hall = Organisation.objects.create(kind=OrganisationKind.RELAY, name="Mairie", chamber=adviser.chamber)
    relay.organisation = hall
    relay.save()
    viewer = staff(hall, "hall@example.org", Role.RELAY).viewer
    actions.note_contact(relay=relay, kind="call", text="Interne", by=adviser.viewer, at=AT)
    assert queries.own_relay(viewer) == queries.get_relay(viewer, relay.pk) == relay
    assert queries.notes_on(viewer, relay) == []
    assert not queries.relays(viewer, at=AT)
    with pytest.raises(NotVisible):
        queries.get_relay(viewer, other.pk)
    with pytest.raises(NotVisible):
        queries.own_relay(adviser.viewer)
