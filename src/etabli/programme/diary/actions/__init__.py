"""The acts on a diary: its half-days, and what is noted in it."""

from etabli.programme.diary.actions.entries import CrossedOut, add_diary_entry, cross_out
from etabli.programme.diary.actions.external_calendar import CalendarStands, follow_calendar, leave_calendar
from etabli.programme.diary.actions.feeds import cut_feed, make_feed
from etabli.programme.diary.actions.half_days import (
    HalfDayTaken,
    hold_half_day,
    leave_half_day,
    release_half_day,
    share_half_day,
)

__all__ = [
    "CalendarStands",
    "CrossedOut",
    "HalfDayTaken",
    "add_diary_entry",
    "cross_out",
    "cut_feed",
    "follow_calendar",
    "hold_half_day",
    "leave_calendar",
    "leave_half_day",
    "make_feed",
    "release_half_day",
    "share_half_day",
]
