"""The rules of a time zone as calendars read them (VTIMEZONE, RFC 5545, 3.6.5): two lines that recur each year.

A list of every change (RDATE), which libraries write from the data of zones, is misread by a parser in wide use:
ical.js, that of Thunderbird, keeps its first date only, and summer's meetings came an hour late.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

FIRST_YEAR = 2020  # no meeting of ours is older; the rules of the European Union are those of 1996
LOOKED_AT_YEARS = 10
HOUR = timedelta(hours=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class OffsetChange:
    """A change of hour: the instant by the clock that is then left, as RFC 5545 asks, and the offsets on both sides."""

    local_wall_time: datetime
    before: timedelta
    after: timedelta


@cache
def vtimezone_text(zone: str) -> str:
    """The VTIMEZONE of this zone, written once. It has a change on the same weekday of the same months each year."""
    rules = Timezone()
    rules.add("tzid", zone)
    zone_info = ZoneInfo(zone)
    changes = offset_changes(zone_info, FIRST_YEAR)
    for change in changes:
        is_summer = change.after > change.before
        rules.add_component(_observance(zone_info, change, is_summer, _yearly(change.local_wall_time)))
    if not changes:
        start = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
        offset = start.astimezone(zone_info).utcoffset() or timedelta()
        rules.add_component(_observance(zone_info, OffsetChange(start, offset, offset), False, None))
    text: str = rules.to_ical().decode()
    return text


def offset_changes(zone: ZoneInfo, year: int) -> list[OffsetChange]:
    """The changes of hour of a year, in order, each to the hour."""
    changes, at = [], datetime(year, 1, 1, tzinfo=UTC)
    before = at.astimezone(zone).utcoffset() or timedelta()
    while (at := at + HOUR).year == year:
        after = at.astimezone(zone).utcoffset() or timedelta()
        if after != before:
            changes.append(OffsetChange(at + before, before, after))
        before = after
    return changes


def _observance(
    zone: ZoneInfo, change: OffsetChange, is_summer: bool, yearly: vRecur | None
) -> TimezoneDaylight | TimezoneStandard:
    made = TimezoneDaylight() if is_summer else TimezoneStandard()
    made.add("dtstart", change.local_wall_time.replace(tzinfo=None))
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", (change.local_wall_time - change.before + HOUR).astimezone(zone).tzname() or zone.key)
    if yearly:
        made.add("rrule", yearly)
    return made


def _yearly(at: datetime) -> vRecur:
    """ "The last Sunday of March", "the second Sunday of March": each year."""
    return vRecur(freq="yearly", bymonth=at.month, byday=_nth_weekday(at))


def _nth_weekday(at: datetime) -> str:
    is_last = at.day + 7 > monthrange(at.year, at.month)[1]
    which = -1 if is_last else (at.day - 1) // 7 + 1
    return f"{which}{WEEKDAYS[at.weekday()]}"


@cache
def has_yearly_rules(zone: str) -> bool:
    """Whether two lines that recur each year say all of this zone's changes: not where they follow the moon, or come at
    half past an hour."""
    zone_info = ZoneInfo(zone)
    years = range(FIRST_YEAR, FIRST_YEAR + LOOKED_AT_YEARS)
    rules = {tuple(_in_any_year(change) for change in offset_changes(zone_info, year)) for year in years}
    return len(rules) == 1 and all(abs(after - before) == HOUR for *_when, before, after in rules.pop())


def _in_any_year(change: OffsetChange) -> tuple[int, str, time, timedelta, timedelta]:
    at = change.local_wall_time
    return at.month, _nth_weekday(at), at.time(), change.before, change.after
