"""Reading what stands at an address that a person typed: a calendar, a feed, a site.

Above `outgoing`, which looks at each address before it is called and calls what it looked at. No host of our own
network is ever allowed here, whatever the installation says: whoever types the address is not whoever set it up. A few
redirects are followed, each looked at like the first; never from https to http.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from etabli.foundation.outgoing import (
    Answer,
    CertificateRefused,
    Connect,
    ForbiddenAddress,
    OutgoingError,
    OutgoingRequest,
    Resolver,
    TooLong,
    connect_tcp,
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
    """Nothing was read; `failure` says why. It never holds the address. `certificate_code`: where the certificate is
    why nobody was reached, what is wrong with it (`outgoing.CertificateRefused`); 0 otherwise."""

    def __init__(self, failure: Failure, *, certificate_code: int = 0) -> None:
        super().__init__(failure.value)
        self.failure, self.certificate_code = failure, certificate_code


@dataclass(frozen=True)
class Visited:
    """What answered, whatever it said, and at which address in the end; `redirects`: the addresses on the way to it."""

    url: str
    answer: Answer
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transport:
    """How the internet is reached. Only tests have another: theirs plays a server, and leaves the guard as it is."""

    resolver: Resolver = resolve
    connect: Connect = connect_tcp
    allowed: Collection[str] = field(default=())


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
    request = OutgoingRequest(headers={"Accept": accept})
    transport = Transport(resolver=resolver, allowed=allowed)
    answer = visit(url, request=request, seconds=seconds, most_bytes=most_bytes, transport=transport).answer
    return content_of(answer)


def visit(
    url: str,
    *,
    request: OutgoingRequest,
    seconds: float,
    most_bytes: int,
    may_weaken: bool = False,
    ports: Collection[int] | None = None,
    transport: Transport | None = None,
) -> Visited:
    """What answers at this address, with whatever status, once the redirects are followed, within `seconds` in all.
    `may_weaken`: a redirect may lead from https to http. `ports`: those that it, and its redirects, may be on (None:
    any). Raises NotFetched."""
    until, transport = time.monotonic() + seconds, transport or Transport()
    redirects: list[str] = []
    while len(redirects) <= MAX_REDIRECTS:
        if ports is not None and _port(url) not in ports:
            raise NotFetched(Failure.ADDRESS)
        answer = _ask(url, request, until - time.monotonic(), most_bytes, transport)
        if answer.status not in REDIRECT_STATUSES or not answer.location:
            return Visited(url, answer, tuple(redirects))
        redirects.append(url)
        url = _redirect_target(url, answer.location, may_weaken=may_weaken)
    raise NotFetched(Failure.TROUBLE)


def _port(url: str) -> int | None:
    try:
        parts = urlsplit(url)
        return parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:  # no address, or no number
        return None


def _ask(url: str, request: OutgoingRequest, seconds: float, most_bytes: int, transport: Transport) -> Answer:
    if seconds <= 0:
        raise NotFetched(Failure.UNREACHED)
    try:
        return send_request(
            url,
            seconds=seconds,
            most_bytes=most_bytes,
            resolver=transport.resolver,
            connect=transport.connect,
            request=request,
            allowed=transport.allowed,
        )
    except (ForbiddenAddress, ValueError):
        raise NotFetched(Failure.ADDRESS) from None
    except TooLong:
        raise NotFetched(Failure.TOO_LONG) from None
    except CertificateRefused as refusal:
        raise NotFetched(Failure.UNREACHED, certificate_code=refusal.code) from None
    except OutgoingError:
        raise NotFetched(Failure.UNREACHED) from None


def _redirect_target(url: str, location: str, *, may_weaken: bool) -> str:
    try:
        target = urljoin(url, location)
        is_weaker = urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https"
    except ValueError:
        raise NotFetched(Failure.ADDRESS) from None
    if is_weaker and not may_weaken:
        raise NotFetched(Failure.ADDRESS)
    return target


def content_of(answer: Answer) -> bytes:
    """What a server gave of what was asked. Raises NotFetched for any status but 200."""
    if answer.status == 200:
        return answer.body
    reasons = {401: Failure.REFUSED, 403: Failure.REFUSED, 404: Failure.MISSING, 410: Failure.MISSING}
    raise NotFetched(reasons.get(answer.status, Failure.TROUBLE))
