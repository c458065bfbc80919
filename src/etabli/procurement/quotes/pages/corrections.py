"""Correcting a reading: a value, a line, what a new reading says otherwise. Each page is one act."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible
from etabli.procurement.quotes import actions, queries
from etabli.procurement.quotes.corrections import ADDED, FACTS, FIGURES, REMOVED, VALUE, Corrected, named
from etabli.procurement.quotes.engine.model import Line
from etabli.procurement.quotes.engine.packing import named_values
from etabli.procurement.quotes.forms import FactForm, LineForm
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.page_frames import Cut, cut_of
from etabli.procurement.quotes.value_questions import describe_change
from etabli.procurement.quotes.values import Value, fact_names, label_in
from etabli.procurement.quotes.visitor import concerned


@concerned
def correct(request: Request, pk: int, key: str) -> HttpResponse:
    """Correct a fact or a line, or write a line that was not read."""
    reading, corrected, target, _field = _in_quote(request, pk, key)
    form = _form(request, corrected, target)
    if form.is_valid():
        return _keep(request, reading, corrected, target, form.values())
    context = {
        "reading": reading,
        "form": form,
        "target": target,
        "is_line": target not in FACTS,
        "may_remove": target in corrected.targets,
        "cut": _cut(corrected, target),
        "version": reading.file.sha256[:8],
    }
    return render(request, "quotes/value_correct.html", context, status=422 if form.errors else 200)


@concerned
def add_line(request: Request, pk: int) -> HttpResponse:
    """Write a line that was not read: the next one that is theirs."""
    reading = queries.get_quote(request.viewer, pk)
    return redirect("quotes:correct", pk=pk, key=queries.next_line(reading))


@concerned
@require_POST
def confirm(request: Request, pk: int, key: str) -> HttpResponse:
    """Say that a value was read right, or all the figures of a line."""
    reading, corrected, target, field = _in_quote(request, pk, key)
    values = corrected.values(target, [field] if field else FIGURES)
    if not values:
        raise NotVisible
    return _keep(request, reading, corrected, target, values)


@concerned
@require_POST
def remove(request: Request, pk: int, key: str) -> HttpResponse:
    """Take out a line that is none, or put it back (`back` given)."""
    reading, corrected, target, _field = _in_quote(request, pk, key)
    known = target in corrected.targets or target in dict(corrected.removed)
    if not known:
        raise NotVisible
    return _keep(request, reading, corrected, target, {REMOVED: "" if request.POST.get("back") else "1"})


@concerned
@require_POST
def give_up(request: Request, pk: int, correction_pk: int) -> HttpResponse:
    """Give a correction up: what is read counts again."""
    reading = queries.get_quote(request.viewer, pk)
    row = queries.get_correction(request.viewer, reading, correction_pk)
    actions.take_reading(correction=row, by=request.viewer, at=timezone.now())
    acted(request, _("What we read counts again."))
    return redirect("quotes:detail", pk=pk)


@concerned
@require_POST
def hold(request: Request, pk: int, correction_pk: int) -> HttpResponse:
    """Keep a correction although the quote is now read otherwise."""
    reading = queries.get_quote(request.viewer, pk)
    row = queries.get_correction(request.viewer, reading, correction_pk)
    corrected = queries.as_corrected(reading)
    if corrected is None:
        raise NotVisible
    return _keep(request, reading, corrected, row.target, row.values)


def _in_quote(request: Request, pk: int, key: str) -> tuple[QuoteReading, Corrected, str, str]:
    """The quote, its reading as corrected, and what the key names in it. Raises NotVisible."""
    reading, names = queries.get_quote(request.viewer, pk), named(key)
    corrected = queries.as_corrected(reading) if names else None
    if names is None or corrected is None:
        raise NotVisible
    return reading, corrected, *names


def _form(request: Request, corrected: Corrected, target: str) -> FactForm | LineForm:
    data = request.POST if request.method == "POST" else None
    if target in FACTS:
        held = named_values(corrected.quote).get(target)
        label = fact_names().get(target, target)
        return FactForm(data, target=target, label=label, value=held.value if held else None)
    line = corrected.line(target)
    if line is None and not target.startswith(ADDED):
        raise NotVisible
    return LineForm(data, line=line or Line(""))


def _cut(corrected: Corrected, target: str) -> Cut | None:
    """Where what is corrected is printed."""
    held = named_values(corrected.quote).get(target) if target in FACTS else corrected.line(target)
    label = label_in(corrected, target, VALUE if target in FACTS else "")
    return (
        cut_of(corrected.quote.page_sizes, Value(target, "", label, "", place=held.place)) if held else None
    )


def _keep(
    request: Request, reading: QuoteReading, before: Corrected, target: str, values: Mapping[str, str]
) -> HttpResponse:
    """Keep what was said, and tell what it changed."""
    try:
        actions.correct(reading=reading, target=target, values=values, by=request.viewer, at=timezone.now())
    except actions.NothingThere as refusal:
        messages.error(request, str(refusal))
    else:
        after = queries.as_corrected(reading)
        remark = describe_change(before.quote, after.quote) if after else ""
        acted(request, " ".join([_("It is noted."), remark]).strip())
    return redirect(reverse("quotes:detail", kwargs={"pk": reading.pk}))
