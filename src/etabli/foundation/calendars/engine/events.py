"""What a calendar, or a feed, says of an event; and what a reader had to leave out or to doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

# A day stands for all of it; a time without a zone is that of the clock wherever one is ("floating", RFC 5545, 3.3.5).
type Moment = date | datetime


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that takes place once, in the times and zones that its calendar gives.

    `uid` and `occurrence` together name it: `occurrence` is the time that the rule of a repeated event gives it, which
    stays the same when it is moved; None for what takes place once. Of what lasts whole days, `ends` is the last one.
    `is_free`: it takes nobody's time. Texts are plain; `url` is an address of the web, or "".
    """

    uid: str
    title: str
    starts: Moment
    ends: Moment
    occurrence: Moment | None = None
    sequence: int = 0
    description: str = ""
    place: str = ""
    organiser: str = ""
    url: str = ""
    changed_at: datetime | None = None
    is_cancelled: bool = False
    is_free: bool = False

    @property
    def is_all_day(self) -> bool:
        """Whether it has days and no hours."""
        return not isinstance(self.starts, datetime)

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads: a moment is its text in ISO 8601 and, where it has one, the name of its zone."""
        moments = {
            name: moment_as_json(getattr(self, name))
            for name in ("starts", "ends", "occurrence", "changed_at")
        }
        return {**asdict(self), **moments}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> CalendarEvent:
        """The event that `as_json` wrote."""
        moments = {
            name: moment_from_json(values[name]) for name in ("starts", "ends", "occurrence", "changed_at")
        }
        return cls(**{**values, **moments})


class LeftOut(StrEnum):
    """Why something of a file isn't among what was read."""

    PAST = "past"
    FAR = "far"  # later than what is asked for
    NO_START = "no_start"  # no date, or one that can't be read
    NO_WORDS = "no_words"  # neither a title nor a text
    CUT = "cut"  # the file ends in the middle of it
    SUPERSEDED = "superseded"  # a newer version of it stands in the same file
    TOO_FREQUENT = "too_frequent"  # it repeats by the hour or oftener
    UNKNOWN_RULE = "unknown_rule"  # it repeats by a rule that can't be read
    TOO_MANY = "too_many"  # of the file
    TOO_MANY_DATES = "too_many_dates"  # of what repeats: the first ones were read


class Doubt(StrEnum):
    """What was read, but otherwise than it was written."""

    ENCODING = "encoding"  # signs that aren't in the alphabet that the file names
    BROKEN_LINES = "broken_lines"
    UNKNOWN_ZONE = "unknown_zone"  # its hours are kept, without a zone
    END_BEFORE_START = "end_before_start"  # its end was left out
    UNREADABLE_DATE = "unreadable_date"  # one beside that of its start
    NO_UID = "no_uid"  # it was given one, made of what it says
    REUSED_UID = "reused_uid"  # several events bear it: they were told apart by what they say
    ADDRESS = "address"  # no address of the web: left out
    CUT_TEXT = "cut_text"  # longer than what is kept
    FILE_CUT = "file_cut"  # it has no end: some of it may be missing


def instant(moment: Moment, zone: tzinfo) -> datetime:
    """When it is, or begins: `zone` is that of days and of times that name none. What lies outside of the calendar,
    such as the first hour of the year 1, is the nearest instant in it."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def day_of(moment: Moment) -> date:
    """The day on which it is, or begins, where it takes place."""
    return moment.date() if isinstance(moment, datetime) else moment


def over_at(ends: Moment, zone: tzinfo) -> datetime:
    """When what ends so is over: where it lasts whole days, as the day after the last one begins."""
    if isinstance(ends, datetime) or ends == date.max:
        return instant(ends, zone)
    return instant(ends + timedelta(days=1), zone)


def span(starts: Moment, ends: Moment | timedelta | None) -> tuple[Moment, bool]:
    """The end of what starts then, of whole days the last one; and whether it is the one that was written: one before
    the start can't be kept. Of whole days `ends` is the one after the last; many write the last one, which is seen
    where it is a single day."""
    if ends is None:
        return starts, True
    try:
        last = _last_time(starts, ends) if isinstance(starts, datetime) else _last_day(starts, ends)
    except OverflowError:
        return starts, False
    return (last, True) if instant(last, UTC) >= instant(starts, UTC) else (starts, False)


@dataclass(frozen=True)
class Window:
    """The time between two instants. `zone`: that in which days and times without a zone are placed; they stay as they
    are."""

    since: datetime
    until: datetime
    zone: tzinfo

    def excludes(self, event: CalendarEvent) -> LeftOut | None:
        """Why no part of an event falls in it, or None when one does."""
        begins, over = instant(event.starts, self.zone), over_at(event.ends, self.zone)
        if begins >= self.until:
            return LeftOut.FAR
        return None if over > self.since or begins >= self.since else LeftOut.PAST


def moment_as_json(moment: Moment | None) -> dict[str, str] | None:
    """Its text in ISO 8601 and, where it has one, the name of its zone."""
    if moment is None:
        return None
    zone = moment.tzinfo if isinstance(moment, datetime) else None
    return {"at": moment.isoformat(), **({"zone": zone.key} if isinstance(zone, ZoneInfo) else {})}


def moment_from_json(written: Mapping[str, str] | None) -> Moment | None:
    """The moment that `moment_as_json` wrote."""
    if written is None:
        return None
    if "T" not in written["at"]:
        return date.fromisoformat(written["at"])
    moment = datetime.fromisoformat(written["at"])
    if "zone" not in written:
        return moment
    zone = ZoneInfo(written["zone"])
    wall = moment.replace(tzinfo=zone)
    return wall if wall.utcoffset() == moment.utcoffset() else wall.replace(fold=1)


def _last_day(starts: date, ends: Moment | timedelta) -> date:
    if isinstance(ends, timedelta):
        return starts + max(timedelta(), ends - timedelta(days=1))
    day_after = day_of(ends)
    return starts if day_after == starts else day_after - timedelta(days=1)


def _last_time(starts: datetime, ends: Moment | timedelta) -> datetime:
    if isinstance(ends, timedelta):
        if starts.tzinfo is None:
            return starts + ends
        return (starts.astimezone(UTC) + ends).astimezone(starts.tzinfo)
    if not isinstance(ends, datetime):
        ends = datetime.combine(ends, time())
    if ends.tzinfo is None or starts.tzinfo is None:  # one of them names none: both are by one clock
        return ends.replace(tzinfo=starts.tzinfo)
    return ends
