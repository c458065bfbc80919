"""Businesses found as people type them: the same on both databases, and whichever way the index was written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from etabli.foundation.people.models import Organisation
from etabli.foundation.search import index
from etabli.foundation.search.queries import close_words
from etabli.territory.places.models import Commune
from etabli.territory.register import queries
from etabli.territory.register.engine.searching import unpack
from etabli.territory.register.finding import index_changed, rebuild, rows_of
from etabli.territory.register.finding.keys import keys_of
from etabli.territory.register.finding.rebuilding import rebuild_due
from etabli.territory.register.models import Business, Lookalikes, Postings
from tests.territory.conftest import AT, Staff

NIGHT = AT.replace(hour=2)

# name, other names, trade, commune, telephone, closed
ROWS = [
    ("DUPONT", "", "4322AZ", "33314", "06 12 34 56 78", False),
    ("JEAN DUPONT", "", "9602AA", "33058", "", False),
    ("DUPOND", "", "1071CB", "33314", "", False),
    ("BOULANGERIE LEFEBVRE", "Anne Lefebvre", "1071CB", "33058", "", False),
    ("GARAGE SAINT MARTIN", "", "4520AA", "33423", "", False),
    ("LE FOURNIL DE DUPONT", "", "1071CB", "33314", "", True),
    ("", "", "1071CB", "33314", "", False),
]  # fmt: skip


@pytest.fixture
def register(chamber: Organisation, communes: dict[str, Commune]) -> list[Business]:
    return [
        Business.objects.create(
            chamber=chamber,
            siret=f"8413512810{rank:04}",
            name=name,
            other_names=other,
            trade_code=trade,
            phone=phone,
            commune_id=place,
            commune_code=place,
            closed_on=AT.date() if closed else None,
            is_published=bool(name),
        )
        for rank, (name, other, trade, place, phone, closed) in enumerate(ROWS)
    ]


@pytest.fixture
def written(chamber: Organisation, register: list[Business]) -> list[Business]:
    rebuild(chamber.pk)
    return register


def names(adviser: Staff, text: str, **options: Any) -> list[str]:
    return [business.name for business in queries.search_businesses(adviser.viewer, text, **options)]


FOUND = {
    "dupont": ["DUPONT", "JEAN DUPONT", "LE FOURNIL DE DUPONT", "DUPOND"],
    "Dupond": ["DUPOND", "DUPONT", "JEAN DUPONT", "LE FOURNIL DE DUPONT"],
    "dupont jean": ["JEAN DUPONT"],
    "dupont pauillac": ["DUPONT", "LE FOURNIL DE DUPONT"],
    "dupnot pauilac": ["DUPONT", "LE FOURNIL DE DUPONT"],
    "lefèvre": ["BOULANGERIE LEFEBVRE"],
    "boulangeries lefebvres": ["BOULANGERIE LEFEBVRE"],
    "bulangerie lefevre": ["BOULANGERIE LEFEBVRE"],
    "anne lefebvre": ["BOULANGERIE LEFEBVRE"],
    "plombier": ["DUPONT"],
    "plombier 33250": ["DUPONT"],
    "coiffeuse blaye": ["JEAN DUPONT"],
    "boulanger pauillac": ["DUPOND", "LE FOURNIL DE DUPONT"],
    "garage st martin": ["GARAGE SAINT MARTIN"],
    "gar": ["GARAGE SAINT MARTIN"],
    "0612345678": ["DUPONT"],
    "+33 6 12 34 56 78": ["DUPONT"],
    "06.12.34": ["DUPONT"],
    "841 351 281 00003": ["BOULANGERIE LEFEBVRE"],
    "8413512810 0006": [""],
    "zzzz": [],
    "?!": [],
}


@pytest.mark.parametrize("is_late", [False, True])
def test_what_is_typed_finds(
    register: list[Business], chamber: Organisation, adviser: Staff, is_late: bool
) -> None:
    """One expectation for both databases, and for both ways of writing the index."""
    if is_late:
        index_changed(chamber.pk, [one.pk for one in register])
    else:
        rebuild(chamber.pk)
    assert {text: names(adviser, text) for text in FOUND} == FOUND


def test_the_arrays_hold_what_each_business_bears(written: list[Business]) -> None:
    expected: dict[bytes, dict[int, int]] = {}
    rows = rows_of([written[0].chamber_id], [one.pk for one in written])
    for number, row in rows.items():
        for key, marks in keys_of(row).items():
            expected.setdefault(key, {})[number] = marks
    held = {bytes(row.key): unpack([bytes(row.data)]) for row in Postings.objects.all()}
    assert {
        key: dict(zip(one.ids.tolist(), one.marks.tolist(), strict=True)) for key, one in held.items()
    } == expected


def test_a_commune_given_apart_and_page_by_page(
    written: list[Business], adviser: Staff, communes: dict[str, Commune]
) -> None:
    assert names(adviser, "dupont", commune=communes["Blaye"]) == ["JEAN DUPONT"]
    assert names(adviser, "lefebvre", commune=communes["Pauillac"]) == []
    assert names(adviser, "dupont", limit=2, offset=2) == FOUND["dupont"][2:]
    assert queries.search_page(adviser.viewer, "dupont", limit=1).total == 4


def test_a_score_tells_how_like_it_is(written: list[Business], adviser: Staff) -> None:
    scores = {
        business.name: business.score for business in queries.search_businesses(adviser.viewer, "dupont")
    }
    assert scores == {"DUPONT": 100, "JEAN DUPONT": 100, "LE FOURNIL DE DUPONT": 100, "DUPOND": 60}


def renamed(business: Business) -> None:
    business.name = "Atelier Martel"


def merged(business: Business) -> None:
    business.merged_into_id = business.pk + 1


def withdrawn(business: Business) -> None:
    business.name, business.is_published = "", False


@pytest.mark.parametrize("change", [renamed, merged, withdrawn])
def test_what_changed_is_no_longer_found_and_leaves_nothing_after_the_night(
    written: list[Business], adviser: Staff, change: Callable[[Business], None]
) -> None:
    garage = written[4]
    change(garage)
    garage.save()
    index_changed(garage.chamber_id, [garage.pk])
    for _time in ("by day", "after the night"):
        assert names(adviser, "garage martin") == []
        assert names(adviser, "martel") == (["Atelier Martel"] if change is renamed else [])
        rebuild_due(NIGHT)
    assert not Postings.objects.filter(is_late=True).exists()
    assert not Postings.objects.filter(key=b"garage").exists()
    assert not Lookalikes.objects.filter(words__contains="garage").exists() or change is not renamed


@pytest.mark.parametrize(("at", "is_renewed"), [(AT, False), (NIGHT, True)])
def test_the_index_is_renewed_at_night(written: list[Business], at: datetime, is_renewed: bool) -> None:
    index_changed(written[0].chamber_id, [written[0].pk])
    rebuild_due(at)
    assert Postings.objects.filter(is_late=True).exists() is not is_renewed


def test_a_register_without_an_index_gets_one_by_itself(register: list[Business], adviser: Staff) -> None:
    rebuild_due(AT)
    assert names(adviser, "garage martin") == ["GARAGE SAINT MARTIN"]


def test_an_index_out_of_step_is_told_and_mended(written: list[Business]) -> None:
    assert index.kinds_out_of_step() == []
    Postings.objects.all().delete()
    assert index.kinds_out_of_step() == ["business"]
    assert index.reindex("business") == len(written)
    assert index.kinds_out_of_step() == []


def test_the_neighbour_finds_nothing_of_ours(written: list[Business], neighbour: Staff) -> None:
    assert names(neighbour, "dupont") == []
    assert close_words(neighbour.viewer, "dupnt") == []


def test_a_word_to_try_instead(written: list[Business], adviser: Staff) -> None:
    assert close_words(adviser.viewer, "lefebrve xyz")[0] == "lefebvre"


def test_the_public_finds_open_published_names_alone(written: list[Business]) -> None:
    def shown(text: str) -> list[str]:
        return [business.name for business in queries.published_businesses(text)]

    assert shown("dupont") == ["DUPONT", "JEAN DUPONT", "DUPOND"]
    assert shown("dupnot") == ["DUPONT", "JEAN DUPONT"]
    for text in ("0612345678", "06 12 34", "84135128100006", "fournil", "du"):
        assert shown(text) == []
