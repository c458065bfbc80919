"""A table that somebody made in a spreadsheet, read as rows of text: XLSX, ODS, or CSV in any usual way of writing it.

What people do to tables is expected: title lines above the header, a header on two lines, merged and empty columns,
several sheets. No Django, no file: bytes in, a `Table` out.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, BinaryIO

from etabli.foundation.confined import call_confined
from etabli.foundation.documents.spreadsheets import unescape_formulas

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# In which encoding a text was written, when nobody said.

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FRENCH_LETTERS = frozenset("éèêëàâäçîïôöùûüÿœæ’‘“”«»°–—…€²\u00a0ñ")
ACCENTED_CAPITALS = frozenset("ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ")
SAMPLE_BYTES = 200_000  # bytes by which one old encoding is told from another


def decode_text(content: bytes) -> str | None:
    """The text, by its mark, else in UTF-16 or UTF-8 where it is exactly that, else in the old encoding (of Windows, of
    the web, of the Mac) in which it looks most like French. None for what is no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_strictly(content, encoding)
    zeros = content[:1000].count(0)
    if zeros:
        utf_16 = "utf-16-le" if content[:1000][1::2].count(0) > zeros / 2 else "utf-16-be"
        return _decode_strictly(content, utf_16) if zeros > len(content[:1000]) / 4 else None
    return _unless_binary(_decode_strictly(content, "utf-8")) or _unless_binary(_decode_legacy(content))


def _decode_legacy(content: bytes) -> str | None:
    decoded = {
        name: text for name in ("cp1252", "latin-1", "mac-roman") if (text := _decode_strictly(content, name))
    }
    return max(decoded.values(), key=lambda text: _french_score(text[:SAMPLE_BYTES]), default=None)


def _decode_strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unless_binary(text: str | None) -> str | None:
    """None for what holds control characters that no table holds."""
    if text is None or any(ord(c) < 32 and c not in "\t\r\n\v\f\x1c\x1d\x1e\x1f\x1a" for c in set(text)):
        return None
    return text


def _french_score(text: str) -> int:
    """How much the letters outside ASCII look like French: a capital with an accent follows no small letter."""
    score = 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter < "\x80":
            continue
        if letter in FRENCH_LETTERS:
            score += 2
        elif letter in ACCENTED_CAPITALS:
            score += -2 if before.islower() else 2
        else:
            score -= 3
    return score


MAX_ROWS, MAX_COLUMNS, MAX_CELL_LENGTH = 100_000, 120, 2_000
ROWS_EXAMINED = 60  # rows by which the separator and the header are known
MAX_HEADER_ROW = 25  # further down, no header is looked for
SEPARATORS = ";,\t|"
ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
VALUE_PATTERN = re.compile(
    r"\S+@\S+\.\S+|\+?[\d .]{5,}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
)  # stands in a row, not in a header


