"""A folder of a mailbox, read over IMAP (RFC 3501) by the standard library. A mail is never deleted, nor marked as read
by being read: whoever has dealt with it says so, by the flags that every server keeps.

Answered: dealt with. Flagged: left for somebody to look at. The others wait.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

TIMEOUT_SECONDS = 20
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})", re.IGNORECASE)
WAITING, LEFT = "UNANSWERED UNFLAGGED UNDELETED", "FLAGGED UNANSWERED UNDELETED"


@dataclass(frozen=True)
class MailboxAddress:
    """Where the folder is, and who opens it. Without `has_tls` only on this very machine."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    has_tls: bool = True


class NotReached(Exception):
    """The mailbox can't be read; the text is what the server or the system says."""


class NotTrusted(NotReached):
    """Nobody whom this machine trusts answers for the server's certificate."""


class SignInRefused(NotReached):
    """The server answers, and doesn't want this account."""


class NoSuchFolder(NotReached):
    """The account is good, and has no such folder."""


class Mailbox:
    """An open folder. Each method raises NotReached when the line is lost."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def waiting(self) -> list[int]:
        """The numbers (UID) of the mails that nobody has dealt with, the oldest first."""
        return self._search(WAITING)

    def left_count(self) -> int:
        """How many are left for somebody to look at."""
        return len(self._search(LEFT))

    def size(self, uid: int) -> int | None:
        """How many bytes it has; None when it is gone."""
        for part in self._ask("FETCH", str(uid), "(RFC822.SIZE)"):
            line = part[0] if isinstance(part, tuple) else part
            if isinstance(line, bytes) and (size := _SIZE.search(line)):
                return int(size[1])
        return None

    def content(self, uid: int, most: int) -> bytes | None:
        """Its first bytes, `most` of them; None when it is gone."""
        for part in self._ask("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)"):
            if isinstance(part, tuple) and len(part) > 1 and isinstance(part[1], bytes):
                return part[1][:most]
        return None

    def mark_answered(self, uid: int) -> None:
        """It is dealt with."""
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Answered \Seen)")

    def leave(self, uid: int) -> None:
        """Somebody is to look at it."""
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Flagged)")

    def _search(self, criteria: str) -> list[int]:
        numbers = b" ".join(part for part in self._ask("SEARCH", criteria) if isinstance(part, bytes))
        return sorted(int(number) for number in numbers.split() if number.isdigit())

    def _ask(self, command: str, *arguments: str) -> list[object]:
        with _failures():
            status, parts = self._connection.uid(command, *arguments)
            if status != "OK":
                raise NotReached(f"{command}: {_words(parts)}")
            return list(parts)


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """The folder, open until the end of the block. Raises NotReached."""
    with _failures():
        connection = _connect(address)
    try:
        _sign_in(connection, address)
        yield Mailbox(connection)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()
        with suppress(OSError):  # a line that was cut is to be closed too
            connection.shutdown()


def _connect(address: MailboxAddress) -> imaplib.IMAP4:
    if not address.has_tls:
        return imaplib.IMAP4(address.host, address.port, timeout=TIMEOUT_SECONDS)
    context = (
        ssl.create_default_context()
    )  # the authorities of the machine, or those that SSL_CERT_FILE names
    return imaplib.IMAP4_SSL(address.host, address.port, ssl_context=context, timeout=TIMEOUT_SECONDS)


def _sign_in(connection: imaplib.IMAP4, address: MailboxAddress) -> None:
    with _failures():
        try:
            connection.login(address.user, address.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as refusal:
            raise SignInRefused(_words(refusal.args)) from refusal
        quoted = address.folder.replace("\\", r"\\").replace('"', r"\"")
        status, parts = connection.select(f'"{quoted}"')
        if status != "OK":
            raise NoSuchFolder(_words(parts))


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as failure:
        raise NotTrusted(failure.verify_message) from failure
    except (OSError, imaplib.IMAP4.error) as failure:
        raise NotReached(_words(failure.args) or type(failure).__name__) from failure


def _words(parts: object) -> str:
    """What a server says, on one line."""
    given = parts if isinstance(parts, list | tuple) else [parts]
    text = " ".join(part.decode(errors="replace") if isinstance(part, bytes) else str(part) for part in given)
    return " ".join(text.split())[:200]
