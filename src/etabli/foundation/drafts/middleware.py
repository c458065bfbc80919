"""On each page in which somebody known writes: what they had typed is in its place, and what they type is kept."""

from collections.abc import Callable, Sequence
from typing import Any, TypeGuard

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from etabli.foundation.drafts import keeping
from etabli.foundation.drafts.engine import KeptForm, fill_forms, has_writing
from etabli.foundation.drafts.keeping import TypedForm, Writer, form_address_of
from etabli.foundation.drafts.models import Draft
from etabli.foundation.journal import take_undoable_entry_id
from etabli.foundation.people.access import referring_page

CSRF_FIELD = "csrfmiddlewaretoken"
UNHANDLED_STATUSES = frozenset(
    {400, 404, 405, 503}
)  # no form of ours is answered so; 503: its page holds what was typed


class DraftsMiddleware:
    """Innermost. A form that was sent is closed; one that was refused, or that met the end of its session, is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        writer = keeping.writer_of(request)  # before the page: an act may change who this is
        response = self.get_response(request)
        if not _keeps_drafts(request):
            return response
        if request.method == "POST":
            _close_or_keep(request, response, writer)
        if writer is not None and keeping.writer_of(request) == writer and _is_page(response, request):
            response.content = _with_drafts_and_script(request, response, writer)
        return response


def _keeps_drafts(request: HttpRequest) -> bool:
    """Whether what is typed in this page is kept: in our own pages, unless their function is marked `unkept`."""
    view: Any = request.resolver_match.func if request.resolver_match else None
    return getattr(view, "access", None) is not None and not getattr(view, "unkept", False)


def _close_or_keep(request: HttpRequest, response: HttpResponseBase, writer: Writer | None) -> None:
    """Close what was sent, keep what was not done: refused, or held back until somebody signs in."""
    passed_csrf = getattr(request, "csrf_processing_done", False)  # else nobody knows who sent it
    held_back = getattr(request, "held_back", False)
    writer = (keeping.writer_of_ended_session(request) if held_back else None) or writer
    if writer is None or not passed_csrf or response.status_code in UNHANDLED_STATUSES:
        return
    form, now = form_address_of(request.get_full_path(), ""), timezone.now()
    if not held_back and (300 <= response.status_code < 400 or take_undoable_entry_id() is not None):
        keeping.close(writer, form, now)
        return
    typed = {name: request.POST.getlist(name) for name in request.POST if name != CSRF_FIELD}
    if any(value.strip() for values in typed.values() for value in values):
        keeping.keep(writer, form, TypedForm(typed, is_whole=True), at=now)


def _is_page(response: HttpResponseBase, request: HttpRequest) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and response.get("Content-Type", "").startswith("text/html")
        and not request.htmx  # type: ignore[attr-defined]  # a piece of a page that is there already
        and has_writing(response.text)
    )


def _with_drafts_and_script(request: HttpRequest, response: HttpResponse, writer: Writer) -> str:
    """The page with what was typed, unless it is the answer to what has just been sent, and with the script that keeps
    what is typed."""
    page = response.text
    if request.method == "GET" and response.status_code == 200 and (drafts := keeping.drafts_of(writer)):
        page = fill_forms(
            page,
            lambda action: _kept_form(request, drafts.get(form_address_of(request.get_full_path(), action))),
        )
    script = format_html(
        '<script src="{}" data-keep="{}" data-writer="{}" data-at="{}" data-page="{}" data-signed-out-text="{}"'
        ' data-sign-in-label="{}" data-sign-in-url="{}" defer></script>\n</head>',
        static("ui/drafts.js"),
        reverse("drafts:keep"),
        writer.digest,
        timezone.now().isoformat(),
        referring_page(request) if request.method == "POST" else "",
        _("You are signed out here: what you type now is kept on this page alone."),
        _("Sign in in another tab, then go on here"),
        resolve_url(settings.LOGIN_URL),
    )
    return page.replace("</head>", script, 1)


def _kept_form(request: HttpRequest, draft: Draft | None) -> KeptForm | None:
    if draft is None:
        return None
    day, address = timezone.localdate(draft.kept_at), request.get_full_path()
    context = {"draft": draft, "day": day, "csrf_token": get_token(request), "here": address}

    def banner(has_changed: bool, has_files: bool, chosen: Sequence[str]) -> str:
        data = {**context, "has_changed": has_changed, "has_files": has_files, "chosen": ", ".join(chosen)}
        return render_to_string("drafts/banner.html", data)

    return KeptForm(draft.typed, draft.initial_values, draft.is_whole, draft.closed_at is not None, banner)
