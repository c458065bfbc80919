"""What is done to reach artisans, by kind of reaching."""

from etabli.programme.outreach.actions.mailings import (
    HasLeft,
    NobodyToWriteTo,
    NotToAnnounce,
    change_mailing,
    count_visit,
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
    "change_mailing",
    "change_segment",
    "count_visit",
    "leave_out",
    "send_mailing",
    "state_notice",
    "stop_mailing",
    "try_mailing",
    "withdraw_mailing",
    "withdraw_segment",
    "write_mailing",
]
