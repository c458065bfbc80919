"""Reports of failure that come back by mail (RFC 3464), from Postfix, Exchange and the others: plain Python."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.policy import default

from etabli.foundation.notify.refusals import Trouble, trouble_of


@dataclass(frozen=True)
class Failure:
    """One of our mails (its Message-ID) that did not arrive, for good: each has one recipient."""

    number: str
    trouble: Trouble


def failures(content: bytes) -> list[Failure]:
    """What a mail reports of mails of ours that were given up. Empty for any other mail: a delay, an answer, spam."""
    mail = email.message_from_bytes(content, policy=default)
    number = _original_number(mail)
    if not number:
        return []
    statuses = (_trouble_of_group(group) for group in _statuses(mail))
    return [Failure(number, trouble) for trouble in statuses if trouble is not None]


def _statuses(mail: EmailMessage) -> Iterator[Message]:
    """The groups of fields, one for each recipient."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            yield from (group for group in groups if isinstance(group, Message) and group["Final-Recipient"])


def _trouble_of_group(group: Message) -> Trouble | None:
    if str(group["Action"] or "").strip().lower() != "failed":
        return None
    status, answer = str(group["Status"] or ""), str(group["Diagnostic-Code"] or "")
    if status.strip().startswith("4"):  # given up after days of trying
        return Trouble.SILENT
    return trouble_of(answer, _most_exact_status(status, answer))


def _most_exact_status(status: str, answer: str) -> str:
    """The status of the last server is more exact than a general one ("5.0.0") of the server that reports."""
    return answer if re.search(r"\b5\.0\.0\b", status) else status


def _original_number(mail: EmailMessage) -> str:
    """The Message-ID in the copy of our mail, or of its headers, that the report brings back."""
    for part in mail.walk():
        if part.get_content_type() in {"message/rfc822", "message/global"}:
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                return str(inner[0]["Message-ID"] or "").strip()
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}:
            headers = part.get_payload(decode=True)
            if isinstance(headers, bytes):
                return str(email.message_from_bytes(headers, policy=default)["Message-ID"] or "").strip()
    return str(mail["In-Reply-To"] or mail["References"] or "").strip()
