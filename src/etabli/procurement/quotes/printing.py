"""The comparison on paper: what its document prints, all of it text."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from etabli.procurement.quotes.sidebyside import Cell, Row, SideBySide, Term
from etabli.procurement.quotes.wording import ORDER

WIDE = 4  # quotes that stand side by side on a sheet


def data_of(project: str, tables: Sequence[SideBySide]) -> dict[str, Any]:
    """Parts of at most WIDE quotes, each with its groups of rows; then the questions on each quote."""
    return {
        "project": project,
        "order": str(ORDER),
        "parts": [part for table in tables for part in _parts(table)],
        "ask": str(_("Questions to put before you sign")),
        "questions": [
            {"name": column.name, "texts": [question.text for question in column.questions]}
            for table in tables
            for column in table.columns
            if column.questions
        ],
    }


def _parts(table: SideBySide) -> Iterator[dict[str, Any]]:
    for start in range(0, len(table.columns), WIDE):
        stop = start + WIDE
        names = [
            "\n".join(part for part in (column.name, column.detail) if part)
            for column in table.columns[start:stop]
        ]
        groups = [
            {"title": str(title), "rows": [[_label(row), *map(_text, row.cells[start:stop])] for row in rows]}
            for title, rows in table.groups
            if rows
        ]
        yield {"columns": names, "groups": groups}


def _label(row: Row[Any]) -> str:
    return f"{row.label}\n({row.help})" if row.help else row.label


def _text(cell: Cell | Term) -> str:
    lines = [
        cell.word if isinstance(cell, Cell) else cell.text,
        *(piece.text for piece in cell.pieces if not piece.is_way),
    ]
    return "\n".join(part for part in (*lines, cell.note if isinstance(cell, Cell) else "") if part)
