"""Tables for a spreadsheet, CSV or XLSX, in which no cell is ever run as a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d ().]*$)")  # what a spreadsheet would run


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows, the first of them the names of the columns: semicolons, UTF-8 with its mark."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """No cell is taken for a formula by a spreadsheet; a telephone number stays as it is."""
    return f"'{text}" if FORMULA.match(text) else text


def xlsx_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a workbook of one sheet: numbers stay numbers, all else is text, which is never run."""
    import openpyxl  # slow to import, and seldom needed
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Établi")

    def cell(value: object) -> object:
        if isinstance(value, int | float):
            return value
        held = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
        held.data_type = "s"  # a text, even if it begins like a formula
        return held

    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLES: Mapping[str, tuple[Callable[[Iterable[Sequence[object]]], bytes], str]] = {
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv_file, "text/csv; charset=utf-8"),
}  # by the end of the file's name: what writes it, and what a browser is told that it is
