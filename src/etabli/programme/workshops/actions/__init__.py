"""The acts on workshops: `sessions`, `sign_ups`, `attendance`, `venues`."""

from etabli.programme.workshops.actions.attendance import NoSeat, NotBegun, add_walk_in, mark_presence
from etabli.programme.workshops.actions.locking import NotPublished
from etabli.programme.workshops.actions.sessions import (
    NothingChanged,
    call_off,
    change_session,
    create_session,
)
from etabli.programme.workshops.actions.sign_ups import sign_up_for_session
from etabli.programme.workshops.actions.venues import add_venue

__all__ = [
    "NoSeat",
    "NotBegun",
    "NotPublished",
    "NothingChanged",
    "add_venue",
    "add_walk_in",
    "call_off",
    "change_session",
    "create_session",
    "mark_presence",
    "sign_up_for_session",
]
