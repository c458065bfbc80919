"""The quotes of a project side by side, on screen and on paper."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents.engine import render as render_document
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.quotes import queries, rules
from etabli.procurement.quotes.pages.quotes import requested_number
from etabli.procurement.quotes.sidebyside import Cell, Row, SideBySide, Term
from etabli.procurement.quotes.wording import ORDER_EXPLANATION

# The comparison on paper: what its document prints, all of it text.

WIDE = 4  # quotes that stand side by side on a sheet


def data_of(project: str, tables: Sequence[SideBySide]) -> dict[str, Any]:
    """Parts of at most WIDE quotes, each with its groups of rows; then the questions on each quote."""
    return {
        "project": project,
        "order": str(ORDER_EXPLANATION),
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
        cell.word if isinstance(cell, Cell) else cell.whole or cell.text,
        *(piece.text for piece in cell.pieces),
    ]
    return "\n".join(part for part in (*lines, cell.note if isinstance(cell, Cell) else "") if part)


TEMPLATE = files("etabli.procurement.quotes").joinpath("documents/side_by_side.typ")


@allow(Role.ARTISAN, *STAFF)
def side_by_side(request: Request, brief_pk: int) -> HttpResponse:
    """The quotes of a project in one table."""
    brief = get_brief(request.viewer, brief_pk)
    language, now = reader_language(), timezone.now()
    comparison = queries.side_by_side_of(
        request.viewer, brief, page=requested_number(request, "page"), language=language, at=now
    )
    context = {
        "brief": brief,
        "comparison": comparison,
        "table": comparison.table,
        "order": ORDER_EXPLANATION,
        "pages": range(1, comparison.pages + 1),
        "apart": queries.not_compared(request.viewer, brief),
        "both_sides": rules.serves_both_sides(request.viewer),
    }
    return render(request, "quotes/side_by_side.html", context)


@allow(Role.ARTISAN, *STAFF)
def pdf(request: Request, brief_pk: int) -> HttpResponse:
    """The same table, every quote of it, as a PDF."""
    brief = get_brief(request.viewer, brief_pk)
    language, now = reader_language(), timezone.now()
    tables, page, pages = [], 1, 1
    while page <= pages:
        comparison = queries.side_by_side_of(request.viewer, brief, page=page, language=language, at=now)
        tables.append(comparison.table)
        page, pages = page + 1, comparison.pages
    heading = {"issuer": brief.chamber.name, "fictional": is_fiction(), "person": brief.person.name}
    title = _("Quotes side by side: %(project)s") % {"project": brief}
    data = heading | data_of(str(brief), tables)
    return document_response(render_document(TEMPLATE, data, title=title, lang=language), "comparaison.pdf")
