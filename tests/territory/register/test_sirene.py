from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etabli.territory.register.engine import MissingColumns, Reading, Table, read_tables
from etabli.territory.register.engine.sirene import ESTABLISHMENT, LEGAL_UNIT

BAKERY = {
    "siret": "84135128100016",
    "statutDiffusionEtablissement": "O",
    "dateCreationEtablissement": "2018-09-01",
    "activitePrincipaleRegistreMetiersEtablissement": "1071CB",
    "codeCommuneEtablissement": "33314",
    "dateDebut": "2018-09-01",
    "etatAdministratifEtablissement": "A",
    "enseigne1Etablissement": "LE FOURNIL",
    "denominationUsuelleEtablissement": "",
}


def read(
    *rows: dict[str, str], departments: tuple[str, ...] = ("33",), header: tuple[str, ...] = ESTABLISHMENT
) -> Reading:
    table = Table("stock.csv", header, [[row.get(column, "") for column in header] for row in rows])
    return read_tables([table], departments)


def test_a_craft_business_is_kept() -> None:
    reading = read(BAKERY)
    (found,) = reading.kept
    assert reading.read == 1
    assert (found.siret, found.name, found.trade_code, found.commune_code) == (
        "84135128100016",
        "LE FOURNIL",
        "1071CB",
        "33314",
    )
    assert (found.created_on, found.closed_on, found.is_published) == (date(2018, 9, 1), None, True)


@pytest.mark.parametrize(
    "change",
    [
        {"codeCommuneEtablissement": "40001"},
        {"codeCommuneEtablissement": ""},
        {"activitePrincipaleRegistreMetiersEtablissement": ""},
    ],
)
def test_elsewhere_or_without_craft_code_is_left_out_without_a_word(change: dict[str, str]) -> None:
    assert read(BAKERY | change) == Reading(1, ())


@pytest.mark.parametrize(
    ("change", "reason", "value"),
    [
        ({"siret": "84135128100017"}, "siret", "84135128100017"),
        ({"siret": "841351281"}, "siret", "841351281"),
        ({"activitePrincipaleRegistreMetiersEtablissement": "??"}, "craft", "??"),
        ({"dateCreationEtablissement": "01/09/2018"}, "date", "01/09/2018"),
        ({"etatAdministratifEtablissement": "X"}, "state", "X"),
        ({"etatAdministratifEtablissement": "F", "dateDebut": ""}, "date", ""),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_with_its_line(
    change: dict[str, str], reason: str, value: str
) -> None:
    reading = read(BAKERY, BAKERY | change)
    (refusal,) = reading.refused
    assert (refusal.row, refusal.reason, refusal.value) == (3, reason, value)
    assert len(reading.kept) == 1


def test_a_row_cut_short_is_refused_and_an_empty_line_is_nothing() -> None:
    whole = [BAKERY[column] for column in ESTABLISHMENT]
    reading = read_tables([Table("stock.csv", ESTABLISHMENT, [whole, whole[:4], []])], ["33"])
    assert (reading.read, [refusal.reason for refusal in reading.refused]) == (2, ["short"])


def test_a_closed_business_closed_on_the_day_its_last_period_began() -> None:
    (found,) = read(BAKERY | {"etatAdministratifEtablissement": "F", "dateDebut": "2024-05-31"}).kept
    assert found.closed_on == date(2024, 5, 31)


@pytest.mark.parametrize("status", ["N", "P"])
def test_what_its_owner_keeps_from_publication_has_no_name(status: str) -> None:
    unit = {
        "siren": "841351281",
        "statutDiffusionUniteLegale": "O",
        "denominationUniteLegale": "SARL DU FOURNIL",
    }
    tables = [
        Table(
            "stock.csv", ESTABLISHMENT, [list((BAKERY | {"statutDiffusionEtablissement": status}).values())]
        ),
        Table("units.csv", LEGAL_UNIT, [[unit.get(column, "") for column in LEGAL_UNIT]]),
    ]
    (found,) = read_tables(tables, ["33"]).kept
    assert (found.name, found.is_published) == ("", False)


def test_the_columns_are_read_by_their_names() -> None:
    turned = tuple(reversed(("unknown", *ESTABLISHMENT)))
    assert read(BAKERY, header=turned) == read(BAKERY)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(MissingColumns, match="codeCommuneEtablissement"):
        read(BAKERY, header=tuple(column for column in ESTABLISHMENT if column != "codeCommuneEtablissement"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_name_comes_from_the_legal_unit_whatever_the_order(order: tuple[int, int]) -> None:
    unit = {
        "siren": "841351281",
        "statutDiffusionUniteLegale": "O",
        "nomUniteLegale": "EXEMPLE",
        "prenomUsuelUniteLegale": "CAMILLE",
    }
    tables = [
        Table("stock.csv", ESTABLISHMENT, [list((BAKERY | {"enseigne1Etablissement": ""}).values())]),
        Table("units.csv", LEGAL_UNIT, [[unit.get(column, "") for column in LEGAL_UNIT]]),
    ]
    (found,) = read_tables([tables[i] for i in order], ["33"]).kept
    assert found.name == "CAMILLE EXEMPLE"


@pytest.mark.parametrize("hidden", ["[ND]", "[masqué]", "[EI masqué]"])
def test_a_hidden_name_is_no_name(hidden: str) -> None:
    (found,) = read(BAKERY | {"enseigne1Etablissement": hidden}).kept
    assert found.name == ""


def test_the_same_siret_twice_is_one_business_the_last_read() -> None:
    (found,) = read(BAKERY, BAKERY | {"enseigne1Etablissement": "AU BON PAIN"}).kept
    assert found.name == "AU BON PAIN"


@given(st.lists(st.dictionaries(st.sampled_from(ESTABLISHMENT), st.text(max_size=12)), max_size=5))
def test_any_rows_are_read_kept_or_refused(rows: list[dict[str, str]]) -> None:
    reading = read(*(BAKERY | row for row in rows), departments=())
    assert reading.read == len(rows)
    assert len(reading.kept) + len(reading.refused) <= len(rows)
