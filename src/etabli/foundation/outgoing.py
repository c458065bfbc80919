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
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

CHUNK_BYTES = 64 * 1024
_AS_TYPED = "%!#$&'()*+,/:;=?@[]~|"  # of an address; an accent or a space is quoted
# The IPv6 addresses that hold an IPv4 one in their last four bytes: NAT64, the former "compatible" ones, SIIT.
_IPV4_LAST = tuple(map(IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
_SITE_LOCAL = IPv6Network("fec0::/10")
type Resolver = Callable[[str, int], Iterable[str]]
type Connect = Callable[[tuple[str, int], float], socket.socket]


class OutgoingError(Exception):
    """Nothing usable came back; the text says why, for the log: it never holds what was asked."""


class Unreached(OutgoingError):
    """No line was had to the server: nothing of what was asked has left."""


class CertificateRefused(Unreached):
    """The certificate isn't the host's, or no more. `code`: why, as OpenSSL numbers it (`X509_V_ERR_…`)."""

    def __init__(self, code: int) -> None:
        super().__init__("SSLCertVerificationError")
        self.code = code


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
    """What a server said: its status, as it stands, the whole of its body, and where it would send us. `headers`: by
    their names in small letters. `certificate_ends`: when its certificate does, over TLS."""

    status: int
    body: bytes
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)
    certificate_ends: datetime | None = field(default=None, compare=False)


def resolve(host: str, port: int) -> list[str]:
    """The network addresses of a host, as the system knows them."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect_tcp(address: tuple[str, int], seconds: float) -> socket.socket:
    """A line to this network address."""
    return socket.create_connection(address, seconds)


def send_request(
    url: str,
    *,
    seconds: float,
    most_bytes: int,
    resolver: Resolver = resolve,
    connect: Connect = connect_tcp,
    request: OutgoingRequest | None = None,
    allowed: Collection[str] | None = None,
) -> Answer:
    """Ask this address, without a cookie or a name. The host is resolved once: what was looked at is what is called.

    A redirect is an answer like another, never followed. Raises ForbiddenAddress when any address of the host isn't
    public (`allowed` names the hosts that may be: OUTGOING_ALLOWED when nothing is said), Unreached when there is no
    way to it (CertificateRefused when its certificate is why), OutgoingError for all else, of which nobody knows
    whether it was heard: no answer within `seconds` in all, more than `most_bytes` (TooLong), a line cut.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ForbiddenAddress(f"{parts.scheme or 'nothing'} is not http or https")
    connection = _PinnedConnection(
        parts, resolver, connect, seconds, settings.OUTGOING_ALLOWED if allowed is None else allowed
    )
    answer = _run_in_time(
        connection,
        seconds,
        lambda: _send_and_read(connection, parts, most_bytes, request or OutgoingRequest()),
    )
    assert answer is not None  # only a line that is opened and closed brings none
    return answer


def check_connection(url: str, *, seconds: float, resolver: Resolver = resolve) -> None:
    """Open a line to this address, TLS included, and close it: nothing is asked. Raises as `send_request` does."""
    connection = _PinnedConnection(urlsplit(url), resolver, connect_tcp, seconds, settings.OUTGOING_ALLOWED)
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
        self,
        parts: SplitResult,
        resolver: Resolver,
        connect: Connect,
        seconds: float,
        allowed: Collection[str],
    ) -> None:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self.resolver, self.connect_to, self.allowed = resolver, connect, allowed
        self.certificate_ends: datetime | None = None
        self.is_safe, self.is_over = parts.scheme == "https", False

    def connect(self) -> None:
        """To the address; with TLS, the certificate must be the host's."""
        address = _first_public(
            list(self.resolver(self.host, self.port)), is_allowed=self.host in self.allowed
        )
        self._check_time()
        self.sock = self.connect_to((address, self.port), self.timeout or 0)
        self._check_time()  # it may have been cut while there was no line to cut yet
        if self.is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()
            self.certificate_ends = _end_of(self.sock)

    def cut(self) -> None:
        """End it now, whatever it waits for."""
        self.is_over = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def _check_time(self) -> None:
        if self.is_over:
            self.close()
            raise OutgoingError("no answer in time")


def _first_public(addresses: list[str], *, is_allowed: bool) -> str:
    if not addresses:
        raise OutgoingError("the host has no address")
    if not is_allowed and not all(map(_is_public, addresses)):
        raise ForbiddenAddress("an address of this machine or of its network")
    return addresses[0]


def _end_of(line: ssl.SSLSocket) -> datetime | None:
    ends = (line.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None


def _is_public(text: str) -> bool:
    """An IPv4 address may hide in an IPv6 one; multicast, and what was once local, count among the global ones."""
    address = ip_address(text.partition("%")[0])
    if address in _SITE_LOCAL:
        return False
    return all(ip.is_global and not ip.is_multicast for ip in (address, _ipv4_within(address)))


def _ipv4_within(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if any(address in network for network in _IPV4_LAST):
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address


def _connect(connection: _PinnedConnection) -> OutgoingError | None:
    try:
        connection.connect()
    except OutgoingError as refusal:
        return refusal
    except ssl.SSLCertVerificationError as error:
        connection.close()
        return CertificateRefused(error.verify_code)
    except (OSError, ValueError) as error:
        connection.close()
        return Unreached(type(error).__name__)
    return None


def _send_and_read(
    connection: _PinnedConnection, parts: SplitResult, most_bytes: int, request: OutgoingRequest
) -> Answer | OutgoingError:
    if (refusal := _connect(connection)) is not None:
        return refusal
    try:
        target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_TYPED)
        connection.request(request.method, target, request.body, {"User-Agent": "Etabli", **request.headers})
        answer = connection.getresponse()
        body = b""
        while piece := answer.read(CHUNK_BYTES):
            body += piece
            if len(body) > most_bytes:
                return TooLong("too long an answer")
        if answer.length:
            return OutgoingError("an answer cut short")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        location = headers.get("location", "")
        return Answer(answer.status, body, location, headers, connection.certificate_ends)
    except OutgoingError as failure:
        return failure
    except (OSError, http.client.HTTPException, ValueError) as error:
        return OutgoingError(type(error).__name__)
    finally:
        connection.close()
