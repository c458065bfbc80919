"""What is done to reach artisans, by kind of reaching."""

from etabli.programme.outreach.actions.kits import answer_sending, send_kits, tell_back
from etabli.programme.outreach.actions.mailings import (
    HasLeft,
    NobodyToWriteTo,
    NotToAnnounce,
    change_mailing,
    leave_out,
    send_mailing,
    stop_mailing,
    try_mailing,
    withdraw_mailing,
    write_mailing,
)
from etabli.programme.outreach.actions.segments import (
    AlreadyStated,
    add_segment,
    change_segment,
    state_notice,
    withdraw_segment,
)

__all__ = [
    "AlreadyStated",
    "HasLeft",
    "NobodyToWriteTo",
    "NotToAnnounce",
    "add_segment",
    "answer_sending",
    "change_mailing",
    "change_segment",
    "leave_out",
    "send_kits",
    "send_mailing",
    "state_notice",
    "stop_mailing",
    "tell_back",
    "try_mailing",
    "withdraw_mailing",
    "withdraw_segment",
    "write_mailing",
]
