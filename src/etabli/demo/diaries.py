"""The advisers' time beside workshops and support: leave, meetings, their own calendar. A room is closed too."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from django.utils import timezone

from etabli.demo.shared import CAST, Filling
from etabli.demo.working_days import at_hour, worked_after, worked_from
from etabli.foundation.people.models import User
from etabli.programme.diary.actions import add_diary_entry, follow_calendar
from etabli.programme.diary.models import BusyTime, DiaryEntry, Half
from etabli.programme.diary.queries import free_half_days
from etabli.programme.workshops.actions import close_room
from etabli.programme.workshops.models import Venue
from etabli.programme.workshops.room_calendar import active_sessions

CALENDAR_URL = "https://agenda.demo.invalid/camille.ics"
NEVER_READ_FOR = timedelta(
    days=3650
)  # nobody answers at that address: as if just tried, the clock leaves it alone
BUSY_TIMES = ((3, time(9), time(10, 30)), (6, time(10), time(12)), (13, time(8, 30), time(12)))
CLOSED_IN, CLOSED_FOR = timedelta(days=10), timedelta(days=4)
SEARCHED_PERIOD = timedelta(days=60)  # in which a free half-day is looked for


def fill_diaries(filling: Filling) -> None:
    """All of it is invented, and to come, on half-days that hold nothing."""
    colleague = User.objects.get(email=CAST["board"].email)
    meeting, leave = DiaryEntry.Kind.MEETING, DiaryEntry.Kind.LEAVE
    _note(filling, filling.user, meeting, "Point d’équipe (démonstration)", _free_morning(filling, 1))
    _note(
        filling,
        filling.user,
        meeting,
        "Réunion avec l’office de tourisme (inventée)",
        _free_morning(filling, 5),
    )
    _note(filling, filling.user, leave, "", _free_day(filling, filling.user, 14), whole_days=1)
    _note(filling, colleague, leave, "", _free_day(filling, colleague, 2), whole_days=1)
    _own_calendar(filling)
    _closed_room(filling)


def _note(filling: Filling, who: User, kind: str, title: str, on: date, *, whole_days: int = 0) -> None:
    """An entry of `whole_days` days from `on`; of a morning, from ten o'clock to half past eleven, when it is 0."""
    start, end = at_hour(on, time(10)), at_hour(on, time(11, 30))
    if whole_days:
        start, end = at_hour(on, time()), at_hour(on + timedelta(days=whole_days), time())
    add_diary_entry(
        adviser=who,
        kind=kind,
        title=title,
        starts_at=start,
        ends_at=end,
        by=filling.adviser,
        at=filling.at,
    )


def _own_calendar(filling: Filling) -> None:
    """A calendar that the adviser follows, and when it is busy: with what is never read."""
    calendar = follow_calendar(url=CALENDAR_URL, by=filling.adviser, at=filling.at)
    for working_days_ahead, start, end in BUSY_TIMES:
        on = _free_morning(filling, working_days_ahead)
        BusyTime.objects.create(calendar=calendar, starts_at=at_hour(on, start), ends_at=at_hour(on, end))
    calendar.read_at, calendar.tried_at = filling.at, filling.at + NEVER_READ_FOR
    calendar.save(update_fields=["read_at", "tried_at"])


def _closed_room(filling: Filling) -> None:
    """The first room that holds nothing on these days."""
    first_day = worked_from(timezone.localdate(filling.at) + CLOSED_IN)
    last_day = first_day + CLOSED_FOR - timedelta(days=1)
    sessions = active_sessions().filter(
        occasion__starts_at__lt=at_hour(last_day, time(23)), occasion__ends_at__gt=at_hour(first_day, time())
    )
    venue = Venue.objects.exclude(pk__in=sessions.values("venue")).earliest("pk")
    close_room(
        venue=venue,
        first_on=first_day,
        last_on=last_day,
        why="travaux de peinture (inventés)",
        by=filling.adviser,
        at=filling.at,
    )


def _free_morning(filling: Filling, working_days_ahead: int) -> date:
    """The first day whose morning is free, from the one that comes so many working days after the filling."""
    free = _free_half_days(filling, filling.user, working_days_ahead)
    return next(on for on, half in free if half == Half.MORNING)


def _free_day(filling: Filling, who: User, working_days_ahead: int) -> date:
    """The first day of which both halves are free, from the one that comes so many working days after the filling."""
    free = _free_half_days(filling, who, working_days_ahead)
    return next(on for on, half in free if half == Half.AFTERNOON and (on, Half.MORNING) in free)


def _free_half_days(filling: Filling, who: User, working_days_ahead: int) -> Sequence[tuple[date, str]]:
    from_day = worked_after(timezone.localdate(filling.at), working_days_ahead)
    return free_half_days(filling.adviser, who, from_day, from_day + SEARCHED_PERIOD)
