"""The questionnaires of a chamber: writing one, trying it, publishing it, choosing which one a workshop uses."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.programme.surveys import actions, drafts
from etabli.programme.surveys.draft_forms import QuestionForm, StartForm, TitleForm, UseForm
from etabli.programme.surveys.engine import KINDS, WrongQuestionnaire, editing
from etabli.programme.surveys.forms import QuestionsForm
from etabli.programme.surveys.models import Draft
from etabli.programme.surveys.queries import latest_version
from etabli.programme.surveys.wishes import HALF_DAY
from etabli.programme.surveys.wording import KIND_NAMES, what_is_wrong
from etabli.programme.workshops.models import Theme
from etabli.programme.workshops.queries import themes


@allow(*STAFF)
def questionnaires(request: Request) -> HttpResponse:
    """The chamber's questionnaires and the delivered one; which workshops use which."""
    theme_choices = [(theme.code, theme.title) for theme in themes(request.viewer.chamber_id)]
    form = UseForm(request.POST or None, codes=drafts.codes_offered(request.viewer), themes=theme_choices)
    if request.method == "POST" and form.is_valid():
        theme = Theme.objects.filter(pk=form.cleaned_data["theme"]).first()
        use = {"theme": theme, "code": form.cleaned_data["code"], "at": timezone.now()}
        actions.choose_questionnaire(chamber=own_chamber(request.viewer), by=request.viewer, **use)
        acted(request, _("It is chosen. The answers already given stay as they are."))
        return redirect("surveys:list")
    context = {
        "form": form,
        "drafts": drafts.drafts(request.viewer),
        "delivered": latest_version(),
        "uses": drafts.uses(request.viewer),
    }
    return render(request, "surveys/questionnaire_list.html", context)


@allow(*STAFF)
def start(request: Request) -> HttpResponse:
    """A new questionnaire, from the delivered one, from another, or from nothing."""
    form = StartForm(request.POST or None, origins=drafts.origins(request.viewer))
    if request.method == "POST" and form.is_valid():
        new_draft = actions.start_draft(
            chamber=own_chamber(request.viewer),
            title=form.cleaned_data["title"],
            content=drafts.content_of(request.viewer, form.cleaned_data["origin"]),
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("The questionnaire is begun. Nobody sees it before you publish it."))
        return redirect("surveys:draft", pk=new_draft.pk)
    return render(request, "surveys/draft_start.html", {"form": form})


@allow(*STAFF)
def draft(request: Request, pk: int) -> HttpResponse:
    """A questionnaire question by question; its name."""
    draft = drafts.get_draft(request.viewer, pk)
    form = TitleForm(request.POST or None, initial={"title": draft.title})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        actions.write_draft(
            draft=draft, title=title, content=draft.content, by=request.viewer, at=timezone.now()
        )
        acted(request, _("The name is changed."))
        return redirect("surveys:draft", pk=pk)
    context = {
        "draft": draft,
        "form": form,
        "told": drafts.draft_summary(draft),
        "versions": drafts.versions(request.viewer, draft),
        "kinds": [(kind, KIND_NAMES[kind]) for kind in KINDS],
    }
    return render(request, "surveys/draft_detail.html", context)


@allow(*STAFF)
def question(request: Request, pk: int, name: str = "") -> HttpResponse:
    """One question of a draft: a new one of the kind that was asked for, or one to change."""
    draft = drafts.get_draft(request.viewer, pk)
    row = _stored_question(draft, name, request.GET.get("kind", "choice"))
    form = QuestionForm(request.POST or None, content=draft.content, question=row)
    if request.method == "POST" and form.is_valid():
        _write(request, draft, form.changed)
        acted(request, _("The question is kept."))
        return redirect("surveys:draft", pk=pk)
    context = {
        "draft": draft,
        "form": form,
        "kind": KIND_NAMES[row["kind"]],
        "is_new": not name,
        "asks_half_day": row["id"] == HALF_DAY,
    }
    return render(request, "surveys/question_form.html", context)


