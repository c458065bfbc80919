"""Log lines without personal data or secrets.

Addresses of pages keep their path only up to what identifies a person or opens a door: signed links, codes, and
query strings are masked, and so are mail addresses and phone numbers, wherever a library puts them.
"""

import logging
import re
import traceback
from traceback import TracebackException

MASK = "…"

_MASKED = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # mail addresses
    re.compile(r"(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b"),  # French phone numbers
    re.compile(r"(?<=/l/)[^/\s]+"),  # signed links
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

    The address of a request is told by its pattern ("inscriptions/<int:pk>/"): what somebody typed there is theirs.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        request = record.__dict__.pop("request", None)
        path = getattr(request, "path", "")
        if len(path) > 1:
            match = getattr(request, "resolver_match", None)
            text = text.replace(path, f"/{match.route}" if match else f"/{MASK}")
        record.msg = mask(text)
        record.args = ()
        return True


class Line(logging.Formatter):
    """One line per record; a traceback keeps what happened and where, never the words of the error.

    A database quotes the row that it refuses, a parser the text that it was given: both are a person's.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 -- the name is logging's
        told = traceback.TracebackException(*ei)  # type: ignore[misc]  # logging's own alias is private
        seen: TracebackException | None = told
        while seen is not None:
            seen._str = MASK  # type: ignore[attr-defined]  # no public way to leave the message out
            seen = seen.__cause__ or seen.__context__
        return mask("".join(told.format()).rstrip())
