"""The steps, for everybody; and their checking, by the staff of the chamber."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import default_chamber, own_chamber
from etabli.programme.diagnosis import actions
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import TRADE
from etabli.programme.diagnosis.forms import CheckForm
from etabli.programme.diagnosis.notebook import Notebook
from etabli.programme.diagnosis.queries import checks, get_step
from etabli.programme.diagnosis.wording import result_of, step_in_words


@public
def steps(request: Request) -> HttpResponse:
    """All of them, by theme."""
    checked = checks(request.viewer.chamber_id or default_chamber().pk)
    trade = Notebook(request).answers.get(TRADE, "")
    worded = [step_in_words(step, trade, checked.get(step.id)) for step in load().steps]
    themes = [(theme, list(rows)) for theme, rows in groupby(worded, key=lambda step: step.theme)]
    return render(request, "diagnosis/step_list.html", {"themes": themes, "total": len(worded)})


@public
def step(request: Request, id: str) -> HttpResponse:
    """One step in full: why, what is needed, how, how to know that it worked, how to go back."""
    asked, notebook = get_step(id), Notebook(request)
    checked = checks(request.viewer.chamber_id or default_chamber().pk)
    mine = () if notebook.open_question else result_of(notebook.answers, checked).steps
    ids = [proposed.id for proposed in mine]
    place = ids.index(id) if id in ids else None
    context = {
        "step": mine[place]
        if place is not None
        else step_in_words(asked, notebook.answers.get(TRADE, ""), checked.get(id)),
        "number": None if place is None else place + 1,
        "total": len(mine),
        "following": mine[place + 1] if place is not None and place + 1 < len(mine) else None,
        "has_result": bool(mine),
    }
    return render(request, "diagnosis/step_detail.html", context)


@allow(*STAFF)
def check_list(request: Request) -> HttpResponse:
    """Which steps the chamber has checked, and which wait for it."""
    checked = checks(own_chamber(request.viewer).pk)
    rows = [step_in_words(step, "", checked.get(step.id)) for step in load().steps]
    waiting = [step for step in rows if step.check is None]
    context = {"steps": rows, "waiting": len(waiting), "total": len(rows)}
    return render(request, "diagnosis/check_list.html", context)


@allow(*STAFF)
def check(request: Request, id: str) -> HttpResponse:
    """Read one step over against its source, and say so."""
    asked, chamber = get_step(id), own_chamber(request.viewer)
    shown = step_in_words(asked, "", checks(chamber.pk).get(id))
    source = shown.check.source if shown.check else shown.source
    form = CheckForm(request.POST or None, initial={"source": source})
    if form.is_valid():
        given = form.cleaned_data
        actions.check_step(chamber=chamber, step=asked, **given, by=request.viewer, at=timezone.now())
        acted(request, _("Checked. Artisans now see the day and the source."))
        return redirect("diagnosis:checks")
    return render(request, "diagnosis/check.html", {"step": shown, "form": form})
