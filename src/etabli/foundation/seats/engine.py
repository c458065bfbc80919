"""Until when a freed place is held for whoever waits, and which reminder is due. No clock, no database.

| left before it begins, from the instant the place is free | the offer lasts |
|---|---|
| four days or more | 24 h |
| less | a quarter of it, and at least 1 h |

To somebody of whom nobody knows whether they are real, it lasts 4 h at most.

It ends when people read their mail: from 9 h to 18 h, and not on a Sunday. Else it goes on until the next 9 h, or ends
at the last 18 h before when that would be too late. A place that comes free outside of these hours is counted from the
next 9 h. It ends 3 h before the beginning at the latest. None: a mail would be read too late (the day itself, or less
than 1 h to give); the adviser calls those who wait.
"""

from datetime import datetime, time, timedelta

MAX_OFFER, MIN_OFFER = timedelta(hours=24), timedelta(hours=1)
MAX_UNPROVED_OFFER = timedelta(hours=4)
SHARE_OF_TIME_LEFT = 4  # of the time that is left
MARGIN_BEFORE_START = timedelta(hours=3)
EVENING, MORNING = time(18), time(9)
SUNDAY = 6
REMINDER_DELAYS = (timedelta(days=7), timedelta(days=1))


def offer_until(
    freed_at: datetime, starts_at: datetime, *, longest: timedelta = MAX_OFFER
) -> datetime | None:
    """The instant until which a place freed at `freed_at` is held; both in the zone of those who read.

    Hours are those of the clock on the wall: "the same hour tomorrow", even in the night when the hour changes.
    """
    if freed_at.date() >= starts_at.date():
        return None
    begins_at = _from_morning(freed_at)
    lasts = min(longest, max(MIN_OFFER, (starts_at - begins_at) / SHARE_OF_TIME_LEFT))
    ends_at = min(_from_morning(begins_at + lasts), _before_evening(starts_at - MARGIN_BEFORE_START))
    return ends_at if ends_at - begins_at >= MIN_OFFER else None


def is_reminder_due(starts_at: datetime, reminded_at: datetime | None, at: datetime) -> bool:
    """Whether the hour of a reminder has come since the last one was written. One that was missed is not caught up
    once the next is due; another day, and the reminders come again.
    """
    hours = [starts_at - before for before in REMINDER_DELAYS if starts_at - before <= at < starts_at]
    return bool(hours) and (reminded_at is None or reminded_at < max(hours))


def _is_reading_time(at: datetime) -> bool:
    return at.weekday() != SUNDAY and MORNING <= at.time() <= EVENING


def _from_morning(at: datetime) -> datetime:
    """The first instant from `at` on at which people read their mail."""
    while not _is_reading_time(at):
        is_before = at.time() < MORNING
        day = at.date() + timedelta(days=0 if is_before and at.weekday() != SUNDAY else 1)
        at = datetime.combine(day, MORNING, at.tzinfo)
    return at


def _before_evening(at: datetime) -> datetime:
    """The last instant until `at` at which people read their mail."""
    while not _is_reading_time(at):
        is_after = at.time() > EVENING
        day = at.date() - timedelta(days=0 if is_after and at.weekday() != SUNDAY else 1)
        at = datetime.combine(day, EVENING, at.tzinfo)
    return at


def free_places(capacity: int, taken: int, waiting: int) -> int:
    """The places that a newcomer may take: none while somebody waits, whose turn comes first."""
    return 0 if waiting else capacity - taken
