"""A real mail server on the loopback, that behaves as a test asks: aiosmtpd in a thread of its own."""

import asyncio
import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Office:
    """What it answers: `at` a command ("MAIL", "RCPT", "DATA", "END": after the whole mail), a reply or "hang up".

    Each answer is given once, then it says yes.
    """

    at: dict[str, list[str]] = field(default_factory=dict)
    accepted: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    port: int = 0

    def answer(self, server: SMTP, command: str) -> str | None:
        said = self.at.get(command) or []
        reply = said.pop(0) if said else None
        if reply == "hang up":
            server.transport.close()
        return reply

    async def handle_MAIL(  # noqa: N802 -- the library's name
        self, server: SMTP, _session: Any, envelope: Any, address: str, _opts: Any
    ) -> str:
        envelope.mail_from = address
        self.senders.append(address)
        return self.answer(server, "MAIL") or "250 ok"

    async def handle_RCPT(  # noqa: N802 -- the library's name
        self, server: SMTP, _session: Any, envelope: Any, address: str, _opts: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answer(server, "RCPT") or "250 ok"

    async def handle_DATA(  # noqa: N802 -- the library's name
        self, server: SMTP, _session: Any, envelope: Any
    ) -> str:
        refusal = self.answer(server, "END")
        if refusal == "silence":
            await asyncio.sleep(30)
        if refusal is None or refusal.startswith(("lost", "silence")):
            self.accepted.append(email.message_from_bytes(envelope.content, policy=default))
        if refusal and refusal.startswith("lost"):
            server.transport.close()
        return refusal if refusal and refusal[0].isdigit() else "250 taken"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@contextmanager
def post_office(**options: Any) -> Iterator[Office]:
    """The server, listening; `password` makes it ask for one, `tls` is its context for STARTTLS."""
    office = Office(options.pop("at", {}))
    password, context = options.pop("password", None), options.pop("tls", None)

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == (password or "").encode(), handled=False)

    control = Controller(
        office,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=known,
        auth_required=password is not None,
        tls_context=context,
        require_starttls=context is not None,
    )
    control.start()
    office.port = control.port
    try:
        yield office
    finally:
        control.stop()
