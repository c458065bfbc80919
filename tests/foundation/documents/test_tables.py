"""Tables as people make them: any encoding, any separator, titles above, cells merged, several sheets."""

import csv
import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from etabli.foundation.documents.tables import (
    MAX_COLUMNS,
    Line,
    NoTable,
    Reason,
    Table,
    parse_answer,
    read_table,
    serve,
)

WORDS = st.sampled_from(
    [
        "Éric Lefèvre",
        "Garage de l’été",
        "Chez Zoé, coiffeuse",
        "Ça coûte; cher",
        "12 rue du Bâtiment",
        "Noël",
        "naïve",
        "à côté",
        'Le "Fournil"',
        "Bègles",
        "Hôtel du Lac",
        "façade",
        "BOULANGERIE",
        "Sainte-Foy",
        "a",
        "B2",
        "Île d’Yeu",
    ]
)
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac-roman"]


def written(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    separator=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(ENCODINGS),
    titles=st.integers(0, 3),
)
def test_any_table_is_read_back(rows: list[list[str]], separator: str, encoding: str, titles: int) -> None:
    header = [f"Colonne à l’été {place}" for place in range(len(rows[0]))]
    above = [["Liste de l’année"], [], ["Département"]][:titles]
    table = read_table(written([*above, header, *rows], separator, encoding))
    assert table.header == tuple(header)
    assert [line.cells for line in table.lines] == [tuple(row) for row in rows]
    assert table.lines[0].number == titles + 2


def test_latin_1_is_told_by_what_windows_lacks() -> None:
    assert read_table("Nom;Ville\nRenée;Bègles\n".encode("latin-1")).lines == (Line(2, ("Renée", "Bègles")),)


def workbook(
    *rows: list[object], merged: tuple[str, ...] = (), more: dict[str, list[list[object]]] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Fichier"
    for row in rows:
        page.append(row)
    for span in merged:
        page.merge_cells(span)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_as_people_make_them() -> None:
    content = workbook(
        ["Artisans du Médoc"],
        [],
        ["Entreprise", None, "Contact", None],
        ["SIRET", None, "Tél", "Commune"],
        [84135128100016, None, 556000000.0, "Pauillac"],
        ["852 121 490 00019", None, datetime(2020, 1, 2), None],
        merged=("A1:D1", "D5:D6"),
        more={"Aide": [["lisez-moi"]]},
    )
    assert read_table(content) == Table(
        ("SIRET", "Tél", "Commune"),
        ("A", "C", "D"),
        (
            Line(5, ("84135128100016", "556000000", "Pauillac")),
            Line(6, ("852 121 490 00019", "2020-01-02", "Pauillac")),
        ),
        "Fichier",
        ("Aide",),
    )


def test_a_table_without_names_of_columns_keeps_its_first_row() -> None:
    table = read_table(b"84135128100016;LE FOURNIL\n85212149000019;CHEZ ZOE\n")
    assert table.header == ("", "")
    assert [line.number for line in table.lines] == [1, 2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\n\n  \n", Reason.EMPTY),
        (b"PK\x03\x04 and no archive", Reason.DAMAGED),
        (b"\x7fELF\x02\x01\x01\x00\x00\x05\x00", Reason.NOT_TEXT),
        (b";".join(b"x" for _ in range(MAX_COLUMNS + 1)) + b"\n", Reason.TOO_WIDE),
        (b'a;b\n"' + b"x" * 200_000 + b'";c\n', Reason.DAMAGED),
        (b"a;b\n" * 100_200, Reason.TOO_LONG),
    ],
    ids=["nothing", "blank", "archive", "program", "wide", "endless cell", "long"],
)
def test_what_is_no_table_says_why(content: bytes, reason: Reason) -> None:
    with pytest.raises(NoTable) as refusal:
        read_table(content)
    assert refusal.value.reason is reason


def test_a_child_answers_the_same() -> None:
    def asked(content: bytes) -> Table:
        out = io.BytesIO()
        serve(io.BytesIO(content), out)
        return parse_answer(out.getvalue())

    content = b"Nom;Ville\nX;Blaye\n"
    assert asked(content) == read_table(content)
    with pytest.raises(NoTable):
        asked(b"")
    with pytest.raises(NoTable):
        parse_answer(b"{")
