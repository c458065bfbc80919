"""How often one address may send a form that anybody may send, and try what can be guessed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from etabli.foundation.people.access import Request, View
from etabli.foundation.people.models import SecurityKind
from etabli.foundation.people.security.counting import Limit, past
from etabli.foundation.people.security.events import note
from etabli.foundation.people.security.origins import address_of as address_of, networks_of
from etabli.foundation.ui.pages import too_many

WINDOW_SECONDS = 60
WIDE = 4  # a /48 may do as much as so many of its /64


def limited(what: str, *, per_minute: int) -> Callable[[View], View]:
    """Refuse, with 429, more than `per_minute` POSTs of one network; reading is never limited.

    A whole workshop answers from one address, behind the room's Wi-Fi: set limits accordingly.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and past(*of_origin(request, what, per_minute, WINDOW_SECONDS)):
                note(request, SecurityKind.TOO_MANY)
                return too_many(request, wait_seconds=WINDOW_SECONDS)
            return view(request, *args, **kwargs)

        return run

    return mark


def guesses_too_much(request: HttpRequest, what: str, *, per_minute: int = 30) -> bool:
    """Count one secret that opened nothing; says whether this network has tried too many of them."""
    is_past = past(*of_origin(request, what, per_minute, WINDOW_SECONDS)) is not None
    if is_past:
        note(request, SecurityKind.TOO_MANY)
    return is_past


def of_origin(request: HttpRequest, what: str, most: int, seconds: int) -> list[Limit]:
    """The limits of where a request comes from: its address, or in IPv6 its /64 and, WIDE times as much, its /48."""
    return [
        Limit(what, network, most * (WIDE if network.endswith("/48") else 1), seconds)
        for network in networks_of(request)
    ]


def asks_too_often(email: str, *, per_hour: int = 6) -> bool:
    """Count one more code or link asked for this e-mail address, known or not, from wherever it is asked."""
    return past(Limit("code", email.strip().lower(), per_hour, 3600)) is not None


def is_over(what: str, *, most: int, seconds: int) -> bool:
    """Count one more use of something that the whole installation shares; says whether there were more than `most`."""
    return past(Limit(what, "", most, seconds)) is not None
