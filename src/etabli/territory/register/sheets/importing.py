"""A spreadsheet from the first look to the register: what the pages, the worker and the command line share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from etabli.foundation.documents.tables import Table
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import commune_names
from etabli.territory.register.engine.sheets import (
    Field,
    Guess,
    Knowledge,
    RefusedRow,
    Row,
    SheetQuestions,
    Town,
    find_questions,
    guess,
    read_rows,
    signature,
)
from etabli.territory.register.engine.sheets.cell_values import neat_code
from etabli.territory.register.models import Sheet
from etabli.territory.register.sheets.reading import open_sheet
from etabli.territory.register.sheets.reviewing import Review, apply_answers, review_rows
from etabli.territory.register.trades import find_trades, official_trades

# What our own tables know of communes and trades, for reading a spreadsheet.


def knowledge() -> Knowledge:
    """All communes, and what a word or a code says of a trade: one statement."""
    rows = Commune.objects.values_list("code", "name", "postal_codes", "former_codes")
    towns = tuple(
        Town(code, name, tuple(postal.split()), tuple(former.split())) for code, name, postal, former in rows
    )
    return Knowledge(towns, _craft_code)


@lru_cache(maxsize=5_000)
def _craft_code(text: str) -> str:
    """By the code, else by the words: "Plombier chauffagiste - SARL" is known by its first ones."""
    code = neat_code(text)
    if code in official_trades():
        return code
    words = text.split()
    for length in range(min(len(words), 4), 0, -1):
        if trades := find_trades(" ".join(words[:length]), limit=1):
            return trades[0].code
    return ""


MAX_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is shown: its header and its letter, what we think that it holds, its first values."""

    header: str
    letter: str
    guess: Guess
    samples: tuple[str, ...]


def columns_of(table: Table) -> list[Column]:
    """Each column of a spreadsheet, with what it seems to hold: one statement."""
    values = list(zip(*(line.cells for line in table.lines), strict=True)) or [()] * len(table.header)
    guesses = guess(table.header, values, knowledge())
    return [
        Column(header, letter, guessed, tuple(dict.fromkeys(filter(None, column)))[:MAX_SAMPLES])
        for header, letter, guessed, column in zip(table.header, table.letters, guesses, values, strict=True)
    ]


def questions_of(table: Table, fields: Sequence[Field | None]) -> SheetQuestions:
    """What the rows leave open, once the columns are said: one statement."""
    return find_questions(table.lines, fields, knowledge())


def review_of(
    chamber: Organisation, table: Table, fields: Sequence[Field | None], towns: Mapping[str, str]
) -> Review:
    """What the rows leave to somebody's choice, once the columns and the communes are said."""
    return review_rows(chamber.pk, read_rows(table.lines, fields, knowledge(), towns))


def communes_called(codes: Collection[str]) -> list[tuple[str, str]]:
    """(code, name) of each of these communes, in this order: one statement."""
    names = commune_names(codes)
    return [(code, names[code]) for code in codes if code in names]


@dataclass(frozen=True, slots=True)
class FormerAnswers:
    """What somebody said of the last spreadsheet with the same header: see Sheet."""

    sheet: Sheet
    fields: tuple[Field | None, ...]


def former_answers(chamber: Organisation, table: Table) -> FormerAnswers | None:
    """The answers to the last spreadsheet with the same header; None the first time."""
    sheets = Sheet.objects.filter(chamber=chamber, signature=signature(table.header)).exclude(imported=None)
    last = sheets.order_by("-pk").first()
    if last is None or not any(table.header) or len(last.columns) != len(table.header):
        return None
    return FormerAnswers(last, tuple(Field(name) if name else None for name in last.columns))


def rows_of(sheet: Sheet) -> tuple[Table, list[Row | RefusedRow]]:
    """The spreadsheet opened again, and what each of its rows says, after what was answered about them. Raises
    UnreadableSheet, OSError."""
    table = open_sheet(content_of(sheet))
    fields = [Field(name) if name else None for name in sheet.columns]
    rows = list(read_rows(table.lines, fields, knowledge(), sheet.towns))
    return table, apply_answers(rows, review_rows(sheet.chamber_id, rows), sheet.answers)


def file_gone_sentence() -> str:
    """What people are told when the file itself is no longer there."""
    return _("We no longer have this file. Give it once more.")


def content_of(sheet: Sheet) -> bytes:
    """The bytes of its file; raises FileNotFoundError once it is erased."""
    if sheet.file is None or sheet.file.is_erased:
        raise FileNotFoundError(sheet.name)
    with sheet.file.content.open("rb") as stream:
        content: bytes = stream.read()
    return content
