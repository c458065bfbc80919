"""Who may open a page at all. Finer rights are the queries' and the actions' affair."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from etabli.foundation.journal import ActionError, NotAllowed, take_undoable_entry_id
from etabli.foundation.people.kiosk import Kiosk
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.second_factor import is_missing
from etabli.foundation.people.security.events import record_refusal
from etabli.foundation.people.session_expiry import end_if_due, writer_of_ended_session
from etabli.foundation.people.sessions import record_use
from etabli.foundation.people.viewer import Viewer, viewer_of

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """A request as our pages get it: with its viewer."""

    viewer: Viewer
    htmx: Any
    just_ended: bool  # the session of whoever sends this has just ended: they are nobody now
    held_back: bool  # the page did not run: who sent it must come in, or prove who they are, first


def public(view: View) -> View:
    """Mark a page open to all. The list of these is held by a test."""
    view.access = frozenset(Role)  # type: ignore[attr-defined]  # a mark on a function
    return view


def allow(*roles: Role, by: Callable[[HttpRequest], Viewer | None] | None = None) -> Callable[[View], View]:
    """Mark a page open to these roles only; and, with `by`, to whoever that function says they are by a link of theirs:
    on this page they then act as such, save the staff where the page is open to them as they are."""

    def mark(view: View) -> View:
        view.access = frozenset(roles)  # type: ignore[attr-defined]  # a mark on a function
        view.by = by  # type: ignore[attr-defined]  # a mark on a function
        return view

    return mark


def known(view: View) -> View:
    """Mark a page open to whoever is known: signed in, in whatever role or in none any more, or by their own link."""
    view.access = frozenset(Role) - {Role.NOBODY, Role.BEARER}  # type: ignore[attr-defined]  # a mark on a function
    view.without_role = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def in_kiosk(*kinds: str, even_over: bool = False) -> Callable[[View], View]:
    """Mark a page open in the kiosks of these kinds, of every kind when none is named; written above the other marks.

    Nothing else answers there. A page that bears this mark alone is open in a kiosk only. Its query looks at the
    object: `viewer.kiosk.is_for(kind, subject_id)`. `even_over`: once the time of the kiosk is over, too.
    """

    def mark(view: View) -> View:
        view.access = getattr(view, "access", frozenset())  # type: ignore[attr-defined]  # a mark on a function
        view.kiosk = frozenset(kinds)  # type: ignore[attr-defined]  # a mark on a function
        view.even_over = even_over  # type: ignore[attr-defined]  # a mark on a function
        return view

    return mark


def answers_in(kiosk: Kiosk, path: str, *, is_over: bool) -> bool:
    """Whether the page at this address is marked as open in this kind of kiosk, at this time of it."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    kinds = getattr(view, "kiosk", None)
    is_marked = kinds is not None and (not kinds or kiosk.kind in kinds)
    return is_marked and (not is_over or getattr(view, "even_over", False))


def kiosk_refusal(request: HttpRequest, *, is_over: bool = False) -> HttpResponse:
    """What this device is for, and the way back to it; once its time is over, that it is signed out."""
    if is_over:
        return render(request, "people/kiosk_over.html", status=410)
    return render(request, "people/kiosk_refused.html", status=403)


def without_drafts(view: View) -> View:
    """Mark a page of which nothing typed is kept before it is sent: a code, a ballot, an answer that bears no name."""
    view.unkept = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def even_after_session_end(view: View) -> View:
    """Mark a page that does what it is asked even when the session of whoever asks has just ended."""
    view.after_the_end = True  # type: ignore[attr-defined]  # a mark on a function
    return view


class ViewerMiddleware:
    """Put `viewer` on each request, and refuse pages that say nothing of who may open them; in a kiosk, all pages but
    those that are marked for it: they are not even run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        take_undoable_entry_id()  # what the request before it did on this thread is not of this one
        viewer = request.viewer = end_if_due(request, viewer_of(request))  # type: ignore[attr-defined]  # see Request
        if viewer.kiosk is not None:
            return self._in_kiosk(request, viewer.kiosk)
        if viewer.is_known:
            record_use(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN:
            record_refusal(request)
        return response

    def _in_kiosk(self, request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
        """What the pages of this kiosk answer, a calm refusal for all else."""
        is_over = kiosk.ends_at <= timezone.now()
        if not answers_in(kiosk, request.path_info, is_over=is_over):
            answer = kiosk_refusal(request, is_over=is_over)
        else:
            answer = self.get_response(request)
            if answer.status_code in {403, 404, 405}:
                answer = kiosk_refusal(request)
        return answer

    def process_view(
        self, request: Request, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.viewer.kiosk is not None:
            return None  # `__call__` let it through
        access = getattr(view, "access", None)
        if access is None:
            if view.__module__.startswith(tuple(settings.OUTSIDE_VIEWS)):
                return None
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} says nothing of who may open it")
        is_sent = request.method not in {"GET", "HEAD"}
        if is_sent and request.just_ended and not getattr(view, "after_the_end", False):
            return _session_ended(request, view)
        as_themselves = request.viewer.role in access & STAFF
        by = None if as_themselves else getattr(view, "by", None)
        if by is not None and (opened := by(request)) is not None:
            request.viewer = opened
            return None
        if request.viewer.role in access:
            missing = is_missing(request, view.__module__)
            return mark_not_done(request, redirect("people:authenticators")) if missing else None
        if getattr(view, "without_role", False) and request.viewer.user_id is not None:
            return None
        if not request.viewer.is_known:
            if is_sent and writer_of_ended_session(request) is not None:
                return _session_ended(request, view)
            target = referring_page(request) if is_sent else request.get_full_path()
            return mark_not_done(request, HttpResponseRedirect(_sign_in(target)))
        raise PermissionDenied

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        """An act that can't be done, not caught by the page's form: say why, offer the way back."""
        if not isinstance(exception, ActionError):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        return render(request, "people/refusal.html", {"reason": str(exception)}, status=status)


def referring_page(request: HttpRequest) -> str:
    """The page of ours that a form was sent from, "" when the browser doesn't say."""
    come_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        come_from, {request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    split = urlsplit(come_from)
    return f"{split.path}?{split.query}" if split.query else split.path


def _sign_in(target: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?next={quote(target or '/')}"


def _session_ended(request: Request, view: View) -> HttpResponse:
    """What was sent after the end of a session is not done: say so, and lead back to the form by a sign-in."""
    context = {"sign_in": _sign_in(referring_page(request)), "is_kept": not getattr(view, "unkept", False)}
    return mark_not_done(request, render(request, "people/session_over.html", context, status=403))


def mark_not_done(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This answer stands in the place of the page's: what was sent to it is not done."""
    request.held_back = True  # type: ignore[attr-defined]  # see Request
    return response
