"""Files that no stock file is: each refused in one sentence that names it, and nothing is done, not even in part."""

from __future__ import annotations

import json
import os
import random
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.core.management import CommandError, call_command

from bench.register.columns import COLUMNS, ESTABLISHMENT
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business, Import

BAKERY = {
    "siret": "84135128100016",
    "statutDiffusionEtablissement": "O",
    "dateCreationEtablissement": "2018-09-01",
    "activitePrincipaleRegistreMetiersEtablissement": "1071CB",
    "codeCommuneEtablissement": "33314",
    "dateDebut": "2018-09-01",
    "etatAdministratifEtablissement": "A",
    "enseigne1Etablissement": "LE FOURNIL",
}
HEADER = ",".join(COLUMNS[ESTABLISHMENT])
ROW = ",".join(BAKERY.get(column, "") for column in COLUMNS[ESTABLISHMENT])
STOCK = f"{HEADER}\n{ROW}\n".encode()


def load(*paths: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("register", "import", *map(str, paths), "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[name] for name in ("read", "kept", "created", "updated", "closed", "unchanged"))


def plain(content: bytes, name: str = "stock.csv") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def packed(content: bytes, member: str = "StockEtablissement_utf8.csv") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "stock.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, content)
        return path

    return make


def altered(made: Callable[[Path], Path], change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = made(folder)
        path.write_bytes(change(path.read_bytes()))
        return path

    return make


def parquet(query: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "stock.parquet"
        duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path

    return make


def long_line(folder: Path, size: int = 20_000_000) -> Path:
    """After the header, a line without an end; sparse, so that the disk holds little of it."""
    path = folder / "stock.csv"
    path.write_bytes(STOCK)
    os.truncate(path, size)
    return path


def a_folder(folder: Path) -> Path:
    path = folder / "stock.csv"
    path.mkdir()
    return path


def a_loop(folder: Path) -> Path:
    """What nobody can open, not even root."""
    path = folder / "stock.csv"
    path.symlink_to(path)
    return path


def a_pipe(folder: Path) -> Path:
    """It would be waited for, for ever."""
    path = folder / "stock.csv"
    os.mkfifo(path)
    return path


def lying(content: bytes) -> bytes:
    """The sizes that an archive tells of what it holds, made small, in both places where it tells them."""
    true, told = len(BOMB).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return content.replace(true, told)


def encrypted(content: bytes) -> bytes:
    """The mark of a password, in the local header and in the directory."""
    at = content.index(b"PK\x01\x02")
    return content[:6] + b"\x01" + content[7 : at + 8] + b"\x01" + content[at + 9 :]


BOMB = b"0" * 12_000_000
NOISE = random.Random(1).randbytes(20_000)
ROWS_ENOUGH = STOCK + random.Random(2).randbytes(5_000).hex().encode()
REFUSED = {
    "a zip cut short": (altered(packed(ROWS_ENOUGH), lambda content: content[: len(content) // 2]), "zip"),
    "a zip whose middle is missing": (
        altered(packed(ROWS_ENOUGH), lambda content: content[:200] + b"\0" * 200 + content[400:]),
        "abîmé|incomplet",
    ),
    "a zip that fills the disk": (packed(BOMB), "taille"),
    "a zip that lies about it": (altered(packed(BOMB), lying), "taille|abîmé"),
    "a zip with a password": (altered(packed(STOCK), encrypted), "mot de passe"),
    "a zip of something else": (packed(b"text", "notes.txt"), "CSV"),
    "a text called zip": (plain(STOCK, "stock.zip"), "zip"),
    "Latin-1": (plain(STOCK.replace(b"LE FOURNIL", "CHÂTEAU".encode("latin-1"))), "UTF-8"),
    "UTF-16": (plain(STOCK.decode().encode("utf-16")), "UTF-8"),
    "a Parquet of another schema": (parquet("SELECT 1 AS id, 'A' AS name"), "siret"),
    "a Parquet cut short": (altered(parquet("SELECT 1 AS siret"), lambda content: content[:-20]), "abîmé|incomplet"),
    "a text called Parquet": (plain(b"text", "stock.parquet"), "colonnes"),
    "other columns": (plain(b"name,town\nA,B\n"), "colonnes"),
    "a column twice": (plain(STOCK.replace(b"nic,", b"siret,", 1)), "siret"),
    "nothing": (plain(b""), "vide"),
    "a header and no row": (plain(f"{HEADER}\n".encode()), "aucune ligne"),
    "noise": (plain(NOISE), "tableau|UTF-8"),
    "a line without an end": (long_line, "ligne"),
    "a folder": (a_folder, "stock.csv"),
    "nothing there": (lambda folder: folder / "stock.csv", "stock.csv"),
    "what can't be opened": (a_loop, "stock.csv"),
    "a pipe": (a_pipe, "stock.csv"),
}  # fmt: skip


@pytest.fixture
def held(chamber: Organisation, communes: dict[str, Commune]) -> Business:
    """A register that holds one business."""
    told = {"siret": BAKERY["siret"], "name": "LE FOURNIL", "trade_code": "1071CB", "sector": "ALIMENTATION"}
    return Business.objects.create(
        chamber=chamber, commune=communes["Pauillac"], commune_code="33314", **told
    )


def is_refused(path: Path, told: str, held: Business) -> None:
    with pytest.raises(CommandError, match=told) as refusal:
        load(path)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 400
    assert not Import.objects.exclude(status="refused").exists()
    assert Business.objects.get() == held


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_and_nothing_is_done(held: Business, tmp_path: Path, what: str) -> None:
    make, told = REFUSED[what]
    is_refused(make(tmp_path), told, held)


@pytest.mark.deep
def test_a_line_of_a_gigabyte_is_refused(held: Business, tmp_path: Path) -> None:
    is_refused(long_line(tmp_path, 1_000_000_000), "ligne", held)


def test_a_good_file_beside_a_bad_one_changes_nothing(held: Business, tmp_path: Path) -> None:
    moved = STOCK.replace(b"LE FOURNIL", b"AU BON PAIN")
    bad = packed(BOMB)(tmp_path)
    with pytest.raises(CommandError):
        load(plain(moved)(tmp_path), bad)
    held.refresh_from_db()
    assert held.name == "LE FOURNIL"


def test_an_archive_writes_nothing_outside_its_folder(held: Business, tmp_path: Path) -> None:
    """Whatever path it gives its file, only what it holds is read."""
    inside = tmp_path / "one" / "two"
    inside.mkdir(parents=True)
    report = load(packed(STOCK, "../../out.csv")(inside))
    assert counts(report)[:2] == (1, 1)
    assert sorted(path.name for path in tmp_path.rglob("*.csv")) == []


def test_columns_in_another_order_with_others_between_read_the_same(held: Business, tmp_path: Path) -> None:
    turned = ",".join(["new", *reversed(COLUMNS[ESTABLISHMENT])]) + "\n"
    row = ",".join(["x", *(BAKERY.get(column, "") for column in reversed(COLUMNS[ESTABLISHMENT]))]) + "\n"
    load(plain(STOCK)(tmp_path))
    assert counts(load(plain((turned + row).encode())(tmp_path))) == (1, 1, 0, 0, 0, 1)


def test_a_row_too_many_columns_long_is_refused_alone(held: Business, tmp_path: Path) -> None:
    report = load(plain(STOCK + ROW.encode() + b",a,b\n" + b"one,two\n")(tmp_path))
    assert report["kept"] == 1
    assert [refused["row"] for refused in report["rejected"]] == [3, 4]
