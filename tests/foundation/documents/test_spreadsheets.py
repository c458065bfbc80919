"""What we write for a spreadsheet runs nothing in it, and what we write, we read."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, strategies as st

from etabli.foundation.documents.spreadsheets import (
    csv_file,
    csv_text,
    escape_formulas,
    unescape_formulas,
    xlsx_file,
)
from etabli.foundation.documents.tables import read_table

RUN = [
    "=1+1",
    "+cmd|'/c calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    '"=1+1',
    "'=1+1",
    " \"' =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0bcmd",
    "\uff0dcmd",
    "\uff20SUM(A1)",
    "Nom;=1+1",
    "Nom,=1+1",
    "Nom\t=1+1",
    'Nom", "=1+1',
    "Nom\n=1+1",
    "Nom,-2+3+cmd",
]
TOLD = [
    "+33 5 56 00 00 00",
    "-12.5",
    "-12,5",
    "+33(0)5",
    "a-b",
    "a@b.fr",
    "1+1=2",
    "Bègles - Talence",
    "",
    "-",
]


@pytest.mark.parametrize("text", RUN)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("opened_with", [";", ",", "\t"])
def test_no_cell_is_run_whatever_the_separator(text: str, separator: str, opened_with: str) -> None:
    written = csv_text([["name", "text"], ["Anne", text]], separator=separator)
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=opened_with):
        for cell in row:
            bare = cell.lstrip(' "\t\r\n\u00a0')
            assert not bare.startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20")), cell


@pytest.mark.parametrize("text", TOLD[:-1])
def test_what_is_told_stays_as_it_is(text: str) -> None:
    assert escape_formulas(text) == text


def test_a_true_number_stays_a_number() -> None:
    numbers = [-12, -12.5, Decimal("-12.50"), 3]
    assert csv_text([numbers]) == "-12;-12.5;-12.50;3\r\n"
    (row,) = openpyxl.load_workbook(io.BytesIO(xlsx_file([numbers]))).active.iter_rows(values_only=True)
    assert list(row) == [-12, -12.5, -12.5, 3]


@pytest.mark.parametrize("text", RUN)
def test_a_workbook_holds_texts_and_no_formula(text: str) -> None:
    (cell,) = next(openpyxl.load_workbook(io.BytesIO(xlsx_file([[text]]))).active.iter_rows())
    assert cell.data_type == "s"


@given(st.text(alphabet=st.sampled_from("=+-@\uff1d\u2212'\" ,;|\t\n\ra1.()"), max_size=14))
def test_what_was_typed_comes_back(text: str) -> None:
    assert unescape_formulas(escape_formulas(text)) == text


def test_our_own_file_read_again_gives_what_was_typed() -> None:
    rows = [[f"Mairie {number}", " ".join(text.split())] for number, text in enumerate([*RUN, *TOLD[:-2]], 1)]
    table = read_table(csv_file([["Nom", "Adresse"], *rows]))
    assert [list(line.cells) for line in table.lines] == rows
