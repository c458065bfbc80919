"""Log lines without personal data or secrets.

Addresses of pages keep their path only up to what identifies a person or opens a door: signed links, codes, and
query strings are masked, and so are mail addresses and phone numbers, wherever a library puts them.
"""

import logging
import re
import sys
import traceback
from http import HTTPStatus
from typing import Any

from etabli.site.faults import Fault, fault_of, reason_of

MASK = "…"

_MASKED = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # mail addresses
    re.compile(r"(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b"),  # French phone numbers
    re.compile(
        r"(?:(?<=/l/)|(?<=/invitation/)|(?<=/avis/)|(?<=/desabonnement/)|(?<=/annuaire/message/)"
        r"|(?<=/projet/partage/)|(?<=/adhesion/demande/)|(?<=/relais-partenaire/)|(?<=/offres/lien/)|(?<=/offres/arret/))[^/\s]+"
    ),  # signed links
    re.compile(r"(?<=\?)\S+"),  # query strings
    re.compile(r"(?i)(?<=password=)\S+|(?<=token=)\S+|(?<=secret=)\S+"),
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),  # user:password in an address
)


def mask(text: str) -> str:
    for pattern in _MASKED:
        text = pattern.sub(MASK, text)
    return text


class NoPersonalData(logging.Filter):
    """Writes the message out, masked, and drops its arguments and the request that some handlers would print.
    A fault of the machine is one line.

    The address of a request is told by its pattern ("inscriptions/<int:pk>/"): what somebody typed there is theirs.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        request = record.__dict__.pop("request", None)
        path = getattr(request, "path", "")
        if len(path) > 1:
            match = getattr(request, "resolver_match", None)
            text = text.replace(path, f"/{match.route}" if match else f"/{MASK}")
        record.msg = mask(text + _cause(record))
        record.args = ()
        return True


def _cause(record: logging.LogRecord) -> str:
    """The fault of the machine behind a traceback, which then goes: it would only hide the cause."""
    error = record.exc_info[1] if record.exc_info else None
    fault = None if error is None else fault_of(error)
    if (
        error is None or fault is None or fault is Fault.UNPREPARED
    ):  # a table that is absent may be a mistake of ours
        return ""
    record.exc_info = record.exc_text = None
    return f": {fault.english} ({type(error).__name__}: {reason_of(error)})"


class NoRefusals(logging.Filter):
    """Leaves out what Django says of a 403, with its traceback: `people.security.refusals` writes its one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(getattr(record, "status_code", None) != HTTPStatus.FORBIDDEN)


class Line(logging.Formatter):
    """One line per record; a traceback keeps what happened and where, never the words of the error."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 -- the name is logging's
        error = ei[1]  # type: ignore[index]  # logging's own alias is private
        return "" if error is None else told(error)


def told(error: BaseException) -> str:
    """The traceback of an error, after those of its causes and of the members of its group; no message, no note.

    A database quotes the row that it refuses, a parser the text that it was given: both are a person's.
    """
    errors = [error]
    for one in errors:  # the list grows as it is walked
        cause = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        members = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        errors += [behind for behind in (cause, *members) if behind is not None and behind not in errors]
    blocks = [
        "".join(
            [
                "Traceback (most recent call last):\n",
                *traceback.format_tb(one.__traceback__),
                f"{type(one).__module__}.{type(one).__qualname__}: {MASK}",
            ]
        )
        for one in reversed(errors)
    ]
    return mask("\n".join(blocks))


def mask_traceback(instance: Any, **_kwargs: Any) -> None:
    """Before the result of a task is saved: the traceback kept in it is told as in the log."""
    error = sys.exception()
    if instance.traceback and error is not None:
        instance.traceback = told(error)
