"""The adviser's pages: the themes, writing one's own text, versions and what changed, sheets for a session."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import own_chamber
from etabli.foundation.ui.language import reader_language
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Theme
from etabli.programme.workshops.queries import session_for_staff
from etabli.programme.workshops.themes import queries
from etabli.programme.workshops.themes.engine import content_in, moments_left_out
from etabli.programme.workshops.themes.forms import CopiesForm, ThemeForm
from etabli.programme.workshops.themes.sheets import session_sheets
from etabli.programme.workshops.themes.versions import own_version, version_in_force
from etabli.programme.workshops.themes.wording import FIELDS, MOMENTS

NEW_CONTENT: dict[str, Any] = {
    "level": 1,
    "times_a_year": 2,
    "parts": [
        {"minutes": 30, "kind": "talk"},
        {"minutes": 60, "kind": "show"},
        {"minutes": 30, "kind": "examples"},
        {"minutes": 45, "kind": "do"},
        {"minutes": 30, "kind": "protect"},
        {"minutes": 15, "kind": "start"},
    ],
    "sheets": [],
    "fr": {"programme": [""] * 6},
}
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


@allow(*STAFF)
def theme_list(request: Request) -> HttpResponse:
    """All themes: whose text holds, how often each was given in a year."""
    context = {"shelves": queries.staff_themes(request.viewer, at=timezone.now())}
    return render(request, "workshops/themes/theme_shelves.html", context)


@allow(*STAFF)
def theme_history(request: Request, code: str) -> HttpResponse:
    """One theme: the text that holds, the versions before it."""
    theme = queries.theme_to_write(request.viewer, code)
    current_version = version_in_force(theme, request.viewer.chamber_id)
    context = {
        "theme": theme,
        "held": current_version,
        "content": queries.content_of(current_version, theme),
        "steps": queries.version_history(request.viewer, theme),
        "own": own_version(theme, request.viewer.chamber_id) if theme.chamber_id is None else None,
    }
    return render(request, "workshops/themes/theme_story.html", context)


@allow(*STAFF)
def difference(request: Request, code: str, pk: int) -> HttpResponse:
    """What one version changed."""
    theme = queries.theme_to_write(request.viewer, code)
    step = queries.step_of(request.viewer, theme, pk)
    changes = [(FIELDS[change.name], change.before, change.after) for change in step.changes]
    context = {"theme": theme, "step": step, "changes": changes, "content": step.version.shown_content}
    return render(request, "workshops/themes/theme_difference.html", context)


@allow(*STAFF)
def write(request: Request, code: str) -> HttpResponse:
    """One's own text of a theme, in one language; seen before it is kept."""
    theme = queries.theme_to_write(request.viewer, code)
    current_version = version_in_force(theme, request.viewer.chamber_id)
    form = _form(
        request,
        current_version.content if current_version else NEW_CONTENT,
        is_own=theme.chamber_id is not None,
    )
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        with refusals_in(form):
            actions.write_version(
                theme=theme,
                chamber=own_chamber(request.viewer),
                content=form.content,
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("The new text holds for the sessions to come."))
            return redirect("workshops:theme_story", code=code)
    return render(request, "workshops/themes/theme_form.html", _writing(form, theme))


@allow(*STAFF)
def create(request: Request) -> HttpResponse:
    """A theme of the chamber's own."""
    form = _form(request, NEW_CONTENT, is_own=True, language="fr")
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        new_theme = actions.create_theme(
            chamber=own_chamber(request.viewer), content=form.content, by=request.viewer, at=timezone.now()
        )
        acted(request, _("The theme is in the catalogue: sessions can be given on it."))
        return redirect("workshops:theme_story", code=new_theme.pk)
    return render(request, "workshops/themes/theme_form.html", _writing(form, None))


@allow(*STAFF)
@require_POST
def leave(request: Request, code: str) -> HttpResponse:
    """Back to the text delivered with Établi."""
    theme = queries.theme_to_write(request.viewer, code)
    own_version = get_object_or_404(theme.versions, chamber_id=own_chamber(request.viewer).pk, ended_at=None)
    try:
        actions.leave_version(version=own_version, by=request.viewer, at=timezone.now())
        acted(request, _("Établi’s text holds again for the sessions to come."))
    except ActionError as refusal:
        acted(request, str(refusal))
    return redirect("workshops:theme_story", code=code)


@allow(*STAFF)
@require_POST
def offer(request: Request, code: str) -> HttpResponse:
    """Put one's own theme away, or bring it back."""
    theme = queries.own_theme(request.viewer, code)
    is_offered = theme.withdrawn_at is not None
    actions.offer_theme(theme=theme, offered=is_offered, by=request.viewer, at=timezone.now())
    acted(request, _("The theme is in the catalogue again.") if is_offered else _("The theme is put away."))
    return redirect("workshops:theme_story", code=code)


@allow(*STAFF)
def sheets(request: Request, pk: int) -> HttpResponse:
    """The sheets of a session, one of each per person."""
    session = session_for_staff(request.viewer, pk)
    form = CopiesForm(request.GET if "copies" in request.GET else None)
    if not form.is_valid():
        initial = {"copies": session.occasion.taken or session.occasion.capacity}
        shown_form = form if form.is_bound else CopiesForm(initial=initial)
        return render(
            request, "workshops/themes/session_sheets.html", {"session": session, "form": shown_form}
        )
    return document_response(
        session_sheets(session, form.cleaned_data["copies"]), f"fiches-{session.theme_id}.pdf"
    )


def _form(request: Request, base: dict[str, Any], *, is_own: bool, language: str = "") -> ThemeForm:
    language_code = language or request.GET.get("texte", "")
    language = language_code if language_code in LANGUAGE_NAMES else reader_language()
    return ThemeForm(request.POST or None, base=base, language=language, is_own=is_own)


def _writing(form: ThemeForm, theme: Theme | None) -> dict[str, Any]:
    """The form; and once it is right, how people will read it, and what a workshop does not go without."""
    content = form.content if form.is_bound and form.is_valid() else None
    return {
        "form": form,
        "theme": theme,
        "languages": LANGUAGE_NAMES,
        "preview": content_in(content, form.language) if content else None,
        "left_out": [MOMENTS[kind] for kind in moments_left_out(content)] if content else [],
    }
