"""A question with its answers on one screen, and what is done there beside writing."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.forum import actions, queries
from etabli.community.forum.forms import AnswerForm, CloseForm, form_of, previewed_text
from etabli.community.forum.models import Post, Thread
from etabli.community.forum.notices import address_of
from etabli.community.forum.read_marks import note_read
from etabli.community.forum.rules import thread_of
from etabli.community.forum.structured import question_page
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.viewer import Viewer

MEMBERS = (Role.MEMBER, Role.BOARD, Role.MODERATOR)
ASKERS = (*MEMBERS, Role.ARTISAN)


@public
@limited("forum.write", per_minute=20)
def thread(request: Request, pk: int) -> HttpResponse:
    """A question for who reads it; members answer at its end."""
    viewer, now = request.viewer, timezone.now()
    thread = queries.get_thread(viewer, pk)
    if thread.merged_into is not None and request.method != "POST":
        # Not for good, which browsers would remember: a merge may be taken back.
        return redirect(f"{_page_of(viewer, thread)}#question-{pk}")
    quoted = _quoted(request, thread.merged_into or thread)
    form = form_of(AnswerForm, request.POST)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            post = actions.answer(thread=thread, text=text, quoted=quoted, by=viewer, at=now)
            acted(request, _answered(post))
            return redirect("forum:answer", pk=post.pk)
    page = queries.thread_page(viewer, thread, request.GET.get("page", "1"))
    context = {"page": page, "form": form, "quoted": quoted, "structured": question_page(viewer, page)}
    context["preview"] = previewed_text(request.POST)
    response = render(request, "forum/thread.html", context, status=422 if form.errors else 200)
    note_read(page, now)
    return response


@public
def answer(request: Request, pk: int) -> HttpResponse:
    """Where an answer stands: on one of the pages of its question."""
    post = queries.get_shown_post(request.viewer, pk)
    return redirect(f"{_page_of(request.viewer, post)}#reponse-{pk}")


@allow(*MEMBERS)
def question_versions(request: Request, pk: int) -> HttpResponse:
    """What a question said before it was corrected."""
    return _versions_page(request, queries.get_thread(request.viewer, pk))


@allow(*MEMBERS)
def answer_versions(request: Request, pk: int) -> HttpResponse:
    """What an answer said before it was corrected."""
    return _versions_page(request, queries.get_post(request.viewer, pk))


@allow(*ASKERS)
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Say which answer helped."""
    post = queries.get_post(request.viewer, pk)
    actions.accept_answer(post=post, by=request.viewer, at=timezone.now())
    acted(request, _("This answer is accepted: it stands first."))
    return redirect("forum:thread", pk=post.thread_id)


@allow(*ASKERS)
@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    """No longer accept an answer."""
    thread = queries.get_own_thread(request.viewer, pk)
    actions.release_answer(thread=thread, by=request.viewer, at=timezone.now())
    acted(request, _("No answer is accepted any more."))
    return redirect("forum:thread", pk=pk)


@allow(*ASKERS)
@require_POST
def thank(request: Request, pk: int) -> HttpResponse:
    """Say thank you, or take it back."""
    viewer, now = request.viewer, timezone.now()
    post = queries.get_post(viewer, pk)
    if "take_back" in request.POST:
        actions.take_back_thanks(thanks=queries.get_thanks(viewer, post), by=viewer, at=now)
        acted(request, _("Your thank you is taken back."))
    else:
        actions.thank(post=post, by=viewer, at=now)
        acted(request, _("You have said thank you."))
    return redirect("forum:answer", pk=pk)


@allow(Role.BOARD)
@require_POST
def certify(request: Request, pk: int) -> HttpResponse:
    """Say that the association answers for what an answer says, or take that back."""
    viewer, now = request.viewer, timezone.now()
    post = queries.get_post_to_certify(viewer, pk)
    if "take_back" in request.POST:
        actions.end_certificate(post=post, by=viewer, at=now)
        acted(request, _("The association no longer answers for it."))
    else:
        actions.certify(post=post, by=viewer, at=now)
        acted(request, _("The answer is certified by the association."))
    return redirect("forum:answer", pk=pk)


@allow(Role.BOARD, Role.MODERATOR)
def close(request: Request, pk: int) -> HttpResponse:
    """Say why a question takes no more answers."""
    thread = queries.get_thread_to_close(request.viewer, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.close_thread(
                thread=thread, reason=form.cleaned_data["reason"], by=request.viewer, at=timezone.now()
            )
            acted(request, _("The question is closed. Who asked is told why."))
            return redirect("forum:thread", pk=pk)
    context = {"form": form, "thread": thread}
    return render(request, "forum/thread_close.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD, Role.MODERATOR)
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """Let a question take answers again."""
    thread = queries.get_thread_to_close(request.viewer, pk)
    actions.reopen_thread(thread=thread, by=request.viewer, at=timezone.now())
    acted(request, _("The question takes answers again."))
    return redirect("forum:thread", pk=pk)


def _page_of(viewer: Viewer, writing: Post | Thread) -> str:
    """The address of the page where an answer stands, or a question that was merged into another."""
    thread, number = thread_of(writing), queries.page_number_of(viewer, writing)
    return f"{address_of(thread.merged_into or thread)}{f'?page={number}' if number > 1 else ''}"


def _quoted(request: Request, thread: Thread) -> Post | None:
    """The answer that is quoted, by its number in the address; None for one that nobody may quote here."""
    number = request.GET.get("quote", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return queries.quotable_post(thread, int(number))


def _answered(post: Post) -> str:
    if post.is_out:
        return _("Your answer is there. Those who follow the question are told.")
    if post.doubts:
        return _("Your answer waits for a moderator: it reads like an advertisement. We write to you.")
    return _("Your answer waits for a moderator, as the first ones of a new member do. We write to you.")


def _versions_page(request: Request, writing: Thread | Post) -> HttpResponse:
    thread = thread_of(writing)
    lines = history_of(request.viewer, writing, called={Role.ARTISAN: _("the artisan")})
    context = {"thread": thread, "title": queries.title_for(request.viewer, thread), "lines": lines}
    return render(request, "forum/versions.html", context)
