"""The quotes of a project side by side, what one says of a need, the message to a supplier."""

from datetime import datetime
from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents.engine import render as render_document
from etabli.foundation.files.responses import produced
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted, back
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs.queries import get_brief
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes import actions, queries, rules
from etabli.procurement.quotes.forms import ASIDE, OverruleForm
from etabli.procurement.quotes.pages import CONCERNED, asked
from etabli.procurement.quotes.printing import data_of
from etabli.procurement.quotes.wording import ORDER, need_key
from etabli.procurement.quotes.writing import draft

TEMPLATE = files("etabli.procurement.quotes").joinpath("documents/side_by_side.typ")


@allow(*CONCERNED)
def side_by_side(request: Request, brief_pk: int) -> HttpResponse:
    """The quotes of a project in one table; on a phone, the one that the address names."""
    brief = get_brief(request.viewer, brief_pk)
    language, now = reader_language(), timezone.now()
    comparison = queries.side_by_side_of(
        request.viewer, brief, page=asked(request, "page"), language=language, at=now
    )
    columns = [str(column.pk) for column in comparison.table.columns]
    named = request.GET.get("devis", "")
    context = {
        "brief": brief,
        "found": comparison,
        "table": comparison.table,
        "order": ORDER,
        "chosen": columns.index(named) if named in columns else 0,
        "pages": range(1, comparison.pages + 1),
        "apart": queries.not_compared(request.viewer, brief),
        "both_sides": rules.serves_both_sides(request.viewer),
    }
    return render(request, "quotes/side_by_side.html", context)


@allow(*CONCERNED)
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
    return produced(render_document(TEMPLATE, data, title=title, lang=language), "comparaison.pdf")


@allow(*CONCERNED)
def overrule(request: Request, pk: int, need_id: str) -> HttpResponse:
    """Say what the quote does for a need, whatever was read; or that it is no longer asked for."""
    reading, need = queries.get_quote(request.viewer, pk), load().get(need_id)
    if need is None or reading.brief is None:
        raise queries.NotVisible
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


@allow(*CONCERNED)
def message(request: Request, pk: int) -> HttpResponse:
    """The questions on a quote as a message to its supplier."""
    reading = queries.get_quote(request.viewer, pk)
    sheet = queries.sheet_of(request.viewer, reading, language=reader_language(), at=timezone.now())
    if sheet is None or not sheet.questions:
        return redirect("quotes:detail", pk=pk)
    mail = draft(sheet.found.quote, sheet.questions, reading.person.name)
    return render(request, "quotes/quote_message.html", {"reading": reading, "mail": mail})
