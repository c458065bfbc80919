"""The steps, for everybody; and their checking, by the staff of the chamber."""

from collections.abc import Sequence
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
from etabli.programme.diagnosis.answer_store import Notebook
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import TRADE, Answers
from etabli.programme.diagnosis.forms import CheckForm
from etabli.programme.diagnosis.pages.first_steps import next_undone, path_steps
from etabli.programme.diagnosis.pages.half_day import ASKING_ROLES
from etabli.programme.diagnosis.queries import checks, get_step
from etabli.programme.diagnosis.wording import result_of, step_in_words

WORKSHOP_THEMES = {
    "start": "visible",
    "seen": "visible",
    "show": "photos",
    "customers": "customers",
    "safe": "safety",
    "rules": "invoicing",
    "sell": "selling",
}  # by the theme of a step, the theme of the workshops on it


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
    """One step in full; ticked when it is done, among one's own."""
    notebook = Notebook(request)
    notebook.stay(at=timezone.now())
    answers = {} if notebook.open_question else notebook.answers
    if request.method == "POST" and answers:
        done, text = ticked(request, id, notebook.done)
        notebook.tick(done, at=timezone.now())
        acted(request, text)
        return redirect("diagnosis:result")
    return step_page(request, id, answers, notebook.done)


def ticked(request: Request, id: str, done: Sequence[str]) -> tuple[list[str], str]:
    """The steps that are done once this button is pressed, and what to say of it."""
    step, other_ids = get_step(id), [each for each in done if each != id]
    title = step_in_words(step, "", None).title
    if "not-yet" in request.POST:
        return other_ids, _("“%(title)s” is to be done again.") % {"title": title}
    return [*other_ids, id], _("Done: “%(title)s”.") % {"title": title}


def step_page(
    request: Request, id: str, answers: Answers, done: Sequence[str], token: str = ""
) -> HttpResponse:
    """Why, what is needed, how, how to know that it worked, how to go back; its place among those proposed for these
    answers, on the page kept under `token` when there is one."""
    current, checked = get_step(id), checks(request.viewer.chamber_id or default_chamber().pk)
    path = path_steps(result_of(answers, checked, done), done, token) if answers else []
    steps_then = result_of(answers, checked, [*done, id]).steps if answers else ()
    current_stop = next((stop for stop in path if stop.step.id == id), None)
    trade = answers.get(TRADE) or Notebook(request).answers.get(TRADE, "")
    context = {
        "step": current_stop.step if current_stop else step_in_words(current, trade, checked.get(id)),
        "stop": current_stop,
        "total": len(path),
        "following": next_undone(path, id) if current_stop else None,
        "is_more_then": len(steps_then) > len(path),
        "has_result": bool(path),
        "token": token,
        "theme": WORKSHOP_THEMES.get(current.theme, ""),
        "may_ask": request.viewer.role in ASKING_ROLES,
    }
    return render(request, "diagnosis/step_detail.html", context)


@allow(*STAFF)
def check_list(request: Request) -> HttpResponse:
    """Which steps the chamber has checked, and which wait for it."""
    checked = checks(own_chamber(request.viewer).pk)
    rows = [step_in_words(step, "", checked.get(step.id)) for step in load().steps]
    unchecked = [step for step in rows if step.check is None]
    themes = [(theme, list(steps)) for theme, steps in groupby(rows, key=lambda step: step.theme)]
    context = {
        "themes": [(theme, steps, sum(step.check is None for step in steps)) for theme, steps in themes],
        "waiting": len(unchecked),
        "total": len(rows),
    }
    return render(request, "diagnosis/check_list.html", context)


@allow(*STAFF)
def check(request: Request, id: str) -> HttpResponse:
    """Read one step over against its source, and say so."""
    current, chamber = get_step(id), own_chamber(request.viewer)
    step_text = step_in_words(current, "", checks(chamber.pk).get(id))
    source = step_text.check.source if step_text.check else step_text.source
    form = CheckForm(request.POST or None, initial={"source": source})
    if form.is_valid():
        data = form.cleaned_data
        actions.check_step(chamber=chamber, step=current, **data, by=request.viewer, at=timezone.now())
        acted(request, _("Checked. Artisans now see the day and the source."))
        return redirect("diagnosis:checks")
    return render(request, "diagnosis/check.html", {"step": step_text, "form": form})
