"""A day or a time as feeds write it: by ISO 8601, as in mails (RFC 822), or as one says it in French."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from etabli.foundation.calendars.engine.events import Moment
from etabli.foundation.search.engine.text import fold

MAX_LENGTH = 80
MONTHS = "janv fevr mars avr mai juin juil aout sept oct nov dec".split()  # noqa: SIM905 -- reads better
_DAY = r"(?P<day>\d{1,2})"
_OFFSET = r"(?P<offset>[+-]\d{2}:?\d{2}|gmt|utc|z)"
_HOUR = rf"(?:\D{{1,6}}(?P<hour>\d{{1,2}})\s?[h:]\s?(?P<minute>\d{{2}})?(?::\d{{2}})?\s*{_OFFSET}?)?"
_IN_WORDS = re.compile(rf"(?:[a-z]+\.?,?\s+)?{_DAY}(?:er)?\s+(?P<month>[a-z]+)\.?\s+(?P<year>\d{{4}}){_HOUR}")
_IN_FIGURES = re.compile(rf"{_DAY}/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_HOUR}")


def moment_in(text: str) -> Moment | None:
    """The day or the time that a text says; None when it says none that can be read without guessing."""
    text = " ".join(text[: 2 * MAX_LENGTH].split())
    if not text or len(text) > MAX_LENGTH:
        return None
    for read in (_by_iso, parsedate_to_datetime, _in_french):
        with suppress(ValueError, TypeError, IndexError, OverflowError, AttributeError):
            if (moment := read(text)) is not None:
                return moment
    return None


def _by_iso(text: str) -> Moment:
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
        return date.fromisoformat(text)
    if not re.match(r"\d{4}-?\d\d-?\d\d[T ]", text):
        raise ValueError(text)
    return datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))


def _in_french(text: str) -> Moment | None:
    folded = fold(text)
    match = _IN_WORDS.fullmatch(folded) or _IN_FIGURES.fullmatch(folded)
    if match is None:
        return None
    on = date(int(match["year"]), _month(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return on
    return datetime(
        on.year, on.month, on.day, int(match["hour"]), int(match["minute"] or 0), tzinfo=_offset(match)
    )


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    for number, name in enumerate(MONTHS, 1):
        if text.startswith(name):
            return number
    raise ValueError(text)


def _offset(match: re.Match[str]) -> timezone | None:
    text = match["offset"]
    if text is None:
        return None
    if text[0] not in "+-":
        return timezone(timedelta())
    figures = text[1:].replace(":", "")
    offset = timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
    return timezone(-offset if text[0] == "-" else offset)
