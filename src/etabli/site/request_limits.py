"""What no page should have to look at: bodies larger than we take, and words that no database can hold."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from etabli.foundation.ui.pages import method_not_allowed, too_large

OVERHEAD_BYTES = 64 * 1024  # bytes: what stands around a file in a form


class BoundsMiddleware:
    """Answer 413 before a byte of a too large body is read, 400 to a NUL after the question mark;
    give 405, which Django leaves empty, a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) > settings.UPLOAD_LIMIT_BYTES + OVERHEAD_BYTES:
            return too_large(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("a NUL in the query")
        answer = self.get_response(request)
        return method_not_allowed(request, answer["Allow"]) if answer.status_code == 405 else answer
