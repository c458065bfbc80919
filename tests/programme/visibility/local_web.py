"""A small internet on this machine: names, servers, certificates. The guard stays: every name has a public address.

`LocalWeb` gives a visit its resolver and its connection; no setting opens this machine to anybody else.
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from etabli.foundation.fetch import Transport
from etabli.programme.visibility.checks.visit import Internet

PUBLIC = "93.184.216.34"


@dataclass(frozen=True)
class Served:
    """What stands at a path. `declares`: the size that a HEAD tells; `hangs`: nothing more comes after the headers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    declares: int | None = None
    refuses_head: bool = False
    hangs: bool = False


@dataclass
class Site:
    """A host: what it serves by path, over https unless it has no certificate. `certificate`: good, expired, other,
    or none."""

    pages: dict[str, Served]
    certificate: str = "good"
    days: int = 80
    is_forced: bool = True


NOTHING_HERE = Served(b"<html><title>404</title>Rien ici</html>", status=404)


class LocalWeb:
    """The sites of a test, by host; `records` by (name, kind); `addresses` of hosts that are somewhere else; `ports`
    of this machine, by the port that is called."""

    def __init__(self, folder: Path) -> None:
        self.sites: dict[str, Site] = {}
        self.records: dict[tuple[str, str], list[str]] = {}
        self.addresses: dict[str, list[list[str]]] = {}
        self.asked: list[tuple[str, str, str, str]] = []
        self.paused = 0.0
        self.ports: dict[int, int] = {}
        self._authority = _Authority(folder)
        self.certificates = folder / "authority.pem"

    def internet(self) -> Internet:
        """What a visit goes through: time passes only when it pauses."""
        return Internet(
            transport=Transport(resolver=self._resolve, connect=self._connect),
            records=lambda name, kind: self.records.get((name, kind), []),
            clock=lambda: self.paused,
            pause=self._pause,
        )

    @contextmanager
    def running(self) -> Iterator["LocalWeb"]:
        """Serve, over http and https."""
        plain, safe = (_server(self, scheme) for scheme in ("http", "https"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._authority.chain("any.test", "good", 80))
        context.sni_callback = self._choose
        safe.socket = context.wrap_socket(safe.socket, server_side=True, do_handshake_on_connect=False)
        self.ports = {80: plain.server_address[1], 443: safe.server_address[1]}
        for server in (plain, safe):
            Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield self
        for server in (plain, safe):
            server.shutdown()
            server.server_close()

    def _choose(self, line: Any, name: str | None, context: Any) -> None:
        site = self.sites.get(name or "")
        if site:
            line.context = self._authority.context(name or "", site)

    def _resolve(self, host: str, port: int) -> list[str]:
        if host in self.addresses:
            answers = self.addresses[host]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if host in self.sites:
            return [PUBLIC]
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]

    def _connect(self, address: tuple[str, int], seconds: float) -> socket.socket:
        assert address[0] == PUBLIC, f"somebody called {address}"
        return socket.create_connection(("127.0.0.1", self.ports[address[1]]), seconds)

    def _pause(self, seconds: float) -> None:
        self.paused += seconds


class _Authority:
    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])
        certificate = self._signed(self._name, self._key, "", timedelta(days=-1), timedelta(days=3000))
        (folder / "authority.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        self._contexts: dict[tuple[str, str, int], ssl.SSLContext] = {}

    def context(self, host: str, site: Site) -> ssl.SSLContext:
        key = (host, site.certificate, site.days)
        if key not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.chain(host, site.certificate, site.days))
            self._contexts[key] = context
        return self._contexts[key]

    def chain(self, host: str, kind: str, days: int) -> Path:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        since, until = timedelta(days=-90), timedelta(days=days, hours=1)
        if kind == "expired":
            until = timedelta(days=-2)
        certificate = self._signed(name, key, "other.test" if kind == "other" else host, since, until)
        path = self._folder / f"{host}-{kind}-{days}.pem"
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return path

    def _signed(
        self, name: x509.Name, key: Any, host: str, since: timedelta, until: timedelta
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + since)
            .not_valid_after(now + until)
            .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
        )
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        else:
            builder = builder.add_extension(
                x509.KeyUsage(
                    digital_signature=True,
                    content_commitment=False,
                    key_encipherment=False,
                    data_encipherment=False,
                    key_agreement=False,
                    key_cert_sign=True,
                    crl_sign=True,
                    encipher_only=False,
                    decipher_only=False,
                ),
                critical=True,
            )
        return builder.sign(self._key, hashes.SHA256())


def _server(web: LocalWeb, scheme: str) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(has_body=True)

        def do_HEAD(self) -> None:
            self._answer(has_body=False)

        def _answer(self, *, has_body: bool) -> None:
            host = self.headers.get("Host", "").partition(":")[0]
            web.asked.append((self.command, scheme, host, self.path))
            site = web.sites.get(host)
            if site is None or (scheme == "https" and site.certificate == "none"):
                self.close_connection = True
                return
            if scheme == "http" and site.is_forced and site.certificate != "none":
                self._send(Served(status=301, headers={"Location": f"https://{host}{self.path}"}), has_body)
                return
            served = site.pages.get(self.path) or site.pages.get(self.path.partition("?")[0]) or NOTHING_HERE
            if served.refuses_head and not has_body:
                served = Served(status=405)
            self._send(served, has_body)

        def _send(self, served: Served, has_body: bool) -> None:
            self.send_response(served.status)
            for name, value in served.headers.items():
                self.send_header(name, value)
            is_told = served.declares is not None and (served.hangs or not has_body)
            size = (served.declares or 0) if is_told else len(served.body)
            if size >= 0:
                self.send_header("Content-Length", str(size))
            self.end_headers()
            if served.hangs:
                self.connection.settimeout(3)
                self.connection.recv(1)
            elif has_body:
                self.wfile.write(served.body)

        def log_message(self, *args: object) -> None:
            """Not a word."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A line that was cut is what a test wanted."""

    return Server(("127.0.0.1", 0), Handler)
