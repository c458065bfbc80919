"""Tables for a spreadsheet, CSV or XLSX, in which no cell is ever run as a formula. The only writers of such files.

What a program counted stays a number ("-12.5"). In what somebody typed, a sign that a spreadsheet would run gets an
apostrophe before it: at the beginning, whatever blanks and quotes come first, and after each mark by which some program
would cut the cell (a comma, a semicolon, a tab, a line's end), since nobody knows which one it takes. A telephone or an
amount ("+33 5 56", "-12,5") stays as it is. `unescape_formulas` gives back the text: what we write, we read.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

FORMULA_SIGNS = (
    "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"  # with their wide, small and typeset forms
)
_CELL_START = r"(?:^|[,;|\t\r\n])[\s\u200b\ufeff\"'\u201c\u201d\u00ab\u00bb]*"
_FIRST_SIGN = re.compile(rf"{_CELL_START}(?=[{FORMULA_SIGNS}])")
_ESCAPED = re.compile(rf"({_CELL_START})'(?=[{FORMULA_SIGNS}])")
_NUMBER = re.compile(r"[+\-\u2212][\d\s().,]*(?:$|[;|\t\r\n])")  # or a telephone


def csv_text(rows: Iterable[Sequence[object]], *, separator: str = ";", quotes_all: bool = False) -> str:
    """The rows, the first of them the names of the columns."""
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, quoting=quoting)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The same, as spreadsheets open it: semicolons, UTF-8 with its mark."""
    return csv_text(rows).encode("utf-8-sig")


def _cell(value: object) -> str:
    return str(value) if isinstance(value, int | float | Decimal) else escape_formulas(str(value))


def escape_formulas(text: str) -> str:
    """The text, with an apostrophe before each sign that a spreadsheet would run."""

    def escaped(match: re.Match[str]) -> str:
        is_told = _NUMBER.match(text, match.end()) and not match[0].endswith("'")
        return match[0] if is_told else f"{match[0]}'"

    return _FIRST_SIGN.sub(escaped, text)


def unescape_formulas(text: str) -> str:
    """The text that `escape_formulas` was given."""
    return _ESCAPED.sub(r"\1", text)


def xlsx_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a workbook of one sheet: numbers stay numbers, all else is text, which is never run."""
    import openpyxl  # slow to import, and seldom needed
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Établi")

    def cell(value: object) -> object:
        if isinstance(value, int | float | Decimal):
            return value
        written_cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
        written_cell.data_type = "s"  # a text, even if it begins like a formula
        return written_cell

    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLES: Mapping[str, tuple[Callable[[Iterable[Sequence[object]]], bytes], str]] = {
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv_file, "text/csv; charset=utf-8"),
}  # by the end of the file's name: what writes it, and what a browser is told that it is
