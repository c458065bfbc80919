"""What a person gets when something went wrong: 503 for a fault of the machine, 500 for a mistake of ours.

Both bear the id of the request, and the log has it beside the cause. The page is written without the database: no
session, no viewer, no context processor; the telephone on it is what this process read last.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override

from etabli.foundation.journal import acts_done
from etabli.foundation.ui.display import display_of
from etabli.site.faults import Fault, fault_of, reason_of
from etabli.site.request_ids import id_of, log_with_id

log = logging.getLogger("etabli.incident")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_FIELD = "csrfmiddlewaretoken"


class IncidentMiddleware:
    """Outermost of ours: gives the request its id, and notes how many acts this thread had done before, to say whether
    this request did one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acts_before = acts_done()  # type: ignore[attr-defined]  # read by `_was_recorded`
        with log_with_id(request):
            return self.get_response(request)


def answer(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: the answer to an error that no page and no middleware expected."""
    error = sys.exception()
    fault = None if error is None else fault_of(error)
    number = id_of(request)
    _log_error(fault, error, request)
    status = 500 if fault is None else 503
    with override(get_language_from_request(request)):
        response = _error_page(request, fault, number, status)
    if fault is not None:
        response.headers["Retry-After"] = str(fault.retry_seconds)
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would write its own line, without the number
    return response


def _log_error(fault: Fault | None, error: BaseException | None, request: HttpRequest) -> None:
    """One line for a fault of the machine; a mistake of ours brings its traceback."""
    from etabli.foundation.signed_links import (
        hide_links,  # the kinds are the apps': they load after this module
    )

    request_line = f"{request.method} {hide_links(request.path, '/…')}"
    if fault is None:
        log.error("500 %s", request_line, exc_info=error, extra={"request": request})
    elif error is not None:
        kind = type(error).__name__
        cause = f"{fault.english} ({kind}: {reason_of(error)})"
        log.error("503 %s, %s", request_line, cause, extra={"request": request, "fault": fault.name})


def _error_page(request: HttpRequest, fault: Fault | None, number: str, status: int) -> HttpResponse:
    """The page; a line for a page that updates in part, which shows it; a few plain words when nothing else can be."""
    from etabli.foundation.people.chamber_contact import (
        known_contact,  # models: this module is loaded before the apps
    )

    typed = _typed_fields(request)
    context = {
        "number": number,
        "is_sent": request.method not in SAFE_METHODS,
        "was_recorded": _was_recorded(request),
        "typed": typed,
        "display": display_of(request),
        "chamber_contact": known_contact(),
    }
    try:
        if request.headers.get("HX-Request") == "true":
            line = render_to_string("ui/incident_line.html", context).strip()
            return HttpResponse(line, status=status, content_type="text/plain; charset=utf-8")
        name = "500.html" if fault is None else "ui/fault.html"
        return HttpResponse(render_to_string(name, context), status=status)
    except Exception:
        log.exception("the page of an error could not be written", extra={"request": request})
        return HttpResponse(f"Établi : {number}", status=status, content_type="text/plain; charset=utf-8")


def _was_recorded(request: HttpRequest) -> bool:
    """Whether an act was done before the failure: it is kept, and must not be sent again."""
    before: int | None = getattr(request, "acts_before", None)
    return before is not None and acts_done() > before


def _typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, to be sent again by a button; nothing when it held files, which no page can give back."""
    if request.method != "POST":
        return []
    try:
        if request.FILES or not request.POST.get(TOKEN_FIELD):
            return []
        return [(name, str(value)) for name, values in request.POST.lists() for value in values]
    except Exception:  # the body is what could not be read
        return []


def guard_application(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The WSGI application, with an answer for what fails before Django's own handling begins."""

    def guard(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            response = answer(WSGIRequest(environ))
            start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
            return [response.content]

    return guard
