"""SMTP step by step: what was refused before the mail was handed over is told apart from what nobody knows after."""

import contextlib
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

ANSWER_SECONDS = (
    120  # a server may look a mail through before it answers for it; the lease is five times as long
)


class _SmtpPolicy(EmailPolicy):
    """Mails in 7 bits: no server on the way has anything to convert, and no signature breaks."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Addresses stay whole on their line: a long one would be encoded, and no mail program decodes it there."""
        if name.lower() in {"list-unsubscribe", "message-id", "reply-to"}:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


SMTP_POLICY = _SmtpPolicy(linesep="\r\n", cte_type="7bit")


class Mail(EmailMultiAlternatives):
    """A mail with one recipient. `on_accepted` is called once the recipient is accepted, before the first byte of the
    mail: what it raises keeps the mail from leaving. A mailer that leaves nothing outside never calls it."""

    on_accepted: Callable[[], None] | None = None
    calendar: tuple[str, str] | None = None

    def invite(self, calendar: str, method: str) -> None:
        """A calendar file: as a reading of the mail (Gmail, Outlook), and as a file (Apple Mail, and by hand)."""
        self.calendar = (calendar, method)
        self.attach("etabli.ics", calendar, "application/ics")

    def _add_bodies(self, msg: EmailMessage) -> None:
        super()._add_bodies(msg)  # type: ignore[misc]  # not in the stubs
        if self.calendar is not None:
            content, method = self.calendar
            msg.add_alternative(content, subtype="calendar", charset="utf-8", params={"method": method})


class Refused(Exception):
    """The server said no: the mail is not theirs. `is_lasting`: it will say the same tomorrow.

    `about_us`: it refuses the sender (a password, an address), whoever the recipient is.
    """

    def __init__(self, code: int, reply: Any, *, about_us: bool = False) -> None:
        text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
        super().__init__(f"{code} {text}")
        self.code, self.reply, self.about_us = code, text, about_us
        self.is_lasting = 500 <= code < 600


class Unsure(Exception):
    """The mail was handed over, and no answer came: only the mailbox knows whether it has left."""


class Smtp(EmailBackend):
    """Django's own connection (TLS, sign-in, time limits), with the steps of a mail told apart."""

    _partial_connection: smtplib.SMTP | None  # not in the stubs

    def open(self) -> bool | None:
        """As Django's. Raises Refused when the server doesn't want us; OSError when it isn't there."""
        try:
            opened: bool | None = super().open()
        except smtplib.SMTPResponseException as refusal:
            self.close()
            raise Refused(refusal.smtp_code, refusal.smtp_error, about_us=True) from refusal
        return opened

    def close(self) -> None:
        """The mail is theirs or it isn't: a good-bye that fails changes nothing of it."""
        for connection in (self.connection, self._partial_connection):
            if connection is not None:
                with contextlib.suppress(OSError):
                    connection.quit()
                connection.close()
        self.connection = self._partial_connection = None

    def _send(self, email_message: Mail) -> bool:
        smtp, (recipient,) = self.connection, email_message.recipients()
        assert smtp is not None  # Django opens it first
        content = email_message.message(policy=SMTP_POLICY).as_bytes()
        recipient = self.prep_address(recipient)
        smtp.ehlo_or_helo_if_needed()
        _raise_unless_accepted(smtp.mail(_envelope_sender()), about_us=True)
        _raise_unless_accepted(smtp.rcpt(recipient))
        if email_message.on_accepted is not None:
            email_message.on_accepted()
        code, reply = _hand_over(smtp, content)
        _raise_unless_accepted((code, reply))
        return True


def _envelope_sender() -> str:
    """Where reports of failure come back to."""
    return settings.BOUNCE_ADDRESS or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _hand_over(smtp: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    assert smtp.sock is not None  # it has just answered
    smtp.sock.settimeout(ANSWER_SECONDS)
    try:
        return smtp.data(content)
    except smtplib.SMTPDataError as refusal:  # it didn't even want the first byte
        return refusal.smtp_code, refusal.smtp_error if isinstance(refusal.smtp_error, bytes) else b""
    except (OSError, smtplib.SMTPException) as silence:
        raise Unsure from silence


def _raise_unless_accepted(answer: tuple[int, bytes], *, about_us: bool = False) -> None:
    code, reply = answer
    if code == 421:
        raise Refused(code, reply)  # it closes: later
    if not 200 <= code < 300:
        raise Refused(code, reply, about_us=about_us)
