"""The first steps, in order; kept, printed, and where a person helps better."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import default_chamber, get_person
from etabli.programme.diagnosis import actions
from etabli.programme.diagnosis.answer_store import Notebook
from etabli.programme.diagnosis.engine import Answers
from etabli.programme.diagnosis.forms import AnonymousAnswersForm, NearForm
from etabli.programme.diagnosis.links import RESULT_LINK
from etabli.programme.diagnosis.pages.first_steps import address_of_step, path_steps
from etabli.programme.diagnosis.pages.half_day import ASKING_ROLES, request_under_way
from etabli.programme.diagnosis.printing import sheet_answer
from etabli.programme.diagnosis.queries import answers_of_person, checks
from etabli.programme.diagnosis.wording import given_answers, result_of
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.territory.places.queries import unambiguous_text

MAX_SESSIONS = 2  # sessions shown


@public
def result(request: Request) -> HttpResponse:
    """What to begin with, and why; the workshops near a commune."""
    notebook = Notebook(request)
    if notebook.open_question:
        return redirect("diagnosis:start")
    notebook.stay(at=timezone.now())
    near_form = NearForm(request.GET if "commune" in request.GET else None)
    commune = near_form.cleaned_data["commune"] if near_form.is_valid() else None
    sessions = upcoming_sessions(request.viewer, near=commune.code, at=timezone.now()) if commune else []
    nameless = notebook.nameless
    context = {
        **steps_context(request, notebook.answers, notebook.done),
        "token": RESULT_LINK.token_of(nameless) if nameless else "",
        "kept": notebook.kept,
        "is_own": notebook.is_own,
        "near": near_form,
        "commune": commune,
        "commune_typed": quote(unambiguous_text(commune.code)) if commune else "",
        "sessions": sessions[:MAX_SESSIONS],
        "may_ask": request.viewer.role in ASKING_ROLES,
        "asked": request_under_way(request),
        "aside": notebook.aside,
    }
    return render(request, "diagnosis/result.html", context)


@public
def sheet(request: Request) -> HttpResponse:
    """The same on one printed page."""
    notebook = Notebook(request)
    if notebook.open_question:
        return redirect("diagnosis:start")
    return sheet_answer(notebook.answers, kept_answers=notebook.nameless, at=timezone.now())


@public
@require_POST
@limited("diagnosis.keep", per_minute=60)
def keep(request: Request) -> HttpResponse:
    """A link and a square that lead back to it, or a place in the artisan's space."""
    notebook = Notebook(request)
    notebook.keep(at=timezone.now())
    if notebook.is_own:
        acted(request, _("Kept in your space."))
        return redirect("diagnosis:result")
    acted(
        request, _("Kept. Four words lead back to this page: write them down, print it or scan the square.")
    )
    kept_answers = notebook.nameless
    assert kept_answers is not None  # they have just been
    return redirect("diagnosis:kept", RESULT_LINK.token_of(kept_answers))


@allow(*STAFF)
def of_person(request: Request, pk: int) -> HttpResponse:
    """What one person answered, and what was proposed to them; or the address of the page that they kept and gave."""
    person = get_person(request.viewer, pk)
    kept_answers = answers_of_person(request.viewer, person)
    form = AnonymousAnswersForm(request.POST or None)
    if form.is_valid():
        given_answers = form.cleaned_data["address"]
        by, at = request.viewer, timezone.now()
        actions.keep_answers(
            chamber=person.chamber,
            person=person,
            answers=given_answers.answers,
            done=given_answers.done,
            by=by,
            at=at,
        )
        acted(request, _("Their answers stand on their record now."))
        return redirect("diagnosis:of_person", pk)
    context = {"person": person, "kept": kept_answers, "form": form, "result": None}
    return render(
        request,
        "diagnosis/of_person.html",
        context | (steps_context(request, kept_answers.answers, kept_answers.done) if kept_answers else {}),
    )


def steps_context(
    request: Request, answers: Answers, done: Sequence[str] = (), token: str = ""
) -> dict[str, Any]:
    """What every page that shows first steps has in common; `token`: each is read from the page kept under it."""
    chamber = default_chamber()
    site = answers.get("site")
    result = result_of(answers, checks(request.viewer.chamber_id or chamber.pk), done)
    path = path_steps(result, done, token)
    return {
        "result": result,
        "way": path,
        "done": [stop for stop in path if stop.is_done],
        "left_out": [(row, address_of_step(row.id, token)) for row in result.left_out],
        "remaining": sum(not stop.is_done for stop in path),
        "given": given_answers(answers),
        "chamber": chamber,
        "this_week": site == "not-now",
        "wants_site": site == "wanted",
    }
