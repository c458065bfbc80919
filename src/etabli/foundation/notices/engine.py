"""When a mail may leave: after the quiet hours, unless waiting would be too late."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

SUNDAY = 6
TOO_LATE = timedelta(days=1)  # who learns of it less than a day before has no time to arrange themselves


@dataclass(frozen=True)
class Rhythm:
    """The quiet hours (none when both ends are the same), quiet Sundays or not, and the hour of the daily mail."""

    quiet_from: time = time(20, 0)
    quiet_until: time = time(7, 30)
    quiet_on_sunday: bool = True
    digest_at: time = time(8, 0)


def leaves_at(at: datetime, rhythm: Rhythm, happens_at: datetime | None = None) -> datetime:
    """The instant from `at` on at which a mail may leave; `at` is in the reader's own time zone.

    `happens_at` is when what it tells happens: if waiting leaves less than a day until then, it leaves at once.
    """
    quiet_ends_at = _end_of_quiet(at, rhythm)
    too_late = happens_at is not None and happens_at - quiet_ends_at < TOO_LATE
    return at if too_late else quiet_ends_at


def next_digest(at: datetime, rhythm: Rhythm, happens_at: datetime | None = None) -> datetime | None:
    """The next hour of the daily mail after `at`, in the same time zone; None if that is too late for `happens_at`."""
    day = at.date()
    while True:
        due_at = datetime.combine(day, rhythm.digest_at, at.tzinfo)
        if due_at > at and not (rhythm.quiet_on_sunday and day.weekday() == SUNDAY):
            return None if happens_at is not None and happens_at - due_at < TOO_LATE else due_at
        day += timedelta(days=1)


def _end_of_quiet(at: datetime, rhythm: Rhythm) -> datetime:
    while True:
        if rhythm.quiet_on_sunday and at.weekday() == SUNDAY:
            at = datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)
        elif _is_quiet(at.time(), rhythm):
            goes_on = rhythm.quiet_from > rhythm.quiet_until and at.time() >= rhythm.quiet_from
            day = at.date() + timedelta(days=1 if goes_on else 0)
            at = datetime.combine(day, rhythm.quiet_until, at.tzinfo)
        else:
            return at


def _is_quiet(hour: time, rhythm: Rhythm) -> bool:
    start, end = rhythm.quiet_from, rhythm.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end
