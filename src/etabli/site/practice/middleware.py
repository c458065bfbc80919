"""Whoever has the cookie of an exercise gets every page from their copy; for everybody else, one look for a cookie."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.practice import current_copy, use_copy
from etabli.foundation.signed_links import kinds
from etabli.foundation.ui import display
from etabli.site.practice import exercises
from etabli.site.practice.exercises import Exercise

COOKIE_NAME = "etabli-practice"
COOKIE_PREFIX = (
    "practice-"  # before the name of each cookie of a copy: the real session is neither read nor written
)
SHARED_COOKIES = frozenset(
    {settings.LANGUAGE_COOKIE_NAME, display.COOKIE_NAME}
)  # how one reads is no part of what one does
COOKIE_SECONDS = (
    30 * 24 * 3600
)  # longer than any copy: a form left open is refused, never taken for a real one
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What a paper, a poster or a screen on a wall leads to: an answer of this status means that it comes from real life. So
# does a link of a mail that opens nothing here.
PRINTED_ADDRESSES = {
    "surveys:answer": 404,
    "market:open_ad": 404,
    "front:relay": 302,
    "people:paper_words": 200,
}

# What would leave a trace outside: a key in a telephone, a code in another program, a request at an organisation; and a
# device handed over, since the real session waits beside the exercise.
NOT_IN_PRACTICE = frozenset(
    {
        "people:add_passkey",
        "people:add_app",
        "workshops:kiosk_now",
        "workshops:kiosk_open",
        "workshops:counter_open",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
    }
)


class PracticeMiddleware:
    """Stands before the session's: what it lets through has its own session, and its own tokens in its forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.COOKIES.get(COOKIE_NAME):
            return self.get_response(request)
        if request.path == reverse("practice:over"):
            return delete_exercise_cookies(self.get_response(request), request)
        exercise = exercises.find_exercise(request.COOKIES[COOKIE_NAME], timezone.now())
        if exercise is None:  # nothing is done: what was sent was meant for the copy
            return delete_exercise_cookies(redirect("practice:over"), request)
        return self._within(exercise, request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """What can't be tried says so."""
        match = request.resolver_match
        if current_copy() and match and match.view_name in NOT_IN_PRACTICE:
            return render(request, "practice/real_alone.html", status=409)
        return None

    def _within(self, exercise: Exercise, request: HttpRequest) -> HttpResponseBase:
        worn = request.COOKIES
        request.exercise = exercise  # type: ignore[attr-defined]  # read by the page that ends it
        request.COOKIES = _own_cookies(worn)
        with use_copy(exercise.copy):
            response = self._answer(exercise, request)
            if isinstance(response, StreamingHttpResponse):  # read here: later, we are no longer in the copy
                response.streaming_content = [b"".join(response)]
        _name_as_own(response)
        name = request.resolver_match.view_name if request.resolver_match else ""
        request.COOKIES = worn
        if name == "practice:stop" and request.method == "POST":
            exercises.erase_copy(exercise.copy)
            return delete_exercise_cookies(response, request)
        if request.method in SAFE_METHODS and _is_from_outside(name, response.status_code):
            exercises.erase_copy(exercise.copy)
            return delete_exercise_cookies(redirect(request.get_full_path()), request)
        return response

    def _answer(self, exercise: Exercise, request: HttpRequest) -> HttpResponseBase:
        is_stop = request.path == reverse("practice:stop")
        if request.method not in SAFE_METHODS and not is_stop and exercises.is_full(exercise.copy):
            return render(request, "practice/full.html", status=409)
        return self.get_response(request)


def set_exercise_cookie(response: HttpResponse, exercise: Exercise) -> HttpResponse:
    """From the next request on, this browser practises."""
    response.set_cookie(
        COOKIE_NAME,
        exercise.sign(),
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def delete_exercise_cookies(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """From the next request on, this browser is in real life."""
    for name in request.COOKIES:
        if name == COOKIE_NAME or name.startswith(COOKIE_PREFIX):
            response.delete_cookie(name, samesite="Lax")
    return response


def _is_from_outside(name: str, status: int) -> bool:
    """Whether what was opened is of real life: the copy knows nothing of it."""
    if name in PRINTED_ADDRESSES:
        return PRINTED_ADDRESSES[name] == status
    return any(name in kind.doors for kind in kinds() if kind.is_right) and status in {404, 410}


def _own_cookies(cookies: dict[str, str]) -> dict[str, str]:
    """The cookies of the copy, under the names that the apps know."""
    shared = {name: value for name, value in cookies.items() if name in SHARED_COOKIES}
    return shared | {
        name.removeprefix(COOKIE_PREFIX): value
        for name, value in cookies.items()
        if name.startswith(COOKIE_PREFIX)
    }


def _name_as_own(response: HttpResponseBase) -> None:
    """Whatever cookie a page sets is the copy's."""
    for name in [name for name in response.cookies if name not in SHARED_COOKIES]:
        morsel = response.cookies.pop(name)
        response.cookies[COOKIE_PREFIX + name] = morsel.value
        response.cookies[COOKIE_PREFIX + name].update(morsel)
