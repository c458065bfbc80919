"""Reading what stands at an address that a person typed: a calendar, a feed.

Above `outgoing`, which looks at each address before it is called and calls what it looked at. No host of our own
network is ever allowed here, whatever the installation says: whoever types the address is not whoever set it up. A few
redirects are followed, each looked at like the first; never from https to http.
"""

import time
from collections.abc import Collection
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from etabli.foundation.outgoing import (
    ForbiddenAddress,
    OutgoingError,
    OutgoingRequest,
    Resolver,
    TooLong,
    resolve,
    send_request,
)

MAX_REDIRECTS = 4
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})


class Failure(StrEnum):
    """Why nothing was read."""

    ADDRESS = "address"  # no address of the web, or one of our own network
    UNREACHED = "unreached"  # nobody answered in time
    REFUSED = "refused"  # it asks who we are
    MISSING = "missing"  # nothing is there any more
    TROUBLE = "trouble"  # it answered something else
    TOO_LONG = "too_long"


class NotFetched(Exception):
    """Nothing was read; `failure` says why. It never holds the address."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def fetch(
    url: str,
    *,
    accept: str,
    seconds: float,
    most_bytes: int,
    resolver: Resolver = resolve,
    allowed: Collection[str] = (),
) -> bytes:
    """What stands at this address, within `seconds` in all, redirects included. Raises NotFetched.

    `resolver` and `allowed` are for tests: a server of theirs is on this machine.
    """
    until = time.monotonic() + seconds
    outgoing = OutgoingRequest(headers={"Accept": accept})
    for _time in range(MAX_REDIRECTS + 1):
        seconds_left = until - time.monotonic()
        if seconds_left <= 0:
            raise NotFetched(Failure.UNREACHED)
        try:
            answer = send_request(
                url,
                seconds=seconds_left,
                most_bytes=most_bytes,
                resolver=resolver,
                asked=outgoing,
                allowed=allowed,
            )
        except (ForbiddenAddress, ValueError):
            raise NotFetched(Failure.ADDRESS) from None
        except TooLong:
            raise NotFetched(Failure.TOO_LONG) from None
        except OutgoingError:
            raise NotFetched(Failure.UNREACHED) from None
        if answer.status not in REDIRECT_STATUSES or not answer.location:
            return _content(answer.status, answer.body)
        url = _redirect_target(url, answer.location)
    raise NotFetched(Failure.TROUBLE)


def _redirect_target(url: str, location: str) -> str:
    try:
        target = urljoin(url, location)
        is_weaker = urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https"
    except ValueError:
        raise NotFetched(Failure.ADDRESS) from None
    if is_weaker:
        raise NotFetched(Failure.ADDRESS)
    return target


def _content(status: int, body: bytes) -> bytes:
    if status == 200:
        return body
    reasons = {401: Failure.REFUSED, 403: Failure.REFUSED, 404: Failure.MISSING, 410: Failure.MISSING}
    raise NotFetched(reasons.get(status, Failure.TROUBLE))
