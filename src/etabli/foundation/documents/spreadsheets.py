"""Tables for a spreadsheet: CSV as those of the office read it, in which no cell is ever run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d ().]*$)")  # what a spreadsheet would run


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows, the first of them the names of the columns: semicolons, UTF-8 with its mark."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """No cell is taken for a formula by a spreadsheet; a telephone number stays as it is."""
    return f"'{text}" if FORMULA.match(text) else text
