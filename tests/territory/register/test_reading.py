from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings, strategies as st
from stdnum.fr import siret as siret_check

from etabli.territory.register.engine import Activity, is_probable, sirene
from etabli.territory.register.engine.columns import CRAFT_COLUMN, ESTABLISHMENT_COLUMNS
from etabli.territory.register.engine.establishment import Establishment
from etabli.territory.register.engine.sirene import SMALL_HEADCOUNTS, probable_sql
from etabli.territory.register.reading import Reading, UnreadableFile, read_files
from tests.territory.register.official import (
    COLUMNS,
    COMPANY,
    NO_CRAFT,
    SOMEBODY,
    legal_units,
    stock,
)

Read = Callable[..., tuple[Reading, list[Establishment]]]


def rows_of(reading: Reading) -> list[Establishment]:
    with reading.open_database() as connection:
        found = connection.execute(f"SELECT {', '.join(sirene.COLUMNS)} FROM official").fetchall()
    return [Establishment(*row) for row in found]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*paths: Path, departments: tuple[str, ...] = ("33",), **more: Any) -> Any:
        found = read_files(paths, departments, folder=tmp_path / "kept", **more)
        return found, rows_of(found)

    return reading


def test_a_craft_business_is_kept_with_its_facts(read: Read, tmp_path: Path) -> None:
    row = {
        "numeroVoieEtablissement": "5",
        "typeVoieEtablissement": "RUE",
        "libelleVoieEtablissement": "DU  PORT",
        "codePostalEtablissement": "33250",
        "trancheEffectifsEtablissement": "01",
    }
    reading, (found,) = read(stock(tmp_path, row), legal_units(tmp_path, COMPANY))
    assert (reading.read, reading.kept, reading.withheld) == (1, 1, 0)
    assert found == Establishment(
        siret="84135128100016",
        name="LE FOURNIL",
        trade_code="1071CB",
        commune_code="33314",
        created_on=date(2018, 9, 1),
        closed_on=None,
        is_published=True,
        other_names="SARL DU FOURNIL",
        naf_code="1071C",
        legal_form="5499",
        headcount="01",
        is_probable=False,
        address="5 RUE DU PORT",
        postal_code="33250",
    )


def test_what_is_left_out_without_a_word(read: Read, tmp_path: Path) -> None:
    changes = [
        {"codeCommuneEtablissement": "40001"},
        {"codeCommuneEtablissement": ""},
        {"activitePrincipaleEtablissement": "62.01Z", **NO_CRAFT},
        {"etatAdministratifEtablissement": "F", **NO_CRAFT},
    ]
    reading, rows = read(stock(tmp_path, *changes), legal_units(tmp_path, COMPANY))
    assert (reading.read, rows, reading.refused) == (4, [], ())


WRONG = [
    ({"siret": "84135128100017"}, "siret", "84135128100017"),
    ({"siret": "841351281"}, "siret", "841351281"),
    ({CRAFT_COLUMN: "??"}, "craft", "??"),
    ({"dateCreationEtablissement": "01/09/2018"}, "date", "01/09/2018"),
    ({"dateCreationEtablissement": "2018-02-30"}, "date", "2018-02-30"),
    ({"etatAdministratifEtablissement": "X"}, "state", "X"),
    ({"etatAdministratifEtablissement": "F", "dateDebut": ""}, "closing", ""),
]


def test_a_row_that_makes_no_sense_is_refused_with_its_line(read: Read, tmp_path: Path) -> None:
    reading, rows = read(stock(tmp_path, {}, *(change for change, _reason, _value in WRONG)))
    assert len(rows) == 1
    assert [(refusal.row, refusal.reason, refusal.value) for refusal in reading.refused] == [
        (line, reason, value) for line, (_change, reason, value) in enumerate(WRONG, start=3)
    ]


