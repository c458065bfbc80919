"""What an event says of itself, and when it takes place: checked before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

MAX_DAYS = 31  # of one date: what lasts longer is told as several


@dataclass(frozen=True)
class Details:
    """All that an author writes of an event beside its dates. `text` is Markdown; `commune_id` the code of a commune,
    or None; `price_cents` what one place costs, 0 where it is free; `price_note` what else there is to say of it.
    `link` is where those who take part online go. `is_open`: everybody may come, and everybody reads it."""

    title: str
    text: str
    place: str = ""
    commune_id: str | None = None
    is_online: bool = False
    link: str = ""
    price_cents: int = 0
    price_note: str = ""
    trade: str = ""
    is_open: bool = False


class Lack(StrEnum):
    """What can't be left out."""

    TITLE = "title"
    TEXT = "text"
    PLACE = "place"  # neither a place nor online


def lacks(details: Details) -> list[Lack]:
    """What is missing, in the order of the form."""
    has_place = bool(details.place.strip() or details.commune_id) or details.is_online
    missing = {
        Lack.TITLE: not details.title.strip(),
        Lack.TEXT: not details.text.strip(),
        Lack.PLACE: not has_place,
    }
    return [lack for lack, is_missing in missing.items() if is_missing]


@dataclass(frozen=True)
class Span:
    """From one instant to another. All day: from the first hour of a day to the first of the day after the last one."""

    starts_at: datetime
    ends_at: datetime
    is_all_day: bool = False


class SpanFault(StrEnum):
    """Why what was typed is no time at which something takes place."""

    LAST_BEFORE_FIRST = "last_before_first"
    NO_END = "no_end"  # an hour of beginning and none of end
    NO_BEGINNING = "no_beginning"
    ENDS_BEFORE = "ends_before"
    TOO_LONG = "too_long"


def span_of(
    first: date, *, last: date | None, begins: time | None, ends: time | None, zone: tzinfo
) -> Span | SpanFault:
    """The span of these days and hours in `zone`; whole days where no hour is given. `last`: the last day, None for
    one alone."""
    last = last or first
    if last < first:
        return SpanFault.LAST_BEFORE_FIRST
    if (last - first).days >= MAX_DAYS:
        return SpanFault.TOO_LONG
    if begins is None and ends is None:
        midnight = datetime.combine(first, time(), zone)
        return Span(midnight, datetime.combine(last + timedelta(days=1), time(), zone), is_all_day=True)
    if begins is None:
        return SpanFault.NO_BEGINNING
    if ends is None:
        return SpanFault.NO_END
    span = Span(datetime.combine(first, begins, zone), datetime.combine(last, ends, zone))
    return span if span.ends_at.timestamp() > span.starts_at.timestamp() else SpanFault.ENDS_BEFORE
