"""What moderators put in its place: another trade, a question of its own, one question for two."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.forum import actions, queries
from etabli.community.forum.forms import ArrangeForm, MergeForm, MoveForm, SplitForm
from etabli.community.forum.models import Thread
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible

MOVE = (
    gettext_lazy("Move to another trade"),
    gettext_lazy("It was asked of those who can’t know. Its answers stay with it."),
    gettext_lazy("Move it"),
)
SPLIT = (
    gettext_lazy("Make a question of answers"),
    gettext_lazy("Answers that open another subject go on in a question of their own. This page says where."),
    gettext_lazy("Make the question"),
)
MERGE = (
    gettext_lazy("Merge into another question"),
    gettext_lazy(
        "It was asked twice: its text and its answers go to the other one, and its address leads there."
    ),
    gettext_lazy("Merge it"),
)


@allow(Role.BOARD, Role.MODERATOR)
def move(request: Request, pk: int) -> HttpResponse:
    """Ask a question of another trade."""
    thread = queries.get_thread_to_arrange(request.viewer, pk)
    form = MoveForm(request.POST or None, organisation_id=thread.organisation_id)

    def do() -> Thread:
        return actions.move_thread(thread=thread, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return _page(request, thread, form, do, MOVE, _("The question is moved. Who asked is told why."))


@allow(Role.BOARD, Role.MODERATOR)
def split(request: Request, pk: int) -> HttpResponse:
    """Make a question of its own of answers that open another subject."""
    thread = queries.get_thread_to_arrange(request.viewer, pk)
    form = SplitForm(request.POST or None, posts=queries.splittable_posts(thread))

    def do() -> Thread:
        return actions.split_thread(thread=thread, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return _page(
        request, thread, form, do, SPLIT, _("The answers go on here. Those who wrote them are told why.")
    )


@allow(Role.BOARD, Role.MODERATOR)
def merge(request: Request, pk: int) -> HttpResponse:
    """Read a question that was asked twice in the other one."""
    viewer = request.viewer
    thread = queries.get_thread_to_arrange(viewer, pk)
    near = [hit for hit in queries.near_threads(viewer, thread.title) if hit.object_id != pk]
    form = MergeForm(request.POST or None, near=near)

    def do() -> Thread:
        try:
            into = queries.get_thread(viewer, form.cleaned_data["number"])
        except NotVisible:
            raise actions.NotFit(_("No question has this address.")) from None
        reason = form.cleaned_data["reason"]
        return actions.merge_thread(thread=thread, into=into, reason=reason, by=viewer, at=timezone.now())

    return _page(
        request, thread, form, do, MERGE, _("The two are one question. Those who wrote are told why.")
    )


def _page(
    request: Request,
    thread: Thread,
    form: ArrangeForm,
    do: Callable[[], Thread],
    words: tuple[Promise, Promise, Promise],
    done: str,
) -> HttpResponse:
    """`do` gives the question to which it leads; `words`: the title, what it does, and the button."""
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            result = do()
            acted(request, done)
            return redirect("forum:thread", pk=result.pk)
    title, lead, submit = words
    context = {"form": form, "thread": thread, "title": title, "lead": lead, "submit": submit}
    return render(request, "forum/thread_arrange.html", context, status=422 if form.errors else 200)
