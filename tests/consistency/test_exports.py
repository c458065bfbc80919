"""Whatever the product writes for a spreadsheet goes through `documents.spreadsheets`, where no cell is ever run."""

import ast
from collections.abc import Iterator
from pathlib import Path

import etabli

PACKAGE = Path(etabli.__file__).parent
THE_WRITERS = PACKAGE / "foundation/documents/spreadsheets.py"
BY_NAME = {
    "DictWriter",
    "Workbook",
    "OpenDocumentSpreadsheet",
    "to_csv",
    "to_excel",
    "write_csv",
    "write_excel",
}
# Inputs that an invented département makes for itself, as the State or a chamber would: nobody exports them.
APART = {PACKAGE / "demo"}


def other_writers(source: str) -> Iterator[int]:
    """The lines of a module that write such a file by themselves."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            of_csv = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "csv"
            if name in BY_NAME or (name == "writer" and of_csv):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "csv":
            yield from [node.lineno for alias in node.names if "riter" in alias.name]


def test_no_table_is_written_elsewhere() -> None:
    modules = [
        path
        for path in PACKAGE.rglob("*.py")
        if path != THE_WRITERS and not any(path.is_relative_to(folder) for folder in APART)
    ]
    writers = [f"{path}:{line}" for path in modules for line in other_writers(path.read_text())]
    assert not writers, "write it by documents.csv_file or documents.xlsx_file: a cell must not be run"


def test_this_test_sees_a_writer() -> None:
    assert list(other_writers(THE_WRITERS.read_text()))
    assert list(other_writers("from csv import writer\nwriter(x)"))
    assert not list(other_writers("import csv\ncsv.reader(x)"))
