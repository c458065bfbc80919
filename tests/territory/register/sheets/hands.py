"""Spreadsheets by different hands (`hands.toml`), as files, and what should be read in each.

A cell of `rows` is text, or what a workbook holds as "int 12", "float 12" or "day 2018-06-01". `expected`: by the
number of a row, the facts that it says. `asked`: what stands for a commune and must be asked about, never settled
silently, with the code that is proposed. `refused`: the reason, by row. `columns`: what each holds, "-" for what is
left out.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from etabli.territory.register.engine.sheets import Knowledge, Town

TRADES = {
    "boulangerie": "1071CB",
    "boulanger": "1071CB",
    "coiffure": "9602AA",
    "coiffeuse": "9602AA",
    "maçon": "4399CB",
    "maçonnerie": "4399CB",
    "plombier": "4322AA",
    "plomberie": "4322AA",
    "bijoutier": "3212ZZ",
    "garage": "4520AA",
    "menuisier": "4332AA",
    "fleuriste": "4776ZP",
}
KNOWN = Knowledge(
    (
        Town("33314", "Pauillac", ("33250",)),
        Town("33423", "Saint-Julien-Beychevelle", ("33250",)),
        Town("33058", "Blaye", ("33390",)),
        Town("33243", "Libourne", ("33500",)),
        Town("33240", "Lesparre-Médoc", ("33340",)),
        Town("33424", "Saint-Laurent-Médoc", ("33112",)),
        Town("33063", "Bordeaux", ("33000", "33100", "33200", "33300", "33800")),
        Town("33281", "Mérignac", ("33700",)),
        Town("33366", "Saint-André-de-Cubzac", ("33240",)),
        Town("33104", "Castelnau-de-Médoc", ("33480",)),
        Town("33395", "Saint-Estèphe", ("33180",)),
    ),
    lambda text: TRADES.get(text.lower().strip(), ""),
)


@dataclass(frozen=True)
class Hand:
    """A spreadsheet, and what it says; `facts` are (row, name, text)."""

    name: str
    content: bytes
    columns: list[str]
    facts: list[tuple[int, str, str]]
    asked: dict[str, str]
    refused: dict[int, str]
    commune_is_asked: bool


def hands() -> list[Hand]:
    """All of them, in the order in which they were written."""
    text = (Path(__file__).parent / "hands.toml").read_text(encoding="utf-8")
    return [_hand(**described) for described in tomllib.loads(text)["hand"]]


def _hand(*, name: str, written: str, rows: str, columns: str, expected: str, **more: Any) -> Hand:
    cells = [[cell.strip() for cell in line.split(" | ")] for line in rows.strip("\n").split("\n")]
    facts = [
        (int(line.split(" | ")[0]), *fact.split("=", 1))
        for line in expected.strip().split("\n")
        for fact in line.split(" | ")[1:]
    ]
    return Hand(
        name=name,
        content=_book(cells, more.get("merged", "").split())
        if written == "xlsx"
        else _text(cells, *written.split()),
        columns=["" if column == "-" else column for column in columns.split()],
        facts=[(line, fact, value) for line, fact, value in facts],
        asked=more.get("asked", {}),
        refused={int(line): reason for line, reason in more.get("refused", {}).items()},
        commune_is_asked=more.get("commune_is_asked", False),
    )


def _text(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    out = io.StringIO()
    signs = {"semicolon": ";", "comma": ",", "tab": "\t"}
    csv.writer(out, delimiter=signs[separator], lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _book(rows: list[list[str]], merged: list[str]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _typed(cell: str) -> Any:
    kind, _space, value = cell.partition(" ")
    make: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "day": datetime.fromisoformat}
    return make[kind](value) if kind in make and value else cell or None