class Reason(StrEnum):
    """Why no table could be read."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    LOCKED = "locked"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    TOO_WIDE = "too_wide"
    TOO_MUCH = "too_much"


class NoTable(ValueError):
    """The file holds no table that can be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """A row, its cells in the order of the table's columns, and its number as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`header` is "" where a column has no name; `letters` says where each stands ("A", "B"…). `sheet` is the one that
    was read, "" for CSV, `others` those that were not."""

    header: tuple[str, ...]
    letters: tuple[str, ...]
    lines: tuple[Line, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()


def read_table(content: bytes) -> Table:
    """The table of a file, of its fullest sheet when it has several. Raises NoTable."""
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise NoTable(Reason.EMPTY)
    if content.startswith((ARCHIVE, OLD_OFFICE)):
        grid, sheet, others = _workbook(content)
    else:
        grid, sheet, others = _text_grid(content), "", ()
    return _build_table(grid, sheet, others)


# -- Through a child process (`foundation.confined`) ------------------------------------------------------------------


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: a file comes in; its table goes out, or the reason why there is none."""
    try:
        table = read_table(source.read())
    except NoTable as refusal:
        answer: object = {"refused": refusal.reason}
    else:
        answer = {
            "header": table.header,
            "letters": table.letters,
            "lines": [[line.number, *line.cells] for line in table.lines],
            "sheet": table.sheet,
            "others": table.others,
        }
    target.write(json.dumps(answer).encode())
    target.flush()


def parse_answer(output: bytes) -> Table:
    """The parent's side: what `read_table` gives. Raises NoTable: its own reasons, or too much when it fell."""
    try:
        answer = json.loads(output)
        if "refused" in answer:
            raise NoTable(Reason(answer["refused"]))
        lines = tuple(Line(int(number), tuple(map(str, cells))) for number, *cells in answer["lines"])
        return Table(
            tuple(answer["header"]),
            tuple(answer["letters"]),
            lines,
            str(answer["sheet"]),
            tuple(answer["others"]),
        )
    except NoTable:
        raise
    except (ValueError, KeyError, TypeError):
        raise NoTable(Reason.TOO_MUCH) from None


# -- Workbooks -------------------------------------------------------------------------------------------------------


def _workbook(content: bytes) -> tuple[list[list[str]], str, tuple[str, ...]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            grids = {name: _grid(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except PasswordError:
        raise NoTable(Reason.LOCKED) from None
    except (CalamineError, OSError, ValueError) as error:
        raise error if isinstance(error, NoTable) else NoTable(Reason.DAMAGED) from None
    if not grids:
        raise NoTable(Reason.EMPTY)
    fullest = max(grids, key=lambda name: sum(any(row) for row in grids[name]))
    others = tuple(name for name, grid in grids.items() if name != fullest and any(map(any, grid)))
    return grids[fullest], fullest, others


def _grid(sheet: CalamineSheet) -> list[list[str]]:
    """Its cells as text. What is merged downwards stands in each of its rows: one commune for ten businesses."""
    if sheet.total_height > MAX_ROWS + MAX_HEADER_ROW:
        raise NoTable(Reason.TOO_LONG)
    rows = sheet.to_python(skip_empty_area=False)
    grid = [[_cell_text(cell) for cell in row] for row in rows]
    for (top, left_column), (bottom, _right) in sheet.merged_cell_ranges or ():
        for row in grid[top + 1 : bottom + 1]:
            row[left_column] = row[left_column] or grid[top][left_column]
    return grid


def _cell_text(cell: object) -> str:
    """What a person sees in the cell: a whole number without its ".0", a day without its midnight."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return _tidy_cell(str(cell))


def _tidy_cell(text: str) -> str:
    return " ".join(text[:MAX_CELL_LENGTH].replace("\0", "").split())


# -- Text ------------------------------------------------------------------------------------------------------------


def _text_grid(content: bytes) -> list[list[str]]:
    text = decode_text(content)
    if text is None:
        raise NoTable(Reason.NOT_TEXT)
    match = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)  # what Excel writes for itself
    body = text[match.end() :] if match else text
    grid = list(_records(body, match[1] if match else _separator(body)))
    return [[""], *grid] if match else grid  # that line counts in the numbers of the rows


def _records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, record in enumerate(reader):
            if number > MAX_ROWS + MAX_HEADER_ROW:
                raise NoTable(Reason.TOO_LONG)
            yield [_tidy_cell(unescape_formulas(cell)) for cell in record]
    except csv.Error:
        raise NoTable(Reason.DAMAGED) from None


def _separator(text: str) -> str:
    """The one by which most rows have the same number of cells, and many."""
    head = "".join(text.splitlines(keepends=True)[:ROWS_EXAMINED])

    def evenness(separator: str) -> float:
        try:
            widths = Counter(
                len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if row
            )
        except csv.Error:
            return 0
        if not widths:
            return 0
        width, rows = max(widths.items(), key=lambda held: (held[1] * (held[0] > 1), held[0]))
        return rows / widths.total() * min(width, 12) if width > 1 else 0

    return max(SEPARATORS, key=evenness)


# -- Where the table begins ------------------------------------------------------------------------------------------


def _build_table(grid: list[list[str]], sheet: str, others: tuple[str, ...]) -> Table:
    if not any(map(any, grid)):
        raise NoTable(Reason.EMPTY)
    top = _header_row(grid)
    rows = [(number, row) for number, row in enumerate(grid, start=1) if any(row) and number > (top or 0)]
    names = grid[top - 1] if top else []
    width = max(map(len, [names, *(row for _number, row in rows)]))
    if width > MAX_COLUMNS and (width := _last_used(names, rows)) > MAX_COLUMNS:
        raise NoTable(Reason.TOO_WIDE)
    used = [
        column
        for column in range(width)
        if _cell(names, column) or any(_cell(row, column) for _number, row in rows)
    ]
    return Table(
        header=tuple(_cell(names, column) for column in used),
        letters=tuple(_column_letter(column) for column in used),
        lines=tuple(Line(number, tuple(_cell(row, column) for column in used)) for number, row in rows),
        sheet=sheet,
        others=others,
    )


def _header_row(grid: Sequence[Sequence[str]]) -> int | None:
    """The number (from 1) of the line that names the columns; None when the table begins without one.

    It is the first that is nearly as full as most rows, and holds no value. The line below it is taken when it is
    fuller and holds no value either: a line of groups ("Contact") above the names.
    """
    filled = [sum(map(bool, row)) for row in grid[:ROWS_EXAMINED]]
    widths = Counter(count for count in filled if count) or {1: 1}
    usual_width = max(widths, key=lambda count: (widths[count], count))
    min_width = ceil(0.6 * usual_width)
    for place, row in enumerate(grid[:MAX_HEADER_ROW]):
        if filled[place] < min_width:
            continue
        if _holds_values(row):
            return None
        below = grid[place + 1] if place + 1 < len(grid) else ()
        fuller = bool(below) and filled[place] < sum(map(bool, below)) and not _holds_values(below)
        return place + 2 if fuller and _has_gap(row) else place + 1
    return None


def _holds_values(row: Sequence[str]) -> bool:
    return any(VALUE_PATTERN.fullmatch(cell) for cell in row)


def _has_gap(row: Sequence[str]) -> bool:
    """Whether a cell is empty between two that are not."""
    inside = "".join("x" if cell else " " for cell in row).strip()
    return " " in inside


def _last_used(names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    return max(
        (place + 1 for row in [names, *(row for _n, row in rows)] for place, cell in enumerate(row) if cell),
        default=0,
    )


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _column_letter(column: int) -> str:
    """How a spreadsheet calls it: A, B… Z, AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


# A stranger's spreadsheet opened in a child process with limits: whatever the file, the caller goes on.

SECONDS, MEMORY_MB, PATIENCE_SECONDS, MAX_ANSWER_BYTES = 60, 1024, 90, 200_000_000


def read_table_confined(content: bytes) -> Table:
    """What `tables.read_table` gives. Raises NoTable, for too much time or memory too."""
    output, ended_well = call_confined(
        "etabli.foundation.documents.tables:serve",
        content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=MAX_ANSWER_BYTES,
    )
    if not ended_well:
        raise NoTable(Reason.TOO_MUCH)
    return parse_answer(output)
