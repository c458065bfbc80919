"""Sessions of every sort beside the season: several half-days, two advisers, a repetition, one being prepared."""

from datetime import date, timedelta

from django.utils import timezone

from etabli.demo.shared import CAST, Filling
from etabli.foundation.calendars.engine.rhythms import Rhythm, days_after
from etabli.foundation.people.models import User
from etabli.programme.diary.days import is_worked
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.models import Audience, Theme, Venue
from etabli.programme.workshops.proposed_sessions import half_day, shift_plan
from etabli.programme.workshops.session_changes import Plan

AFTER = 100  # days: the season's own end before


def vary(filling: Filling, themes: list[Theme], venues: list[Venue]) -> None:
    """Prepare and announce them; everything is invented, the telephone too (a number kept for fiction)."""
    first_day = timezone.localdate(filling.at) + timedelta(days=AFTER)
    monday = _first_week(first_day + timedelta(days=7 - first_day.weekday()))
    spans = tuple(half_day(monday + timedelta(days=days), "am") for days in (0, 7))
    colleague = User.objects.get(email=CAST["board"].email)

    def plan(number: int, days: int) -> Plan:
        span = half_day(monday + timedelta(days=days), "pm")
        theme, venue = themes[number % len(themes)], venues[number]
        return Plan(theme, venue, filling.user, span.start, span.end, venue.capacity)

    two = {**vars(plan(0, 0)), "starts_at": spans[0].start, "ends_at": spans[1].end, "sittings": spans}
    shared_values = {
        **vars(plan(1, 1)),
        "co_advisers": (colleague,),
        "audience": Audience.PROJECT,
        "note": "Apporter le second projecteur (démonstration).",
    }
    for values in (two, shared_values):
        workshops.create_session(**values, by=filling.adviser, at=filling.at)
    pattern = plan(2, 2)
    repeated = [shift_plan(pattern, day) for day in _wednesdays(monday)]
    workshops.create_sessions(wanted=repeated, by=filling.adviser, at=filling.at)
    workshops.create_session(**vars(plan(3, 3)), announce=False, by=filling.adviser, at=filling.at)


def _first_week(monday: date) -> date:
    """The first Monday of which every day of these sessions is worked."""
    while not all(
        map(is_worked, (*(monday + timedelta(days=n) for n in (0, 1, 3, 7)), *_wednesdays(monday)))
    ):
        monday += timedelta(days=7)
    return monday


def _wednesdays(monday: date) -> list[date]:
    """One a month, three in all."""
    first_wednesday = monday + timedelta(days=2)
    return [first_wednesday, *days_after(first_wednesday, Rhythm.MONTH, times=2)]
