"""What is done to reach artisans, by kind of reaching."""

from etabli.programme.outreach.actions.kits import (
    answer_sending as answer_sending,
    send_kits as send_kits,
    tell_back as tell_back,
)
from etabli.programme.outreach.actions.mailings import (
    HasLeft as HasLeft,
    NobodyToWriteTo as NobodyToWriteTo,
    NotToAnnounce as NotToAnnounce,
    change_mailing as change_mailing,
    leave_out as leave_out,
    send_mailing as send_mailing,
    stop_mailing as stop_mailing,
    try_mailing as try_mailing,
    withdraw_mailing as withdraw_mailing,
    write_mailing as write_mailing,
)
from etabli.programme.outreach.actions.segments import (
    AlreadyStated as AlreadyStated,
    add_segment as add_segment,
    change_segment as change_segment,
    state_notice as state_notice,
    withdraw_segment as withdraw_segment,
)
