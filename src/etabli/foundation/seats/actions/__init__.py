"""Taking a place, giving it back, being offered one, changing the occasion. Exact under any number of people at once.

A place is taken by one conditional UPDATE of the occasion's row. The first statement of each act updates that
row, so that acts on one occasion follow one another on SQLite and on PostgreSQL alike. It also begins a new edition
of the calendar entry: a place taken again comes back in a calendar that had taken it out.
"""

from etabli.foundation.seats.actions.addresses import correct_address
from etabli.foundation.seats.actions.confirmations import confirm, set_confirmation_rule
from etabli.foundation.seats.actions.errors import (
    AlreadySignedUp,
    AlreadyWithdrawn,
    AlreadyWritten,
    CapacityTaken,
    NobodyToWriteTo,
    NoFreePlace,
    NothingToConfirm,
    NothingToLapse,
    NothingToRemind,
    NothingToSend,
    NotOffered,
    NotSeated,
    OccasionClosed,
    PresenceMarked,
    WrongTimes,
)
from etabli.foundation.seats.actions.occasions import cancel_occasion, change_occasion
from etabli.foundation.seats.actions.places import lock
from etabli.foundation.seats.actions.scheduled import lapse, remind
from etabli.foundation.seats.actions.sign_ups import accept, give_seat, say_late, show, sign_up, withdraw
from etabli.foundation.seats.actions.staff_messages import send_message, stop_message, write_message
from etabli.foundation.seats.actions.walk_ins import seat_at_door
from etabli.foundation.seats.sentences import TAKE_BACK_PERIOD

__all__ = [
    "TAKE_BACK_PERIOD",
    "AlreadySignedUp",
    "AlreadyWithdrawn",
    "AlreadyWritten",
    "CapacityTaken",
    "NoFreePlace",
    "NobodyToWriteTo",
    "NotOffered",
    "NotSeated",
    "NothingToConfirm",
    "NothingToLapse",
    "NothingToRemind",
    "NothingToSend",
    "OccasionClosed",
    "PresenceMarked",
    "WrongTimes",
    "accept",
    "cancel_occasion",
    "change_occasion",
    "confirm",
    "correct_address",
    "give_seat",
    "lapse",
    "lock",
    "remind",
    "say_late",
    "seat_at_door",
    "send_message",
    "set_confirmation_rule",
    "show",
    "sign_up",
    "stop_message",
    "withdraw",
    "write_message",
]
