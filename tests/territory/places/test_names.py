from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from etabli.territory.places import source
from etabli.territory.places.engine import CommuneName, CommuneNames, fold

NAMES = CommuneNames(
    CommuneName(row.code, row.name, tuple(row.postal_codes), row.population) for row in source.communes()
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Pauillac", "Pauillac"),
        ("  PAUILLAC ", "Pauillac"),
        ("pauilac", "Pauillac"),
        ("33250 Pauillac", "Pauillac"),
        ("Pauillac (33250)", "Pauillac"),
        ("33314", "Pauillac"),
        ("33390 Blaye", "Blaye"),
        ("99999 Blaye", "Blaye"),
        ("st emilion", "Saint-Émilion"),
        ("Saint Émillion", "Saint-Émilion"),
        ("st-médard en j", "Saint-Médard-en-Jalles"),
        ("bordeau", "Bordeaux"),
        ("33000", "Bordeaux"),
        ("la teste", "La Teste-de-Buch"),
        ("lesparre medoc", "Lesparre-Médoc"),
        ("Ste-Foy-la-Grande", "Sainte-Foy-la-Grande"),
    ],
)
def test_a_commune_is_found_as_people_type_it(typed: str, expected: str) -> None:
    assert NAMES.search(typed)[0][0].name == expected


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Jours d’ouverture", "jours d ouverture"),
        ("Saint–Médard", "saint medard"),
        ("E\u0301glise", "eglise"),
        ("Nº 3", "no 3"),
        ("bou\u00adlan\u200bge\u00adrie", "boulangerie"),
    ],
)
def test_marks_part_words_however_they_are_typed(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("row", source.communes()[::7], ids=lambda row: row.name)
def test_each_name_finds_itself_first_with_and_without_accents(row: source.CommuneRow) -> None:
    for typed in (row.name, fold(row.name), row.name.upper()):
        assert NAMES.search(typed)[0][0].name == row.name


@pytest.mark.parametrize("typed", ["", "   ", "?", "zzzzzz", "00000"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert NAMES.search(typed) == []


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    scores = [score for _, score in NAMES.search(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_a_postal_code_gives_all_of_its_communes() -> None:
    found = [name.name for name, _score in NAMES.search("33430", limit=6)]
    assert len(found) == 13
    assert found[0] == "Bazas"
