"""Mails that no human being wrote: absences, receipts, mails that couldn't be delivered, lists."""

import re
from email.message import Message
from email.utils import parseaddr

_ANSWERING_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-mail-autoreply",
    "x-failed-recipients",
)
_BULK = frozenset(("bulk", "junk", "list", "auto_reply", "auto-reply"))
_SENDERS = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|ne-?pas-?repondre|noreponse)\b|@[\w.-]*mailinblack\b",
    re.IGNORECASE,
)
# As they begin: an answer to a question about absences begins with "Re:".
_SUBJECTS = re.compile(
    r"""\s*(?:
    absence\s+du\s+bureau | (?:message|notification)\s+d['’]absence | r[ée]ponse\s+automatique | r[ée]p\.?\s+auto\b
    | message\s+automatique | accus[ée]\s+de\s+(?:r[ée]ception|lecture) | non[\s-]remis
    | [ée]chec\s+de\s+(?:la\s+)?remise | out\s+of\s+(?:the\s+)?office | automatic\s+reply
    | auto(?:matic)?[\s-]?(?:reply|response) | undeliver | delivery\s+status\s+notification
    | mail\s+delivery\s+(?:failed|failure) | returned\s+mail | read\s*:
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_automatic(message: Message) -> bool:
    """Whether a machine sent this mail, by its headers."""
    submitted = _value(message, "auto-submitted")
    return (
        submitted not in ("", "no")
        or any(_value(message, name) not in ("", "no") for name in _ANSWERING_HEADERS)
        or _value(message, "precedence") in _BULK
        or _value(message, "return-path") == "<>"
        or message.get_content_type() == "multipart/report"
        or bool(_SENDERS.search(parseaddr(str(message.get("from", "")))[1]))
        or bool(_SUBJECTS.match(str(message.get("subject", ""))))
    )


def _value(message: Message, name: str) -> str:
    """The value of a header in small letters, without its parameters."""
    return str(message.get(name, "")).partition(";")[0].strip().lower()
