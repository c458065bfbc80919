"""The busy times of a calendar file (RFC 5545): when, and nothing else. Plain Python, called in a child process.

Left out: what is transparent, called off, or ours (read back from a calendar that follows the diary).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

MAX_EVENTS = 20_000
MAX_REPEATS = 20_000  # of one event, from its first day on: a daily one of fifty years
MAX_TIMES = 5_000
REFUSED_FREQUENCIES = {"SECONDLY", "MINUTELY", "HOURLY"}
OWN_UID_SUFFIX = "@etabli"
PARSING_ERRORS = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)

type Event = Any  # an icalendar.Event: what it holds may be of any kind, whatever the standard says
type Time = tuple[datetime, datetime]


class NotACalendar(ValueError):
    """What was read is no calendar file."""


def busy_times(content: bytes, since: datetime, until: datetime, zone: ZoneInfo) -> list[Time]:
    """When it is busy between two instants, in order, what overlaps being one. `zone`: of times that name none.

    Raises NotACalendar. An event that can't be understood is left out.
    """
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except PARSING_ERRORS:
        raise NotACalendar from None
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise NotACalendar
    events: list[Event] = [event for calendar in calendars for event in calendar.walk("VEVENT")][:MAX_EVENTS]
    moved = {
        (str(event.get("uid")), _instant(event["recurrence-id"].dt, zone))
        for event in events
        if "recurrence-id" in event and hasattr(event["recurrence-id"], "dt")
    }
    times: list[Time] = []
    for event in events:
        try:
            if not _is_free(event):
                times += _times(event, since, until, zone, moved)
        except PARSING_ERRORS:
            continue
    return list(islice(_merged(times), MAX_TIMES))


def _is_free(event: Event) -> bool:
    busy_status = str(event.get("x-microsoft-cdo-busystatus", "")).upper()
    return (
        str(event.get("transp", "")).upper() == "TRANSPARENT"
        or str(event.get("status", "")).upper() == "CANCELLED"
        or busy_status == "FREE"
        or str(event.get("uid", "")).endswith(OWN_UID_SUFFIX)
    )


def _times(
    event: Event, since: datetime, until: datetime, zone: ZoneInfo, moved: set[tuple[str, datetime]]
) -> Iterator[Time]:
    """Of one event, each time that it takes place between the two."""
    start = event["dtstart"].dt
    lasts = _length(event, start)
    uid = str(event.get("uid"))
    excluded = {_instant(value.dt, zone) for dates in _list(event.get("exdate")) for value in dates.dts}
    if "recurrence-id" not in event:
        excluded |= {instant for of, instant in moved if of == uid}
    for local in _starts(event, start, until, zone):
        begins = _instant(local, zone)
        ends = _instant(local + lasts, zone) if not isinstance(local, datetime) else begins + lasts
        if begins not in excluded and begins < until and ends > since and ends > begins:
            yield max(begins, since), min(ends, until)


def _length(event: Event, start: date) -> timedelta:
    if "dtend" in event:
        return (
            _naive(event["dtend"].dt) - _naive(start)
            if not isinstance(start, datetime)
            else _duration_between(event)
        )
    if "duration" in event:
        return timedelta(seconds=event["duration"].dt.total_seconds())
    return timedelta() if isinstance(start, datetime) else timedelta(days=1)


def _duration_between(event: Event) -> timedelta:
    """Of two times: by the clock of the world where both name their zone, by that of the wall where they don't."""
    start, end = event["dtstart"].dt, event["dtend"].dt
    if start.tzinfo is not None and end.tzinfo is not None:
        return timedelta(seconds=end.timestamp() - start.timestamp())
    return _naive(end) - _naive(start)


def _naive(value: date) -> datetime:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())


def _starts(event: Event, start: date, until: datetime, zone: ZoneInfo) -> Iterable[date]:
    """Its first time and those that its rule and its list of dates add, by the clock of the wall where it is."""
    added = [value.dt for dates in _list(event.get("rdate")) for value in dates.dts]
    yield from (value[0] if isinstance(value, tuple) else value for value in added)
    rule = next(iter(_list(event.get("rrule"))), None)
    if rule is None:
        yield start
        return
    if str(next(iter(_list(rule.get("FREQ"))), "")).upper() in REFUSED_FREQUENCIES:
        return
    last = next(iter(_list(rule.get("UNTIL"))), None)
    end = min(until, _instant(last, zone)) if last is not None else until
    parts = {name: value for name, value in rule.items() if name.upper() != "UNTIL"}
    text = type(rule)(parts).to_ical().decode()
    is_day = not isinstance(start, datetime)
    if last is not None and not isinstance(last, datetime):
        end = min(until, _instant(last + timedelta(days=1), zone) - timedelta(seconds=1))
    tzinfo = start.tzinfo if isinstance(start, datetime) else None
    for wall in islice(rrulestr(text, dtstart=_naive(start)), MAX_REPEATS):
        local = wall.date() if is_day else wall.replace(tzinfo=tzinfo)
        if _instant(local, zone) > end:
            return
        yield local


def _instant(value: date, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo is not None else value.replace(tzinfo=zone)).astimezone(UTC)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _merged(times: list[Time]) -> Iterator[Time]:
    """In order, those that overlap or touch being one."""
    current: Time | None = None
    for start, end in sorted(times):
        if current is None:
            current = start, end
        elif start <= current[1]:
            current = current[0], max(current[1], end)
        else:
            yield current
            current = start, end
    if current is not None:
        yield current


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: a line of what is asked, then the file; the times go out, or null for what is no calendar."""
    request = json.loads(source.readline())
    since, until = datetime.fromisoformat(request["since"]), datetime.fromisoformat(request["until"])
    try:
        times = busy_times(source.read(), since, until, ZoneInfo(request["zone"]))
    except NotACalendar:
        answer = None
    else:
        answer = [[start.isoformat(), end.isoformat()] for start, end in times]
    target.write(json.dumps(answer).encode())
