"""What of the advisers' time is neither workshop nor support: leave, meetings, their own calendar. A room is closed."""

from datetime import date, time, timedelta

from django.utils import timezone

from etabli.demo.shared import CAST, Stage
from etabli.demo.working_days import at_hour, worked_after, worked_from
from etabli.foundation.people.models import User
from etabli.programme.diary.actions import follow_calendar, note
from etabli.programme.diary.models import BusyTime, DiaryEntry, Half
from etabli.programme.diary.queries import free_half_days
from etabli.programme.workshops.actions import close_room
from etabli.programme.workshops.models import Venue
from etabli.programme.workshops.room_calendar import active_sessions

ADDRESS = "https://agenda.demo.invalid/camille.ics"
UNREAD_PERIOD = timedelta(days=3650)  # nobody answers at that address: the clock doesn't try it
BUSY_TIMES = ((3, time(9), time(10, 30)), (6, time(10), time(12)), (13, time(8, 30), time(12)))
CLOSED_DAYS = (10, 4)  # days from now, days that it lasts


def fill_diaries(stage: Stage) -> None:
    """All of it is invented, and to come, on half-days that hold nothing."""
    colleague = User.objects.get(email=CAST["board"].email)
    meeting, leave = DiaryEntry.Kind.MEETING, DiaryEntry.Kind.LEAVE
    _note(stage, stage.user, meeting, "Point d’équipe (démonstration)", _free_morning(stage, 1))
    _note(stage, stage.user, meeting, "Réunion avec l’office de tourisme (inventée)", _free_morning(stage, 5))
    _note(stage, stage.user, leave, "", _free_day(stage, stage.user, 14), days=1)
    _note(stage, colleague, leave, "", _free_day(stage, colleague, 2), days=1)
    _own_calendar(stage)
    _closed_room(stage)


def _note(stage: Stage, who: User, kind: str, title: str, on: date, *, days: int = 0) -> None:
    """So many whole days from this one on; without days, from ten o'clock to half past eleven."""
    start, end = at_hour(on, time(10)), at_hour(on, time(11, 30))
    if days:
        start, end = at_hour(on, time()), at_hour(on + timedelta(days=days), time())
    note(
        adviser=who,
        kind=kind,
        title=title,
        starts_at=start,
        ends_at=end,
        by=stage.adviser,
        at=stage.at,
    )


def _own_calendar(stage: Stage) -> None:
    """What was read of it: when it is busy, never with what."""
    calendar = follow_calendar(url=ADDRESS, by=stage.adviser, at=stage.at)
    for days, start, end in BUSY_TIMES:
        on = _free_morning(stage, days)
        BusyTime.objects.create(calendar=calendar, starts_at=at_hour(on, start), ends_at=at_hour(on, end))
    calendar.read_at, calendar.tried_at = stage.at, stage.at + UNREAD_PERIOD
    calendar.save(update_fields=["read_at", "tried_at"])


def _closed_room(stage: Stage) -> None:
    """The first room that holds nothing on these days."""
    first_day = worked_from(timezone.localdate(stage.at) + timedelta(days=CLOSED_DAYS[0]))
    last = first_day + timedelta(days=CLOSED_DAYS[1])
    sessions = active_sessions().filter(
        occasion__starts_at__lt=at_hour(last, time(23)), occasion__ends_at__gt=at_hour(first_day, time())
    )
    venue = Venue.objects.exclude(pk__in=sessions.values("venue")).earliest("pk")
    close_room(
        venue=venue,
        first_on=first_day,
        last_on=last,
        why="travaux de peinture (inventés)",
        by=stage.adviser,
        at=stage.at,
    )


def _free_morning(stage: Stage, days: int) -> date:
    """The first day from this one on whose morning is free."""
    since = worked_after(timezone.localdate(stage.at), days)
    free = free_half_days(stage.adviser, stage.user, since, since + timedelta(days=60))
    return next(on for on, half in free if half == Half.MORNING)


def _free_day(stage: Stage, who: User, days: int) -> date:
    """The first day from this one on of which both halves are free."""
    since = worked_after(timezone.localdate(stage.at), days)
    free = free_half_days(stage.adviser, who, since, since + timedelta(days=60))
    return next(on for on, half in free if half == Half.AFTERNOON and (on, Half.MORNING) in free)