@allow(*STAFF)
@require_POST
def change_question(request: Request, pk: int, name: str) -> HttpResponse:
    """Move a question up or down, copy it, take it out."""
    draft = drafts.get_draft(request.viewer, pk)
    change_and_message = _QUESTION_CHANGES.get(request.POST.get("do", ""))
    if change_and_message is None or not any(row["id"] == name for row in draft.content):
        raise Http404
    change, message = change_and_message
    try:
        _write(request, draft, change(draft.content, name))
    except WrongQuestionnaire as wrong:
        raise actions.DraftWrong(what_is_wrong(wrong, draft.content)) from None
    acted(request, message)
    return redirect("surveys:draft", pk=pk)


@allow(*STAFF)
@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    """The next version, that never changes."""
    draft = drafts.get_draft(request.viewer, pk)
    version = actions.publish_questionnaire(
        code=draft.code,
        content=draft.content,
        chamber=draft.chamber,
        title=draft.title,
        by=request.viewer,
        at=timezone.now(),
    )
    acted(request, _("Version %(number)d is published.") % {"number": version.version})
    return redirect("surveys:draft", pk=pk)


@allow(*STAFF)
@require_POST
def put_away(request: Request, pk: int) -> HttpResponse:
    """Out of the list."""
    draft = drafts.get_draft(request.viewer, pk)
    actions.put_away(draft=draft, by=request.viewer, at=timezone.now())
    acted(request, _("The questionnaire is put away. The answers that it brought stay readable."))
    return redirect("surveys:list")


@allow(*STAFF)
def preview(request: Request, pk: int) -> HttpResponse:
    """The draft as those who answer will see it; tried as often as one likes, nothing is kept."""
    draft = drafts.get_draft(request.viewer, pk)
    return _try_page(request, draft.title, draft.questions, draft=draft)


@allow(*STAFF)
def version(request: Request, pk: int) -> HttpResponse:
    """A published version as it was answered."""
    version = drafts.get_version(request.viewer, pk)
    return _try_page(request, version.title, version.questions, version=version)


def _try_page(request: Request, title: str, questions: Any, **more: Any) -> HttpResponse:
    theme_choices = [(theme.code, theme.title) for theme in themes(request.viewer.chamber_id)]
    form = QuestionsForm(request.POST or None, questions=questions, themes=theme_choices)
    is_tried = request.method == "POST" and form.is_valid()
    context = {"draft": None, "version": None, "title": title, "form": form, "tried": is_tried, **more}
    return render(request, "surveys/questionnaire_preview.html", context)


def _stored_question(draft: Draft, name: str, kind: str) -> dict[str, Any]:
    """The question as it is stored; Http404 when there is none, nor such a kind."""
    if not name and kind in KINDS:
        return {"id": _new_id(), "kind": kind}
    if not name and kind == HALF_DAY and not any(row["id"] == HALF_DAY for row in draft.content):
        return drafts.half_day_question()
    match = next((row for row in draft.content if name and row["id"] == name), None)
    if match is None:
        raise Http404
    return dict(match)


def _new_id() -> str:
    """Never given twice, even once the question is taken out: versions are compared by it."""
    return f"q{get_random_string(6).lower()}"


def _write(request: Request, draft: Draft, content: editing.Content) -> None:
    actions.write_draft(draft=draft, title=draft.title, content=content, by=request.viewer, at=timezone.now())


_QUESTION_CHANGES: dict[str, tuple[Callable[[editing.Content, str], editing.Content], Promise]] = {
    "up": (partial(editing.with_moved, by=-1), gettext_lazy("The question is moved up.")),
    "down": (partial(editing.with_moved, by=1), gettext_lazy("The question is moved down.")),
    "copy": (
        lambda content, name: editing.with_copy(content, name, _new_id()),
        gettext_lazy("The question is copied, just under."),
    ),
    "remove": (editing.without, gettext_lazy("The question is taken out.")),
}
