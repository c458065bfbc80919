"""Asking another server on the internet: the only way out over HTTP, and a guarded one.

What we ask may be chosen by whoever sets the installation up, and what answers may be anybody. So: no address of this
machine or of its network, no redirect, a limit in time for the whole exchange and one in size.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

CHUNK_BYTES = 64 * 1024
type Resolver = Callable[[str, int], Iterable[str]]


class OutgoingError(Exception):
    """Nothing usable came back; the text says why, for the log: it never holds what was asked."""


class Unreached(OutgoingError):
    """No line was had to the server: nothing of what was asked has left."""


class TooLong(OutgoingError):
    """The answer is longer than what was allowed."""


class ForbiddenAddress(Unreached):
    """The address leads to this machine or to its own network."""


@dataclass(frozen=True)
class OutgoingRequest:
    """What is asked of an address: a GET of JSON, unless something else is said."""

    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: {"Accept": "application/json"})


@dataclass(frozen=True)
class Answer:
    """What a server said: its status, as it stands, the whole of its body, and where it would send us."""

    status: int
    body: bytes
    location: str = ""


def resolve(host: str, port: int) -> list[str]:
    """The network addresses of a host, as the system knows them."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def send_request(
    url: str,
    *,
    seconds: float,
    most_bytes: int,
    resolver: Resolver = resolve,
    asked: OutgoingRequest | None = None,
    allowed: Collection[str] | None = None,
) -> Answer:
    """Ask this address, without a cookie or a name. The host is resolved once: what was looked at is what is called.

    A redirect is an answer like another, never followed. Raises ForbiddenAddress when any address of the host isn't
    public (`allowed` names the hosts that may be: OUTGOING_ALLOWED when nothing is said), Unreached when there is no
    way to it, OutgoingError for all else, of which nobody knows whether it was heard: no answer within `seconds` in
    all, more than `most_bytes` (TooLong), a line cut.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ForbiddenAddress(f"{parts.scheme or 'nothing'} is not http or https")
    connection = _PinnedConnection(
        parts, resolver, seconds, settings.OUTGOING_ALLOWED if allowed is None else allowed
    )
    answer = _run_in_time(
        connection, seconds, lambda: _send_and_read(connection, parts, most_bytes, asked or OutgoingRequest())
    )
    assert answer is not None  # only a line that is opened and closed brings none
    return answer


def check_connection(url: str, *, seconds: float, resolver: Resolver = resolve) -> None:
    """Open a line to this address, TLS included, and close it: nothing is asked. Raises as `send_request` does."""
    connection = _PinnedConnection(urlsplit(url), resolver, seconds, settings.OUTGOING_ALLOWED)
    _run_in_time(connection, seconds, lambda: _connect(connection))
    connection.close()


def _run_in_time(
    connection: "_PinnedConnection", seconds: float, work: Callable[[], Answer | OutgoingError | None]
) -> Answer | None:
    """Looking a name up has no limit of its own, and a server may answer a byte at a time: a thread waits, not we."""
    results: SimpleQueue[Answer | OutgoingError | None] = SimpleQueue()
    Thread(target=lambda: results.put(work()), daemon=True).start()
    try:
        answer = results.get(timeout=seconds)
    except Empty:
        connection.cut()
        raise OutgoingError("no answer in time") from None
    if isinstance(answer, OutgoingError):
        raise answer
    return answer


class _PinnedConnection(http.client.HTTPConnection):
    """A connection to the address that was looked at, under the host's own name."""

    def __init__(
        self, parts: SplitResult, resolver: Resolver, seconds: float, allowed: Collection[str]
    ) -> None:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self.resolver, self.allowed = resolver, allowed
        self.is_safe, self.is_over = parts.scheme == "https", False

    def connect(self) -> None:
        """To the address; with TLS, the certificate must be the host's."""
        address = _first_public(
            list(self.resolver(self.host, self.port)), is_allowed=self.host in self.allowed
        )
        if self.is_over:
            raise OutgoingError("no answer in time")
        self.sock = socket.create_connection((address, self.port), self.timeout)
        if self.is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        """End it now, whatever it waits for."""
        self.is_over = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _first_public(addresses: list[str], *, is_allowed: bool) -> str:
    if not addresses:
        raise OutgoingError("the host has no address")
    if not is_allowed and not all(map(_is_public, addresses)):
        raise ForbiddenAddress("an address of this machine or of its network")
    return addresses[0]


def _is_public(text: str) -> bool:
    """An IPv4 address may hide in an IPv6 one, and multicast counts among the global ones."""
    address = ip_address(text.partition("%")[0])
    ipv4 = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return all(ip.is_global and not ip.is_multicast for ip in (address, ipv4))


def _connect(connection: _PinnedConnection) -> OutgoingError | None:
    try:
        connection.connect()
    except OutgoingError as refusal:
        return refusal
    except (OSError, ValueError) as error:
        connection.close()
        return Unreached(type(error).__name__)
    return None


def _send_and_read(
    connection: _PinnedConnection, parts: SplitResult, most_bytes: int, asked: OutgoingRequest
) -> Answer | OutgoingError:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if (refusal := _connect(connection)) is not None:
        return refusal
    try:
        connection.request(asked.method, target, asked.body, {**asked.headers, "User-Agent": "Etabli"})
        answer = connection.getresponse()
        body = b""
        while piece := answer.read(CHUNK_BYTES):
            body += piece
            if len(body) > most_bytes:
                return TooLong("too long an answer")
        if answer.length:
            return OutgoingError("an answer cut short")
        return Answer(answer.status, body, answer.headers.get("Location", ""))
    except OutgoingError as failure:
        return failure
    except (OSError, http.client.HTTPException, ValueError) as error:
        return OutgoingError(type(error).__name__)
    finally:
        connection.close()
