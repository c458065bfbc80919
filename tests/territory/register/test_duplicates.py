"""Which businesses may be one: what is compared, what is proposed, what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Commune
from etabli.territory.register import actions, queries, records
from etabli.territory.register.actions.merging import CannotMerge
from etabli.territory.register.duplicates import look_for_duplicates
from etabli.territory.register.engine.duplicates import BusinessCard, compare, likely_pairs
from etabli.territory.register.models import Artisan, Business, Duplicate
from etabli.territory.register.pages import duplicates
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff
from tests.territory.register.test_register import load, stock

OFFICIAL, OTHER = "84135128100016", "85212149000019"
PAUILLAC, BLAYE, JULIEN = (45.2, -0.748), (45.13, -0.66), (45.16, -0.74)


def card(pk: int, name: str, **values: Any) -> BusinessCard:
    fields = {
        "siret": "", "trade_code": "", "sector": "", "commune_code": "33314", "place": PAUILLAC, "address": "",
        "phone": "", "email": "",
    }  # fmt: skip
    return BusinessCard(pk, names=(fold(name),), **{**fields, **values})


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ("Boulangerie Lefèvre", "LEFEVRE BOULANGERIE", ("same_name", "commune")),
        ("SARL Lefèvre", "Lefèvre", ("same_name", "commune")),
        ("Boulangerie Lefebvre", "Boulangerie Lefevre", ("one_letter", "commune")),
        ("Ets Gauthier Thibaud", "Gotier Thibaut", ("sound", "commune")),
    ],
)
def test_a_row_of_a_spreadsheet_against_the_register(
    first: str, second: str, reasons: tuple[str, ...]
) -> None:
    (pair,) = likely_pairs([card(1, first, siret=OFFICIAL, trade_code="1071CB"), card(2, second)])
    assert (pair.first, pair.second, pair.reasons) == (1, 2, reasons)


def test_a_telephone_says_it_whatever_the_names() -> None:
    pair = compare(card(2, "Le Fournil", phone="556000000"), card(1, "Dupuis", phone="556000000"))
    assert pair is not None
    assert (pair.first, pair.reasons) == (1, ("phone", "commune"))


@pytest.mark.parametrize(
    ("told", "is_asked"),
    [
        ({"siret": OTHER, "trade_code": "1071CB"}, True),
        ({"siret": OTHER, "trade_code": "1071CB", "commune_code": "33423", "place": JULIEN}, True),
        ({"siret": OTHER, "trade_code": "1071CB", "commune_code": "33063", "place": (44.84, -0.58)}, False),
        ({"siret": OTHER, "trade_code": "4399CZ"}, False),
        ({"siret": OTHER, "trade_code": "1071CB", "is_person": False}, False),
        ({"siret": OFFICIAL[:9] + "00024", "trade_code": "1071CB", "phone": "556000000"}, False),
    ],
    ids=[
        "here",
        "a commune near",
        "far away",
        "another trade",
        "two shops of one name",
        "two establishments of one business",
    ],
)
def test_two_numbers_are_one_business_only_when_all_agrees(told: dict[str, Any], is_asked: bool) -> None:
    told = {"is_person": True, **told}
    known = card(1, "Zoé Martin", siret=OFFICIAL, trade_code="1071CB", phone="556000000")
    assert (
        bool(compare(replace(known, is_person=told["is_person"]), card(2, "Zoé Martin", **told))) is is_asked
    )


def test_a_name_that_a_crowd_bears_tells_nothing() -> None:
    assert not list(likely_pairs([card(n, f"Boulangerie {n}") for n in range(40)]))


# -- With a register ---------------------------------------------------------------------------------------------


def business(adviser: Staff, name: str, **fields: Any) -> Business:
    values = {"commune_id": "33314", "commune_code": "33314", **fields}
    return Business.objects.create(chamber=adviser.chamber, name=name, **values)


@pytest.fixture
def pair(adviser: Staff, communes: dict[str, Commune]) -> Duplicate:
    """A business of the official file, and a row of a spreadsheet that bears its name, with a telephone."""
    business(adviser, "LE FOURNIL", siret=OFFICIAL, trade_code="1071CB", address="3 RUE DU PORT")
    sheet = business(adviser, "Le Fournil de Zoé", other_names="Le Fournil", phone="05 56 00 00 00")
    who = Person.objects.create(chamber=adviser.chamber, name="Zoé Martin", created_at=AT)
    Artisan.objects.create(person=who, business=sheet)
    actions.note_business(business=sheet, text="Rappeler en mars", by=adviser.viewer, at=AT)
    assert look_for_duplicates(adviser.chamber.pk) == 1
    return Duplicate.objects.get()


def merged(pair: Duplicate, adviser: Staff) -> Business:
    kept, duplicate = duplicates.kept_and_duplicate(pair, "")
    return actions.merge_businesses(kept=kept, duplicate=duplicate, by=adviser.viewer, at=AT)


def state() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Business, Artisan)]


def test_the_one_with_a_siret_stays_and_takes_what_it_lacked(pair: Duplicate, adviser: Staff) -> None:
    kept = merged(pair, adviser)
    assert (kept.siret, kept.name, kept.address, kept.phone) == (
        OFFICIAL,
        "LE FOURNIL",
        "3 RUE DU PORT",
        "05 56 00 00 00",
    )
    assert kept.other_names == "Le Fournil de Zoé · Le Fournil"
    assert Artisan.objects.get().business == kept
    assert [note.text for note in kept.notes.all()] == ["Rappeler en mars"]
    assert not records.duplicates_waiting(adviser.viewer).exists()
    assert look_for_duplicates(adviser.chamber.pk) == 0


def test_a_merging_is_taken_back_exactly_and_done_again(pair: Duplicate, adviser: Staff) -> None:
    before = state()
    merged(pair, adviser)
    after = state()
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert state() == before
    assert records.duplicates_waiting(adviser.viewer).count() == 1
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert state() == after


@pytest.mark.parametrize("later", ["corrected", "joined", "moved"])
def test_a_merging_on_which_something_rests_stays(pair: Duplicate, adviser: Staff, later: str) -> None:
    kept = merged(pair, adviser)
    entry = Entry.objects.latest("pk")
    other = business(adviser, "Autre")
    if later == "corrected":
        Business.objects.filter(pk=kept.pk).update(phone="05 56 11 11 11")
    elif later == "joined":
        actions.merge_businesses(kept=other, duplicate=kept, by=adviser.viewer, at=AT)
    else:
        Artisan.objects.update(business=other)
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=adviser.viewer, at=AT)


def test_what_was_joined_to_the_one_that_goes_follows_it(pair: Duplicate, adviser: Staff) -> None:
    kept = merged(pair, adviser)
    last = business(adviser, "Autre")
    actions.merge_businesses(kept=last, duplicate=kept, by=adviser.viewer, at=AT)
    assert last.duplicates.count() == 2
    assert queries.lookup_siret(OFFICIAL, chamber_id=adviser.chamber.pk) == last
    with pytest.raises(CannotMerge):
        actions.merge_businesses(kept=last, duplicate=kept, by=adviser.viewer, at=AT)


def test_two_establishments_are_never_joined(adviser: Staff, communes: dict[str, Commune]) -> None:
    one = business(adviser, "LE FOURNIL", siret=OFFICIAL)
    other = business(adviser, "LE FOURNIL", siret="84135128100024")
    with pytest.raises(CannotMerge):
        actions.merge_businesses(kept=one, duplicate=other, by=adviser.viewer, at=AT)


def test_a_pair_kept_apart_does_not_come_back(pair: Duplicate, adviser: Staff) -> None:
    actions.keep_apart(pair=pair, by=adviser.viewer, at=AT)
    assert look_for_duplicates(adviser.chamber.pk) == 0
    assert not records.duplicates_waiting(adviser.viewer).exists()
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert look_for_duplicates(adviser.chamber.pk) == 1


def test_a_neighbour_has_no_say(pair: Duplicate, adviser: Staff, neighbour: Staff) -> None:
    with pytest.raises(NotVisible):
        records.get_pair(neighbour.viewer, pair.pk)
    with pytest.raises(NotAllowed):
        actions.merge_businesses(kept=pair.one, duplicate=pair.other, by=neighbour.viewer, at=AT)


def test_the_pages_of_duplicates(
    client: ArmedClient, pair: Duplicate, adviser: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(adviser.user)
    address = f"/registre/doublons/{pair.pk}/"
    with django_assert_num_queries(5):
        assert address in client.get("/registre/doublons/").content.decode()
    page = client.get(address).content.decode()
    assert "même nom, même commune" in page
    assert client.get(f"{address}?reste={pair.other_id}").content.decode() != page
    for kept in ({"kept": "999"}, {"kept": ""}, {}):
        assert client.post(address, {"decision": "one", **kept}).status_code == 422
    answer = client.post(address, {"decision": "one", "kept": str(pair.other_id)}, follow=True)
    assert "Une seule fiche" in answer.content.decode()
    assert Business.objects.get(pk=pair.one_id).merged_into_id == pair.other_id
    assert client.get(address).status_code == 404
    assert client.get(f"/registre/entreprises/{pair.one_id}/").status_code == 200


def test_a_refresh_never_brings_back_what_was_joined(
    adviser: Staff, communes: dict[str, Commune], tmp_path: Path
) -> None:
    load(stock(tmp_path, {"siret": OFFICIAL}, {"siret": OTHER, "enseigne1Etablissement": "CHEZ ZOÉ"}))
    duplicate, kept = Business.objects.order_by("siret")
    actions.merge_businesses(kept=kept, duplicate=duplicate, by=adviser.viewer, at=AT)
    moved = {
        "siret": OFFICIAL,
        "enseigne1Etablissement": "LE NOUVEAU FOURNIL",
        "codeCommuneEtablissement": "33058",
    }
    load(stock(tmp_path, moved, {"siret": OTHER, "enseigne1Etablissement": "CHEZ ZOÉ"}))
    duplicate.refresh_from_db()
    assert (duplicate.merged_into, duplicate.commune_id) == (kept, "33058")
    assert queries.search_businesses(adviser.viewer, "nouveau fournil") == []
    assert queries.lookup_siret(OFFICIAL, chamber_id=adviser.chamber.pk) == kept
    assert Business.objects.count() == 2
