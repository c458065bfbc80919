"""Two addresses for the machines that watch this one: `/vivant/` (the process answers) and `/pret/` (people can be
served).

They answer whatever name of host and protocol they are asked by, without a cookie, a line in the log or a trace of who
asked; what is wrong is told by the names of the checks alone: `etabli check` says the rest, on the machine.
"""

from collections.abc import Callable, Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from etabli.foundation.people.access import View, in_kiosk, public
from etabli.site.checks.work import MAX_SILENCE
from etabli.site.migrating import is_up_to_date
from etabli.site.ticking import last_beat

RETRY_SECONDS = "10"
ALLOWED_METHODS = ("GET", "HEAD")


@in_kiosk(even_over=True)
@public
def alive(request: HttpRequest) -> HttpResponse:
    """200: this process answers. No database is asked."""
    return JsonResponse({"alive": True})


@in_kiosk(even_over=True)
@public
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and is up to date and the worker is at work; else 503, with the checks that
    failed: "database", "migrations", "worker"."""
    failed = list(_failed_checks())
    response = JsonResponse({"ready": not failed, "failed": failed})
    if failed:
        response.status_code = 503
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _failed_checks() -> Iterator[str]:
    """The names of the checks that fail; without a database, the others are not looked at."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_migrated = is_up_to_date()
        beat = last_beat() if is_migrated else None
    except Exception:  # whatever it is, nobody can be served
        yield "database"
        return
    if not is_migrated:
        yield "migrations"
    elif beat is None or timezone.now() - beat > MAX_SILENCE:
        yield "worker"


PAGES: dict[str, View] = {"/vivant/": alive, "/pret/": ready}


class HealthMiddleware:
    """Answers these addresses before all that reads a table, a cookie, the host's name or the maintenance file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = PAGES.get(request.path_info)
        if page is None:
            return self.get_response(request)
        response = (
            page(request) if request.method in ALLOWED_METHODS else HttpResponseNotAllowed(ALLOWED_METHODS)
        )
        response.headers["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django would write a line at each look
        return response
