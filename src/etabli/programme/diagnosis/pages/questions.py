"""One question per screen, back and forth."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.queries import NotVisible, default_chamber
from etabli.procurement.needs.wording import words_of
from etabli.programme.diagnosis.answer_store import Notebook
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import Answers, Question
from etabli.programme.diagnosis.forms import QuestionForm
from etabli.programme.diagnosis.links import answers_of_token
from etabli.programme.diagnosis.pages.first_steps import what_changed

MAX_PER_MINUTE = 600  # a whole workshop answers from one address


@public
def start(request: Request) -> HttpResponse:
    """The first question that has no answer yet; the steps once all have one."""
    notebook = Notebook(request)
    question = notebook.open_question
    if question is None:
        messages.info(request, _("You are back where you were."))
        return redirect("diagnosis:result")
    return _ask(request, notebook, question, is_resumed=bool(notebook.answers))


@public
@limited("diagnosis", per_minute=MAX_PER_MINUTE)
def question(request: Request, id: str) -> HttpResponse:
    """One question, and its answer so far."""
    current = load().question(id)
    if current is None:
        raise NotVisible
    return _ask(request, Notebook(request), current)


@public
def forget(request: Request) -> HttpResponse:
    """Begin anew: the answers leave this browser, and come back if that was a mistake."""
    if request.method == "POST":
        notebook = Notebook(request)
        if "restore" in request.POST and not notebook.aside:
            messages.info(request, _("Nothing is left of the answers of this device."))
        elif "restore" in request.POST:
            notebook.restore()
            messages.success(request, _("Your answers are here again."))
        else:
            notebook.forget(at=timezone.now())
    return redirect("diagnosis:start")


def _ask(
    request: Request, notebook: Notebook, question: Question, *, is_resumed: bool = False
) -> HttpResponse:
    form = QuestionForm(request.POST or None, question=question, answer=notebook.answers.get(question.id, ""))
    notebook.stay(at=timezone.now())
    if form.is_valid():
        return _after_answer(request, notebook, question.id, form.cleaned_data["answer"])
    questions = load().questions
    place = questions.index(question)
    context = {
        **_answers_context(notebook),
        "form": form,
        "question": question,
        "ask": words_of(question.ask),
        "why": words_of(question.why),
        "current": place + 1,
        "total": len(questions),
        "before": questions[place - 1] if place else None,
        "is_last": len(notebook.answers.keys() | {question.id}) == len(questions),
        "is_resumed": is_resumed,
        "chamber": default_chamber(),
    }
    return render(request, "diagnosis/question.html", context)


def _answers_context(notebook: Notebook) -> dict[str, Any]:
    """Where the answers stand, and what was erased and can be put back."""
    return {
        "is_own": notebook.is_own,
        "has_answers": bool(notebook.answers),
        "aside": notebook.aside,
        "kept_aside": answers_of_token(notebook.aside.get("token", "")),
        "days": settings.SESSION_COOKIE_AGE // (24 * 3600),
    }


def _after_answer(request: Request, notebook: Notebook, question: str, answer: str) -> HttpResponse:
    before = {} if notebook.open_question else notebook.answers
    notebook.say(question, answer, at=timezone.now())
    next_question = notebook.open_question
    if next_question:
        return redirect("diagnosis:question", next_question.id)
    if before:
        messages.info(request, _difference(before, notebook.answers))
    return redirect("diagnosis:result")


def _difference(before: Answers, after: Answers) -> str:
    """What a changed answer changes of the steps, in one line."""
    added, is_other = what_changed(before, after)
    if added:
        text = ngettext(
            "Your steps have changed: %(number)d is new.",
            "Your steps have changed: %(number)d are new.",
            added,
        )
        return text % {"number": added}
    return _("Your steps have changed: none is new.") if is_other else _("Nothing changes in your steps.")