def test_a_row_that_cannot_be_cut_is_refused_and_the_others_keep_their_line(
    read: Read, tmp_path: Path
) -> None:
    path = stock(tmp_path, {}, {"siret": "84135128100017"})
    good, wrong = path.read_text("utf-8").splitlines()[1:]
    lines = [
        ",".join(COLUMNS),
        good,
        "84135128100016,A",
        f"{good},more",
        wrong,
        good.replace("LE FOURNIL", '"A"B'),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    reading, rows = read(path)
    assert (reading.read, len(rows), reading.refused_count) == (5, 1, 4)
    told = [(refusal.row, refusal.reason) for refusal in reading.refused]
    assert told == [(3, "short"), (4, "long"), (5, "siret"), (6, "quote")]


def test_a_legal_unit_that_cannot_be_cut_is_refused_too(read: Read, tmp_path: Path) -> None:
    units = legal_units(tmp_path, {})
    units.write_text(units.read_text("utf-8") + "841351281,A\n", "utf-8")
    reading, rows = read(stock(tmp_path, {}), units)
    assert len(rows) == 1
    assert [(refusal.table, refusal.reason) for refusal in reading.refused] == [(units.name, "short")]


def test_a_closed_business_closed_on_the_day_its_last_period_began(read: Read, tmp_path: Path) -> None:
    path = stock(tmp_path, {"etatAdministratifEtablissement": "F", "dateDebut": "2024-05-31"})
    assert read(path)[1][0].closed_on == date(2024, 5, 31)


def test_one_that_the_register_holds_is_followed_without_a_craft_code(read: Read, tmp_path: Path) -> None:
    path = stock(tmp_path, {"etatAdministratifEtablissement": "F", "dateDebut": "2024-05-31", **NO_CRAFT})
    (found,) = read(path, known=[84135128100016])[1]
    assert (found.closed_on, found.trade_code, found.is_probable) == (date(2024, 5, 31), "", None)


@pytest.mark.parametrize("status", ["N", "P"])
def test_what_its_owner_keeps_from_publication_has_neither_name_nor_address(
    read: Read, tmp_path: Path, status: str
) -> None:
    hidden = {"statutDiffusionEtablissement": status, "libelleVoieEtablissement": "DU PORT"}
    reading, (found,) = read(stock(tmp_path, hidden), legal_units(tmp_path, COMPANY))
    assert (found.name, found.other_names, found.address, found.is_published) == ("", "", "", False)
    assert reading.withheld == 1


def test_the_columns_are_read_by_their_names(read: Read, tmp_path: Path) -> None:
    turned = tuple(reversed(("tomorrow's column", *COLUMNS)))
    old = ESTABLISHMENT_COLUMNS
    first = read(stock(tmp_path, {}))[1]
    assert read(stock(tmp_path, {}, columns=turned, name="turned.csv"))[1] == first
    assert read(stock(tmp_path, {}, columns=old, name="old.csv"))[1][0].trade_code == "1071CB"


def test_a_file_of_another_kind_is_refused_with_what_it_lacks(read: Read, tmp_path: Path) -> None:
    columns = tuple(column for column in COLUMNS if column != "codeCommuneEtablissement")
    with pytest.raises(UnreadableFile, match="codeCommuneEtablissement"):
        read(stock(tmp_path, {}, columns=columns))
    with pytest.raises(UnreadableFile, match="StockEtablissement"):
        read(legal_units(tmp_path, COMPANY))


NAMES = [
    ({}, COMPANY, "LE FOURNIL", "SARL DU FOURNIL"),
    ({"enseigne1Etablissement": ""}, COMPANY, "SARL DU FOURNIL", ""),
    ({"enseigne1Etablissement": ""}, SOMEBODY, "CAMILLE EXEMPLE", ""),
    (
        {"denominationUsuelleEtablissement": "CHEZ  ZOÉ", "enseigne2Etablissement": "LE FOURNIL"},
        SOMEBODY,
        "LE FOURNIL",
        "CHEZ ZOÉ · CAMILLE EXEMPLE",
    ),
    ({}, SOMEBODY | {"statutDiffusionUniteLegale": "P"}, "LE FOURNIL", ""),
    ({"enseigne1Etablissement": "[masqué]"}, SOMEBODY | {"nomUniteLegale": "[ND]"}, "CAMILLE", ""),
    ({"enseigne1Etablissement": " [EI masqué] "}, {}, "", ""),
]


@pytest.mark.parametrize(("row", "unit", "name", "others"), NAMES)
@pytest.mark.parametrize("units_first", [False, True])
def test_a_business_bears_its_sign_then_the_names_of_its_legal_unit(
    read: Read,
    tmp_path: Path,
    row: dict[str, str],
    unit: dict[str, str],
    name: str,
    others: str,
    units_first: bool,
) -> None:
    paths = [stock(tmp_path, row), legal_units(tmp_path, unit)]
    (found,) = read(*(reversed(paths) if units_first else paths))[1]
    assert (found.name, found.other_names) == (name, others)


def test_the_same_siret_twice_is_one_business_the_last_read(read: Read, tmp_path: Path) -> None:
    (found,) = read(stock(tmp_path, {}, {"enseigne1Etablissement": "AU BON PAIN"}))[1]
    assert found.name == "AU BON PAIN"


def test_a_business_without_a_craft_code_may_be_probable(read: Read, tmp_path: Path) -> None:
    ices = NO_CRAFT | {"siret": "85212149000019", "activitePrincipaleEtablissement": "10.52Z"}
    units = legal_units(tmp_path, COMPANY, SOMEBODY | {"siren": "852121490"})
    bakery, glacier = read(stock(tmp_path, NO_CRAFT, ices), units)[1]
    assert (bakery.is_probable, bakery.trade_code) == (True, "")  # several crafts share its activity
    assert (glacier.is_probable, glacier.trade_code, glacier.naf_code) == (True, "1052ZZ", "1052Z")


bands = st.sampled_from(["", "NN", "00", "01", "02", "03", "11", "53"])
forms = st.sampled_from(["", "1000", "2210", "2110", "5499", "5785", "5191", "5710", "6540", "7210", "9220"])


@given(
    st.lists(st.tuples(st.sampled_from([None, False, True]), forms, bands, bands), min_size=1, max_size=40)
)
@settings(max_examples=5)
def test_the_rule_in_sql_is_the_rule(cases: list[tuple[bool | None, str, str, str]]) -> None:
    told = ", ".join(
        f"({'NULL' if partly is None else chr(39) + 'x' + chr(39)}, {bool(partly)}, '{form}', '{a}', '{b}')"
        for partly, form, a, b in cases
    )
    asked = (
        f"SELECT {probable_sql('naf', 'partly', 'form', 'a', 'b')} "
        f"FROM (VALUES {told}) AS t(naf, partly, form, a, b)"
    )
    assert [row[0] for row in duckdb.connect().execute(asked).fetchall()] == [
        is_probable(None if partly is None else Activity("x", partly), form, (a, b))
        for partly, form, a, b in cases
    ]


def test_who_is_taken_for_a_craft() -> None:
    whole, part = Activity("4120A", partly=False), Activity("4776Z", partly=True)
    assert [is_probable(whole, form, ["NN"]) for form in ("1000", "2210", "5499", "5710")] == [True] * 4
    assert not any(is_probable(whole, form, ["NN"]) for form in ("", "5485", "5191", "6540", "7210", "9220"))
    assert [is_probable(part, form, [""]) for form in ("1000", "5499")] == [True, False]
    assert [is_probable(whole, "5499", [band]) for band in ("03", "11")] == [True, False]
    assert not is_probable(None, "1000", [""])
    assert "11" not in SMALL_HEADCOUNTS


@given(st.lists(st.integers(0, 10**14 - 1), min_size=1, max_size=60))
@settings(max_examples=5)
def test_the_digits_of_a_siret_are_checked_as_its_library_does(numbers: list[int]) -> None:
    post = [35600000000048, 35600000000049, 35600000012345]
    near = [number - number % 1000 + last for number in numbers for last in range(0, 1000, 37)]
    wanted = [*post, *near, 84135128100016, 85212149000019]
    values = ", ".join(f"(CAST({number} AS BIGINT))" for number in wanted)
    rows = (
        duckdb.connect()
        .execute(f"SELECT {sirene.siret_is_valid_sql()} FROM (VALUES {values}) AS t(number)")
        .fetchall()
    )
    assert [row[0] for row in rows] == [siret_check.is_valid(f"{number:014}") for number in wanted]


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=12)), min_size=1, max_size=30))
@settings(max_examples=5)
def test_any_rows_are_read_kept_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    try:
        reading = read_files([stock(folder, *rows)], [], folder=folder / "kept")
    except UnreadableFile:
        return
    assert len(rows_of(reading)) == reading.kept
    assert reading.kept + reading.refused_count <= reading.read


