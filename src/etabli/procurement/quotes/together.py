"""The quotes of a project side by side, what one says of a need, the message to a supplier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any
from urllib.parse import quote as percent

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents.engine import render as render_document
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes import actions, queries, rules
from etabli.procurement.quotes.engine.model import Quote
from etabli.procurement.quotes.forms import ASIDE, OverruleForm
from etabli.procurement.quotes.pages import asked
from etabli.procurement.quotes.sheet import Question
from etabli.procurement.quotes.sidebyside import Cell, Row, SideBySide, Term
from etabli.procurement.quotes.values import is_sure
from etabli.procurement.quotes.visitor import concerned
from etabli.procurement.quotes.wording import ORDER, need_key

# A message to a supplier, ready to send: the questions on their quote, polite, without a verdict.

LONGEST_LINK = 1900  # characters: beyond, some mail programs cut the address


@dataclass(frozen=True)
class Draft:
    """A mail to copy or to open in one's own program. `to` is empty when the quote prints no address for certain."""

    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """With the text, unless it is too long to travel in an address."""
        start = f"mailto:{percent(self.to, safe='@')}?subject={percent(self.subject)}"
        whole = f"{start}&body={percent(self.body.replace(chr(10), chr(13) + chr(10)))}"
        return whole if len(whole) <= LONGEST_LINK else start

    @property
    def is_whole(self) -> bool:
        """Whether the link carries the text."""
        return "&body=" in self.mailto


def draft(quote: Quote, questions: Sequence[Question], sender: str) -> Draft:
    """The questions, numbered, signed by whom the quote was made for."""
    number, day, email = quote.number, quote.issued_on, quote.supplier.email
    values = {"number": number.value if number else "", "day": full_day(day.value) if day else ""}
    if number and day:
        about = _("your quote no. %(number)s of %(day)s") % values
    elif number:
        about = _("your quote no. %(number)s") % values
    else:
        about = _("your quote of %(day)s") % values if day else _("your quote")
    asked = "\n".join(f"{rank}. {question.text}" for rank, question in enumerate(questions, start=1))
    body = _(
        "Hello,\n\nThank you for %(about)s. I have read it with care. Before I answer you, I would like to be sure "
        "that I have understood it:\n\n%(questions)s\n\nCould you answer me in writing, or complete the quote?\n\n"
        "Thank you in advance,\n%(sender)s"
    )
    return Draft(
        to=email.value if email and is_sure(email) else "",
        subject=_("Questions on %(about)s") % {"about": about},
        body=body % {"about": about, "questions": asked, "sender": sender},
    )


# The comparison on paper: what its document prints, all of it text.

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
        request.viewer, brief, page=asked(request, "page"), language=language, at=now
    )
    context = {
        "brief": brief,
        "found": comparison,
        "table": comparison.table,
        "order": ORDER,
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


@allow(Role.ARTISAN, *STAFF)
def overrule(request: Request, pk: int, need_id: str) -> HttpResponse:
    """Say what the quote does for a need, whatever was read; or that it is no longer asked for."""
    reading, need = queries.get_quote(request.viewer, pk), load().get(need_id)
    if need is None or reading.brief is None:
        raise NotVisible
    form = OverruleForm(request.POST or None)
    there = reverse("quotes:detail", args=[pk])
    if form.is_valid():
        _say(request, reading, need_id, **form.cleaned_data, at=timezone.now())
        acted(request, _("What you say counts. It is written beside it, with your reason."))
        return back(request, there)
    label = need.label.in_language(reader_language())
    context = {"reading": reading, "label": label, "form": form, "next": request.GET.get("next", "")}
    return render(request, "quotes/overrule.html", context, status=422 if form.errors else 200)


def _say(request: Request, reading: Any, need_id: str, *, says: str, reason: str, at: datetime) -> None:
    given = {"reading": reading, "reason": reason, "by": request.viewer, "at": at}
    if says == ASIDE:
        actions.dismiss_finding(**given, finding=need_key(need_id))
    else:
        actions.overrule(**given, need_id=need_id, says=says)


@concerned
def message(request: Request, pk: int) -> HttpResponse:
    """The questions on a quote as a message to its supplier."""
    reading = queries.get_quote(request.viewer, pk)
    sheet = queries.sheet_of(request.viewer, reading, language=reader_language(), at=timezone.now())
    if sheet is None or not sheet.questions:
        return redirect("quotes:detail", pk=pk)
    mail = draft(sheet.corrected.quote, sheet.questions, queries.signs(request.viewer, reading))
    return render(request, "quotes/quote_message.html", {"reading": reading, "mail": mail})
