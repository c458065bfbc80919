"""Asking, correcting, taking back, and seeing what it will look like before it is sent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.association.queries import get_own_member
from etabli.community.forum import actions, queries
from etabli.community.forum.forms import (
    AnswerForm,
    ArtisanQuestionForm,
    QuestionForm,
    form_of,
    initial_of,
    previewed_text,
)
from etabli.community.forum.models import MAX_TEXT_LENGTH, MAX_TITLE_LENGTH, Thread
from etabli.community.forum.pages.threads import ASKERS, MEMBERS
from etabli.foundation.people.access import Request, allow, without_drafts
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.pages import acted, refusals_in


@allow(*MEMBERS)
@limited("forum.write", per_minute=20)
def ask(request: Request) -> HttpResponse:
    """Ask; the questions that are near are shown as the title is typed, or by the button of the preview."""
    viewer, organisation = request.viewer, get_own_member(request.viewer).organisation
    form = form_of(QuestionForm, request.POST, organisation_id=organisation.pk)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            thread = actions.ask(
                organisation=organisation, **typed_question(form), by=viewer, at=timezone.now()
            )
            acted(request, asked_sentence(thread))
            return redirect("forum:thread", pk=thread.pk)
    return question_page(request, form, None)


@allow(*ASKERS)
@limited("forum.write", per_minute=20)
def correct_question(request: Request, pk: int) -> HttpResponse:
    """Correct one's question; what it said stays in its versions."""
    thread = queries.get_own_thread(request.viewer, pk)
    kind = ArtisanQuestionForm if thread.is_artisans else QuestionForm
    given: dict[str, Any] = {"initial": initial_of(thread), "organisation_id": thread.organisation_id}
    form = form_of(kind, request.POST, **given)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct_question(
                thread=thread, **typed_question(form), by=request.viewer, at=timezone.now()
            )
            acted(request, _("Your question is corrected."))
            return redirect("forum:thread", pk=pk)
    return question_page(request, form, thread)


@allow(*MEMBERS)
@limited("forum.write", per_minute=20)
def correct_answer(request: Request, pk: int) -> HttpResponse:
    """Correct one's answer; what it said stays in its versions."""
    post = queries.get_own_post(request.viewer, pk)
    form = form_of(AnswerForm, request.POST, initial=initial_of(post))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            actions.correct_answer(post=post, text=text, by=request.viewer, at=timezone.now())
            acted(request, _("Your answer is corrected."))
            return redirect("forum:answer", pk=pk)
    context = {"form": form, "post": post, "preview": previewed_text(request.POST)}
    return render(request, "forum/answer_form.html", context, status=422 if form.errors else 200)


@allow(*ASKERS, *STAFF)
@require_POST
def withdraw_question(request: Request, pk: int) -> HttpResponse:
    """Take a question back, while nobody has answered: one's own, or that of the artisan beside whom one is."""
    thread = queries.get_thread_to_withdraw(request.viewer, pk)
    actions.withdraw_question(thread=thread, by=request.viewer, at=timezone.now())
    acted(request, _("The question is taken back: nobody else sees it."))
    return redirect("forum:thread", pk=pk) if thread.is_artisans else redirect("forum:list")


@allow(*MEMBERS)
@require_POST
def withdraw_answer(request: Request, pk: int) -> HttpResponse:
    """Take one's answer back."""
    post = queries.get_own_post(request.viewer, pk)
    actions.withdraw_answer(post=post, by=request.viewer, at=timezone.now())
    acted(request, _("Your answer is taken back."))
    return redirect("forum:thread", pk=post.thread_id)


@allow(*ASKERS, *STAFF)
@without_drafts
@require_POST
def preview(request: Request) -> HttpResponse:
    """The piece of the page that changes as one writes: what it will look like, and the questions that are near."""
    context = {
        "preview": request.POST.get("text", "")[:MAX_TEXT_LENGTH],
        "near": queries.near_threads(request.viewer, request.POST.get("title", "")[:MAX_TITLE_LENGTH]),
        "is_question": "title" in request.POST,
    }
    return render(request, "forum/writing.html#answer", context)


def question_page(
    request: Request, form: QuestionForm, thread: Thread | None, person: Person | None = None
) -> HttpResponse:
    """With the questions that are near, of one that is not asked yet; `person`: the artisan whose it will be."""
    title = request.POST.get("title", "")[:MAX_TITLE_LENGTH] if thread is None else ""
    context = {
        "form": form,
        "thread": thread,
        "person": person,
        "preview": previewed_text(request.POST),
        "near": queries.near_threads(request.viewer, title),
    }
    return render(request, "forum/question_form.html", context, status=422 if form.errors else 200)


def typed_question(form: QuestionForm) -> dict[str, Any]:
    """What the act takes of a form."""
    names = ("title", "text", "trade", "is_public", "is_named")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def asked_sentence(thread: Thread) -> str:
    """What becomes of a question that was just asked."""
    if thread.is_out:
        return _("Your question is asked. We write to you when somebody answers.")
    if thread.doubts:
        return _("Your question waits for a moderator: it reads like an advertisement. We write to you.")
    if thread.is_artisans:
        return _(
            "The question waits for a moderator, as the first one of an artisan does. Then members read it."
        )
    return _("Your question waits for a moderator, as the first ones of a new member do. We write to you.")
