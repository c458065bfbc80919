"""Log lines without personal data or secrets.

Addresses of pages keep their path only up to what identifies a person or opens a door: signed links, codes, and
query strings are masked, and so are mail addresses and phone numbers, wherever a library puts them.
"""

import logging
import re

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
    """Writes the message out, masked, and drops its arguments and the request that some handlers would print."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask(record.getMessage())
        record.args = ()
        record.__dict__.pop("request", None)
        return True


class Line(logging.Formatter):
    """One line per record; a traceback keeps where it happened, and its message is masked like the rest."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 -- the name is logging's
        return mask(super().formatException(ei))  # type: ignore[arg-type]  # logging's own alias is private
