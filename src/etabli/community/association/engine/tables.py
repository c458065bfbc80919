"""The cells of a spreadsheet (XLSX, ODS) or of a CSV file, as text."""

import csv
import datetime
import io
import json
from typing import Any, BinaryIO

CSV = "text/csv"
MOST_ROWS, MOST_COLUMNS, LONGEST = 10_000, 60, 300


class TooLong(Exception):
    """More rows than we take at once."""


def read_table(content: bytes, kind: str) -> list[list[str]]:
    """The rows that hold something, the first of them the names of the columns. Raises TooLong, ValueError."""
    rows = _csv(content) if kind == CSV else _sheet(content)
    kept = [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    kept = [row for row in kept if any(row)]
    if len(kept) > MOST_ROWS:
        raise TooLong
    return kept


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side of `foundation.confined`: a line with the kind, then the file; the table in JSON, or "long"."""
    kind = source.readline().decode().strip()
    try:
        told = json.dumps(read_table(source.read(), kind))
    except TooLong:
        told = '"long"'
    except Exception:  # whatever a strange file makes of its reader, it could not be read
        told = '"damaged"'
    target.write(told.encode())
    target.flush()


def _sheet(content: bytes) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook  # inside the child, where it is needed

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return list(sheet.to_python(skip_empty_area=True))


def _csv(content: bytes) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    mark = max(";\t,", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def _text(cell: Any) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())[:LONGEST]
