"""Files that no stock file is: each refused in one sentence that names it, and nothing is done, not even in part."""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from django.core.management import CommandError

from bench.register.columns import COLUMNS, ESTABLISHMENT
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business, Import
from tests.territory.register.test_register import counts, load
from tests.territory.register.test_sirene import BAKERY

HEADER = ",".join(COLUMNS[ESTABLISHMENT])
ROW = ",".join(BAKERY.get(column, "") for column in COLUMNS[ESTABLISHMENT])
STOCK = f"{HEADER}\n{ROW}\n".encode()


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


BOMB = b"0" * 30_000_000
NOISE = random.Random(1).randbytes(20_000)
ROWS_ENOUGH = STOCK + random.Random(2).randbytes(5_000).hex().encode()
REFUSED = {
    "a zip cut short": (altered(packed(ROWS_ENOUGH), lambda content: content[: len(content) // 2]), "zip"),
    "a zip whose middle is missing": (
        altered(packed(ROWS_ENOUGH), lambda content: content[:200] + b"\0" * 200 + content[400:]),
        "damaged|incomplete",
    ),
    "a zip that fills the disk": (packed(BOMB), "size"),
    "a zip that lies about it": (altered(packed(BOMB), lying), "size|damaged"),
    "a zip with a password": (altered(packed(STOCK), encrypted), "stock.zip|damaged"),
    "a zip of something else": (packed(b"text", "notes.txt"), "CSV"),
    "a text called zip": (plain(STOCK, "stock.zip"), "zip"),
    "Latin-1": (plain(STOCK.replace(b"LE FOURNIL", "CHÂTEAU".encode("latin-1"))), "UTF-8"),
    "UTF-16": (plain(STOCK.decode().encode("utf-16")), "UTF-8"),
    "a Parquet of another schema": (parquet("SELECT 1 AS id, 'A' AS name"), "siret"),
    "a Parquet cut short": (altered(parquet("SELECT 1 AS siret"), lambda content: content[:-20]), "damaged|cut short"),
    "a text called Parquet": (plain(b"text", "stock.parquet"), "stock.parquet"),
    "other columns": (plain(b"name,town\nA,B\n"), "siret"),
    "a column twice": (plain(STOCK.replace(b"nic,", b"siret,", 1)), "siret"),
    "nothing": (plain(b""), "empty"),
    "a header and no row": (plain(f"{HEADER}\n".encode()), "no row"),
    "noise": (plain(NOISE), "stock.csv|UTF-8"),
    "a line without an end": (long_line, "stock.csv|line"),
    "a folder": (a_folder, "stock.csv"),
    "nothing there": (lambda folder: folder / "stock.csv", "stock.csv"),
    "what can't be opened": (a_loop, "stock.csv"),
    "a pipe": (a_pipe, "stock.csv"),
}  # fmt: skip


@pytest.fixture
def held(chamber: Organisation, communes: dict[str, Commune], tmp_path: Path) -> Business:
    """A register that holds one business."""
    load(plain(STOCK, "before.csv")(tmp_path))
    return Business.objects.get()


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_and_nothing_is_done(held: Business, tmp_path: Path, what: str) -> None:
    make, told = REFUSED[what]
    (tmp_path / "given").mkdir()
    with pytest.raises(CommandError, match=told) as refusal:
        load(make(tmp_path / "given"))
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 400
    assert Import.objects.count() == 1
    assert list(Business.objects.values()) == list(Business.objects.filter(pk=held.pk).values())


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
    assert sorted(path.name for path in tmp_path.rglob("*.csv")) == ["before.csv"]


def test_columns_in_another_order_with_others_between_read_the_same(held: Business, tmp_path: Path) -> None:
    turned = ",".join(["new", *reversed(COLUMNS[ESTABLISHMENT])]) + "\n"
    row = ",".join(["x", *(BAKERY.get(column, "") for column in reversed(COLUMNS[ESTABLISHMENT]))]) + "\n"
    assert counts(load(plain((turned + row).encode())(tmp_path))) == (1, 1, 0, 0, 0, 1)


def test_a_row_too_many_columns_long_is_refused_alone(held: Business, tmp_path: Path) -> None:
    report = load(plain(STOCK + ROW.encode() + b",,,\n" + b"one,two\n")(tmp_path))
    assert counts(report)[1:] == (1, 0, 0, 0, 1)
    assert [refused["row"] for refused in report["rejected"]] == [3, 4]