def as_parquet(folder: Path, path: Path, types: dict[str, str]) -> Path:
    """The same table with INSEE's types."""
    made = folder / f"{path.stem}.parquet"
    header = path.read_text("utf-8").splitlines()[0].split(",")
    columns = ", ".join(f"CAST({name} AS {types.get(name, 'VARCHAR')}) AS {name}" for name in header)
    duckdb.connect().execute(
        f"COPY (SELECT {columns} FROM read_csv('{path}', all_varchar=true)) TO '{made}' (FORMAT parquet)"
    )
    return made


def zipped(folder: Path, *paths: Path) -> Path:
    made = folder / "stock.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return made


def test_every_form_of_the_files_reads_the_same(read: Read, tmp_path: Path) -> None:
    rows = [
        {"trancheEffectifsEtablissement": "02"},
        {"siret": "85212149000019", "etatAdministratifEtablissement": "F", "dateDebut": "2024-05-31"},
    ]
    types = {
        "dateCreationEtablissement": "DATE",
        "dateDebut": "DATE",
        "dateDernierTraitementEtablissement": "TIMESTAMP",
        "categorieJuridiqueUniteLegale": "BIGINT",
    }
    plain, units = stock(tmp_path, *rows), legal_units(tmp_path, SOMEBODY)
    wanted = read(plain, units)[1]
    assert [row.legal_form for row in wanted] == ["1000", ""]
    bom = tmp_path / "bom.csv"
    bom.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes())
    parquet, parquet_units = as_parquet(tmp_path, plain, types), as_parquet(tmp_path, units, types)
    for paths in (
        [stock(tmp_path, *rows, name="semicolons.csv", separator=";"), units],
        [bom, units],
        [parquet, parquet_units],
        [zipped(tmp_path, plain, parquet_units)],
    ):
        assert read(*paths)[1] == wanted


