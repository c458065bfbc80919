"""How often one address may send a form that anybody may send."""

import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from etabli.foundation.people.access import Request, View
from etabli.foundation.ui.pages import too_many

WINDOW_SECONDS = 60


def limited(what: str, *, per_minute: int) -> Callable[[View], View]:
    """Refuse, with 429, more than `per_minute` POSTs of one network address; reading is never limited.

    A whole workshop answers from one address, behind the room's Wi-Fi: set limits accordingly.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and _count(what, address_of(request)) > per_minute:
                return too_many(request, wait_seconds=WINDOW_SECONDS)
            return view(request, *args, **kwargs)

        return run

    return mark


def guesses_too_much(request: HttpRequest, what: str, *, per_minute: int = 30) -> bool:
    """Count one secret that opened nothing; says whether this network address has tried too many of them."""
    return _count(what, address_of(request)) > per_minute


def address_of(request: HttpRequest) -> str:
    """The visitor's network address, behind as many proxies as this installation has.

    In IPv6 it is the /64, which one home or one telephone holds whole. A header that is too short, or holds no
    address, says nothing: the address that speaks to us counts.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    try:
        told = get_client_ip(request) or direct
    except ImproperlyConfigured:  # fewer hops than proxies
        told = direct
    try:
        address = ip_address(told)
    except ValueError:  # a socket of the machine has no address
        return told
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))


def asks_too_often(email: str, *, per_hour: int = 6) -> bool:
    """Count one more code or link asked for this e-mail address, known or not, from wherever it is asked.

    Five tries for each code: six codes an hour leave a guesser one chance in a thousand a day, and flood no mailbox.
    """
    return _count("code", email.strip().lower(), window=3600) > per_hour


def is_over(what: str, *, most: int, seconds: int) -> bool:
    """Count one more use of something that the whole installation shares; says whether there were more than `most`."""
    return _count(what, "", window=seconds) > most


def _count(what: str, whose: str, window: int = WINDOW_SECONDS) -> int:
    """One more within the present window; the address itself is never kept.

    The window is part of the key: a cache in files forgets, at each `incr`, how long the value was to live.
    """
    now = int(time.time() // window)
    key = f"limit:{what}:{now}:{sha256((settings.SECRET_KEY + whose).encode()).hexdigest()[:24]}"
    if cache.add(key, 1, window):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # the window has just closed
        return 1
