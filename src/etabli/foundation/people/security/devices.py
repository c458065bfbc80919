"""The browsers by which somebody has signed in: a cookie of the browser itself bears a mark of each account.

Nothing is kept here: the mark says nothing to whoever reads it, and one that was not made here counts for nothing.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from etabli.foundation.people.links import DEVICE
from etabli.foundation.people.models import User

COOKIE_NAME = "__Host-known" if settings.HTTPS else "etabli-known"
YEAR_SECONDS = 365 * 24 * 3600
MAX_ACCOUNTS = 8  # accounts of one browser: a shared computer


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether this account was opened in this browser before."""
    return any(DEVICE.is_token(f"{user.pk}-{mark}", user.pk) for mark in _marks(request))


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """This browser will be known for a year more."""
    mark = DEVICE.sign(str(user.pk))
    marks = [mark, *(other_mark for other_mark in _marks(request) if other_mark != mark)][:MAX_ACCOUNTS]
    response.set_cookie(
        COOKIE_NAME,
        ".".join(marks),
        max_age=YEAR_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    return [mark for mark in request.COOKIES.get(COOKIE_NAME, "").split(".") if mark.isalnum()][:MAX_ACCOUNTS]