def test_a_name_of_a_file_is_never_a_pattern(read: Read, tmp_path: Path) -> None:
    assert len(read(stock(tmp_path, {}, name="a'*[1].csv"))[1]) == 1


def test_what_was_read_is_taken_up_once_and_another_file_replaces_it(read: Read, tmp_path: Path) -> None:
    path = stock(tmp_path, {})
    first = read(path)
    again = read(path)
    assert (first[0].is_taken_up, again[0].is_taken_up, again[1]) == (False, True, first[1])
    assert not read(path, departments=("40",))[0].is_taken_up
    assert len(list((tmp_path / "kept").iterdir())) == 1


def bomb(folder: Path) -> Path:
    made = folder / "bomb.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stock.csv", b"0" * 12_000_000)
    return made


def half(folder: Path) -> Path:
    whole = zipped(folder, stock(folder, *({"siret": f"{number:014}"} for number in range(3000))))
    made = folder / "half.zip"
    made.write_bytes(whole.read_bytes()[:-3000])
    return made


def half_parquet(folder: Path) -> Path:
    whole = as_parquet(folder, stock(folder, {}), {})
    made = folder / "half.parquet"
    made.write_bytes(whole.read_bytes()[:-40])
    return made


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


HEADER = ",".join(COLUMNS).encode() + b"\n"


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (written("truncated.zip", b"PK\x03\x04 cut"), "n’est pas un fichier zip"),
        (half, "zip"),
        (bomb, "aucun fichier officiel"),
        (half_parquet, "abîmé"),
        (written("other.csv", b"name,town\nA,B\n"), "StockEtablissement"),
        (written("empty.csv", b""), "vide"),
        (written("latin.csv", HEADER + "é".encode("latin-1") + b"," * (len(COLUMNS) - 1) + b"\n"), "UTF-8"),
        (written("utf16.csv", HEADER.decode().encode("utf-16")), "UTF-8"),
        (lambda folder: folder / "nowhere.csv", "nowhere"),
        (lambda folder: folder, "n’est pas un fichier"),
    ],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(
    read: Read, tmp_path: Path, made: Callable[[Path], Path], reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(made(tmp_path))
    assert not list((tmp_path / "kept").iterdir())
