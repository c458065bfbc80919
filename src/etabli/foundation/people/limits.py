"""How often one address may send a form that anybody may send, and try what can be guessed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from etabli.foundation.people.access import Request, View
from etabli.foundation.people.models import SecurityKind
from etabli.foundation.people.security.client_address import address_of as address_of, networks_of
from etabli.foundation.people.security.events import record_event
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded
from etabli.foundation.ui.pages import too_many

WINDOW_SECONDS = 60
WIDE_NETWORK_FACTOR = 4  # a /48 may do as much as so many of its /64


def limited(what: str, *, per_minute: int) -> Callable[[View], View]:
    """Refuse, with 429, more than `per_minute` POSTs of one network; reading is never limited.

    A whole workshop answers from one address, behind the room's Wi-Fi: set limits accordingly.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and count_and_find_exceeded(
                *limits_of_origin(request, what, per_minute, WINDOW_SECONDS)
            ):
                record_event(request, SecurityKind.TOO_MANY)
                return too_many(request, wait_seconds=WINDOW_SECONDS)
            return view(request, *args, **kwargs)

        return run

    return mark


def count_guess_and_find_exceeded(request: HttpRequest, what: str, *, per_minute: int = 30) -> bool:
    """Count one secret that opened nothing; says whether this network has tried too many of them."""
    is_exceeded = (
        count_and_find_exceeded(*limits_of_origin(request, what, per_minute, WINDOW_SECONDS)) is not None
    )
    if is_exceeded:
        record_event(request, SecurityKind.TOO_MANY)
    return is_exceeded


def limits_of_origin(request: HttpRequest, what: str, most: int, seconds: int) -> list[Limit]:
    """The limits of where a request comes from: its address, or in IPv6 its /64 and, WIDE times as much, its /48."""
    return [
        Limit(what, network, most * (WIDE_NETWORK_FACTOR if network.endswith("/48") else 1), seconds)
        for network in networks_of(request)
    ]


def count_request_and_find_exceeded(email: str, *, per_hour: int = 6) -> bool:
    """Count one more code or link asked for this e-mail address, known or not, from wherever it is asked; says whether
    there were more than `per_hour`."""
    return count_and_find_exceeded(Limit("code", email.strip().lower(), per_hour, 3600)) is not None


def count_use_and_find_exceeded(what: str, *, most: int, seconds: int) -> bool:
    """Count one more use of something that the whole installation shares; says whether there were more than `most`."""
    return count_and_find_exceeded(Limit(what, "", most, seconds)) is not None
