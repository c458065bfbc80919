"""The acts on half-days: booking, offering, moving, entrusting, calling off, reporting, asking how it goes."""

from etabli.programme.support.actions.bookings import (
    AlreadyBooked,
    WrongRequest,
    ask_another_day,
    book,
    call_off,
)
from etabli.programme.support.actions.follow_ups import answer_follow_up, follow_up
from etabli.programme.support.actions.moving import hand_over, move
from etabli.programme.support.actions.offers import (
    NoDays,
    NoLongerOffered,
    choose_day,
    offer_days,
    refuse_days,
)
from etabli.programme.support.actions.past import NotPast, WrongHours, correct_day, note_held, note_hours
from etabli.programme.support.actions.reports import NoSuchStep, note_step_done, write_report
from etabli.programme.support.actions.standing import (
    AlreadyReported,
    CalledOff,
    ChangedMeanwhile,
    DayIsOver,
    NotBegun,
)

__all__ = [
    "AlreadyBooked",
    "AlreadyReported",
    "CalledOff",
    "ChangedMeanwhile",
    "DayIsOver",
    "NoDays",
    "NoLongerOffered",
    "NoSuchStep",
    "NotBegun",
    "NotPast",
    "WrongHours",
    "WrongRequest",
    "answer_follow_up",
    "ask_another_day",
    "book",
    "call_off",
    "choose_day",
    "correct_day",
    "follow_up",
    "hand_over",
    "move",
    "note_held",
    "note_hours",
    "note_step_done",
    "offer_days",
    "refuse_days",
    "write_report",
]
