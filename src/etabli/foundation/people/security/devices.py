"""The browsers by which somebody has signed in: a cookie of the browser itself bears a mark of each account.

Nothing is kept here: the mark says nothing to whoever reads it, and one that was not made here counts for nothing.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from etabli.foundation.people.models import User

NAME = "__Host-known" if settings.HTTPS else "etabli-known"
YEAR = 365 * 24 * 3600
MOST = 8  # accounts of one browser: a shared computer


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether this account was opened in this browser before."""
    return any(
        constant_time_compare(mark, _mark(user, key))
        for mark in _marks(request)
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """This browser will be known for a year more."""
    mark = _mark(user, settings.SECRET_KEY)
    marks = [mark, *(other for other in _marks(request) if other != mark)][:MOST]
    response.set_cookie(
        NAME, ".".join(marks), max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def _marks(request: HttpRequest) -> list[str]:
    return [mark for mark in request.COOKIES.get(NAME, "").split(".") if mark.isalnum()][:MOST]


def _mark(user: User, key: str) -> str:
    return salted_hmac("etabli.people.device", str(user.pk), secret=key, algorithm="sha256").hexdigest()[:32]
