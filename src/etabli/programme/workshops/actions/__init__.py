"""The acts on workshops, and on who comes: one module for each kind."""

from etabli.programme.workshops.actions.access_needs import tell_need
from etabli.programme.workshops.actions.attendance import (
    NobodyLeft,
    NoSeat,
    NotBegun,
    Signed,
    add_walk_in,
    mark_all_present,
    mark_presence,
)
from etabli.programme.workshops.actions.locking import NotPublished
from etabli.programme.workshops.actions.reports import (
    NobodyToTell,
    NothingGiven,
    NothingToSend,
    NotOver,
    add_document,
    send_certificates,
    send_documents,
    withdraw_document,
    write_report,
)
from etabli.programme.workshops.actions.room_closures import OpenAgain, RoomTaken, close_room, open_room
from etabli.programme.workshops.actions.series import (
    NoneChosen,
    OneRefused,
    announce_sessions,
    create_sessions,
)
from etabli.programme.workshops.actions.sessions import (
    NothingChanged,
    announce_session,
    call_off,
    change_session,
    create_session,
)
from etabli.programme.workshops.actions.sign_ups import SignUpNotOpen, recall_place, sign_up_for_session
from etabli.programme.workshops.actions.signatures import (
    AlreadySigned,
    sign_half_day,
    sign_half_day_as_trainer,
    take_signature_off,
)
from etabli.programme.workshops.actions.themes import (
    AlreadyAsked,
    ask_for_theme,
    create_theme,
    leave_version,
    offer_theme,
    write_version,
)
from etabli.programme.workshops.actions.venues import (
    NothingMoved,
    add_venue,
    change_venue,
    restore_venue,
    withdraw_venue,
)

__all__ = [
    "AlreadyAsked",
    "AlreadySigned",
    "NoSeat",
    "NobodyLeft",
    "NobodyToTell",
    "NoneChosen",
    "NotBegun",
    "NotOver",
    "NotPublished",
    "NothingChanged",
    "NothingGiven",
    "NothingMoved",
    "NothingToSend",
    "OneRefused",
    "OpenAgain",
    "RoomTaken",
    "SignUpNotOpen",
    "Signed",
    "add_document",
    "add_venue",
    "add_walk_in",
    "announce_session",
    "announce_sessions",
    "ask_for_theme",
    "call_off",
    "change_session",
    "change_venue",
    "close_room",
    "create_session",
    "create_sessions",
    "create_theme",
    "leave_version",
    "mark_all_present",
    "mark_presence",
    "offer_theme",
    "open_room",
    "recall_place",
    "restore_venue",
    "send_certificates",
    "send_documents",
    "sign_half_day",
    "sign_half_day_as_trainer",
    "sign_up_for_session",
    "take_signature_off",
    "tell_need",
    "withdraw_document",
    "withdraw_venue",
    "write_report",
    "write_version",
]
