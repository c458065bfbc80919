"""The invented stock files: INSEE's columns and types, valid numbers, the frequencies that they promise."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from stdnum.fr import siren as siren_check, siret as siret_check

from bench.register.columns import COLUMNS, ESTABLISHMENT, UNIT, type_of
from bench.register.floor import kept
from bench.register.generated import write_stock
from etabli.site.testing import collected
from etabli.territory.register.reading import read_files

PUBLISHED = collected.holding("register", "sirene_columns.json")
ROWS = 3000
COMMONEST = (
    "MARTIN", "BERNARD", "THOMAS", "ROBERT", "PETIT", "DUBOIS", "RICHARD", "DURAND", "MOREAU", "LEFEBVRE",
)  # fmt: skip
WAYS = {"csv": "read_csv('{}', all_varchar = true)", "parquet": "read_parquet('{}')"}


@pytest.fixture(scope="module", autouse=True)
def _without_the_communes_of_france() -> Iterator[None]:
    """The same rows whatever the machine holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ETABLI_CORPUS", raising=False)
        yield


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_stock(tmp_path_factory.mktemp("stock"), ROWS, seed=1, department="33")


def ask(path: Path, what: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"SELECT {what} FROM {WAYS[path.suffix[1:]].format(path)}").fetchall()


def test_every_number_is_valid_and_stands_once(stock: tuple[Path, Path]) -> None:
    found = ask(stock[0], "siret, siren, nic")
    assert len({siret for siret, *_ in found}) == ROWS
    assert all(siret_check.is_valid(siret) and siret == siren + nic for siret, siren, nic in found)
    units = [siren for (siren,) in ask(stock[1], "siren")]
    assert all(map(siren_check.is_valid, units))
    assert len(set(units)) == len(units)
    assert set(units) == {siren for _siret, siren, _nic in found}
    seats = set(ask(stock[0], "siren, nic"))
    assert set(ask(stock[1], "siren, nicSiegeUniteLegale")) <= seats


@pytest.mark.parametrize(
    ("what", "share"),
    [
        ("etatAdministratifEtablissement = 'F'", 0.35),
        ("statutDiffusionEtablissement = 'P'", 0.12),
        ("activitePrincipaleRegistreMetiersEtablissement IS NULL", 0.08 + 0.92 * 0.25),
        ("codeCommuneEtablissement NOT LIKE '33%'", 0.08),
        ("etatAdministratifEtablissement = 'A' AND dateDebut::DATE < dateCreationEtablissement::DATE", 0.0),
        (
            "statutDiffusionEtablissement = 'P' AND libelleVoieEtablissement <> '[ND]'",
            0,
        ),
    ],
)
def test_so_many_establishments(stock: tuple[Path, Path], what: str, share: float) -> None:
    ((found,),) = ask(stock[0], f"avg(({what})::INTEGER)")
    assert found == pytest.approx(share, abs=0.03 if share else 0)


def test_half_are_sole_traders_named_by_the_unit_alone(stock: tuple[Path, Path]) -> None:
    ((sole, named, both),) = ask(
        stock[1],
        "avg((categorieJuridiqueUniteLegale = '1000')::INTEGER), avg((nomUniteLegale IS NOT NULL)::INTEGER),"
        " sum((nomUniteLegale IS NOT NULL AND denominationUniteLegale IS NOT NULL)::INTEGER)",
    )
    assert sole == named == pytest.approx(0.5, abs=0.03)
    assert both == 0


def test_names_and_towns_are_as_frequent_as_in_life(stock: tuple[Path, Path]) -> None:
    (first,) = ask(stock[0], "mode(libelleCommuneEtablissement)")
    assert first == ("BORDEAUX",)
    names = [name for (name,) in ask(stock[1], "nomUniteLegale") if name and name != "[ND]"]
    assert sum(map(names.count, COMMONEST)) / len(names) == pytest.approx(0.016, abs=0.01)
    assert len(set(names)) > 0.7 * len(names), "most surnames are rare ones"


def test_the_same_seed_writes_the_same_bytes(stock: tuple[Path, Path], tmp_path: Path) -> None:
    again = write_stock(tmp_path / "again", ROWS, seed=1, department="33")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in stock]
    other = write_stock(tmp_path / "other", 100, seed=2, department="33")
    assert ask(other[0], "siret")[:10] != ask(stock[0], "siret")[:10]


def test_a_month_later_one_in_a_hundred_has_changed(stock: tuple[Path, Path], tmp_path: Path) -> None:
    later, _units = write_stock(tmp_path, ROWS, seed=1, department="33", changed=0.03)
    facts = "siret, COLUMNS(* EXCLUDE (siret))"
    before = {row[0]: row for row in ask(stock[0], facts)}
    after = {row[0]: row for row in ask(later, facts)}
    assert before.keys() <= after.keys()
    assert len(after) - len(before) == 30
    changed = sum(after[siret] != row for siret, row in before.items())
    assert changed == pytest.approx(0.03 * ROWS, rel=0.3)


def test_parquet_and_zip_hold_the_same_rows(tmp_path: Path) -> None:
    plain = write_stock(tmp_path, 100, seed=1, department="33")
    parquet = write_stock(tmp_path, 100, seed=1, department="33", as_="parquet")
    for table, path, text in zip((ESTABLISHMENT, UNIT), parquet, plain, strict=True):
        head = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        assert [(name, kind) for name, kind, *_ in head] == [(name, type_of(name)) for name in COLUMNS[table]]
        same = ", ".join(f"{name}::{type_of(name)}" for name in COLUMNS[table])
        assert ask(path, "*") == ask(text, same)
    packed = write_stock(tmp_path / "zip", 100, seed=1, department="33", as_="zip")
    with zipfile.ZipFile(packed[0]) as archive:
        assert archive.read(archive.namelist()[0]) == plain[0].read_bytes()


def test_broken_rows_are_those_that_an_import_refuses(tmp_path: Path) -> None:
    paths = write_stock(tmp_path, 500, seed=1, department="33", broken=6)
    refused = read_files(paths, ["33"], folder=tmp_path / "stage").refused
    assert sorted(one.reason for one in refused) == ["craft", "craft", "siret", "siret", "state", "state"]


@pytest.mark.skipif(not PUBLISHED, reason="ETABLI_CORPUS holds no columns of INSEE to compare")
def test_the_columns_are_those_that_insee_publishes() -> None:
    assert PUBLISHED
    told = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    for table in (ESTABLISHMENT, UNIT):
        assert told[table]["colonnes"] == COLUMNS[table]
    for pattern, kind in told["types_parquet_pieges"].items():
        concerned = [
            name
            for columns in COLUMNS.values()
            for name in columns
            if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))
        ]
        assert {type_of(name) for name in concerned} <= {kind.split(" ")[0]}


def test_the_floor_keeps_the_rows_that_an_import_keeps(stock: tuple[Path, Path], tmp_path: Path) -> None:
    bare = sum(map(len, kept(*stock, "33")))
    assert bare == read_files(stock, ["33"], folder=tmp_path / "stage").kept > ROWS // 2
