"""The busy times of a calendar file (RFC 5545): when, and nothing else. Plain Python, called in a child process.

Left out: what is transparent, called off, or ours (read back from a calendar that follows the diary).
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import BinaryIO
from zoneinfo import ZoneInfo

from etabli.foundation.calendars.engine.events import CalendarEvent, Window, instant, over_at
from etabli.foundation.calendars.engine.reading import NotACalendar, read_calendar

MAX_TIMES = 5_000
OWN_UID_SUFFIX = "@etabli"

type Time = tuple[datetime, datetime]


def busy_times(content: bytes, since: datetime, until: datetime, zone: ZoneInfo) -> list[Time]:
    """When it is busy between two instants, in order, what overlaps being one. `zone`: of times that name none.

    Raises NotACalendar. An event that can't be understood is left out.
    """
    events = read_calendar(content, Window(since, until, zone)).events
    times = [
        (max(begins, since.astimezone(UTC)), min(over, until.astimezone(UTC)))
        for event in events
        if not _is_free(event)
        and (begins := instant(event.starts, zone)) < (over := over_at(event.ends, zone))
    ]
    return list(islice(_merged(times), MAX_TIMES))


def _is_free(event: CalendarEvent) -> bool:
    return event.is_free or event.is_cancelled or event.uid.endswith(OWN_UID_SUFFIX)


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
