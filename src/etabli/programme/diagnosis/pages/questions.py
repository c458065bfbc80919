"""One question per screen, back and forth."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.queries import NotVisible
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import Question
from etabli.programme.diagnosis.forms import QuestionForm
from etabli.programme.diagnosis.notebook import Notebook
from etabli.programme.diagnosis.wording import words_of

MOST_A_MINUTE = 600  # a whole workshop answers from one address


@public
def start(request: Request) -> HttpResponse:
    """The first question that has no answer yet; the steps once all have one."""
    notebook = Notebook(request)
    question = notebook.open_question
    return _ask(request, notebook, question) if question else redirect("diagnosis:result")


@public
@limited("diagnosis", per_minute=MOST_A_MINUTE)
def question(request: Request, id: str) -> HttpResponse:
    """One question, and its answer so far."""
    asked = load().question(id)
    if asked is None:
        raise NotVisible
    return _ask(request, Notebook(request), asked)


@public
def forget(request: Request) -> HttpResponse:
    """Begin anew: nothing of the answers stays in this browser."""
    if request.method == "POST":
        Notebook(request).forget()
    return redirect("diagnosis:start")


def _ask(request: Request, notebook: Notebook, question: Question) -> HttpResponse:
    form = QuestionForm(request.POST or None, question=question, answer=notebook.answers.get(question.id, ""))
    if form.is_valid():
        notebook.say(question.id, form.cleaned_data["answer"], at=timezone.now())
        following = notebook.open_question
        return redirect("diagnosis:question", following.id) if following else redirect("diagnosis:result")
    questions = load().questions
    place = questions.index(question)
    context = {
        "form": form,
        "question": question,
        "ask": words_of(question.ask),
        "why": words_of(question.why),
        "current": place + 1,
        "total": len(questions),
        "before": questions[place - 1] if place else None,
        "is_own": notebook.is_own,
    }
    return render(request, "diagnosis/question.html", context)
