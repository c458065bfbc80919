"""One id for each request: each line that the log writes meanwhile bears it, and so do the page of a failure and the
mail to the administrators.

It is easy to say on the telephone ("4829-1736"), or the one that a proxy gave, where the settings say that it does.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

_current: ContextVar[str] = ContextVar("etabli_request_id", default="")


def current_id() -> str:
    """The id of the request that this thread answers; empty outside of requests."""
    return _current.get()


def id_of(request: HttpRequest) -> str:
    """The id of a request: always the same for one."""
    request_id: str | None = getattr(request, "request_id", None)
    if request_id is None:
        request_id = _id_from_proxy(request) or _new_id()
        request.request_id = request_id  # type: ignore[attr-defined]  # read above
    return request_id


@contextmanager
def log_with_id(request: HttpRequest) -> Iterator[None]:
    """What the log writes in the block bears the id of this request."""
    token = _current.set(id_of(request))
    try:
        yield
    finally:
        _current.reset(token)


def _id_from_proxy(request: HttpRequest) -> str:
    """What the proxy gave, when proxies that we trust give ids and this one is of a safe shape; else nothing."""
    if not settings.PROXY_REQUEST_IDS or not _is_trusted(str(request.META.get("REMOTE_ADDR", ""))):
        return ""
    header = request.headers.get(HEADER, "")
    return header if SAFE_ID.fullmatch(header) else ""


def _is_trusted(address: str) -> bool:
    try:
        client_address = ip_address(address)
    except ValueError:
        return False
    return any(client_address in network for network in settings.PROXY_NETWORKS)


def _new_id() -> str:
    return f"{secrets.randbelow(9000) + 1000}-{secrets.randbelow(9000) + 1000}"
