"""The acts of an assembly, in the order of its life: before, the sitting, polls, afterwards."""

from etabli.community.assembly.actions.guards import (
    AssemblyError as AssemblyError,
    SecondNeeded as SecondNeeded,
)
from etabli.community.assembly.actions.minutes import (
    end_term as end_term,
    seat_elected as seat_elected,
    set_office as set_office,
    sign_minutes as sign_minutes,
    write_minutes as write_minutes,
)
from etabli.community.assembly.actions.polls import (
    AlreadyVoted as AlreadyVoted,
    cast_ballot as cast_ballot,
    close_poll as close_poll,
    draw_tie as draw_tie,
    open_poll as open_poll,
    vote_openly as vote_openly,
)
from etabli.community.assembly.actions.preparation import (
    add_item as add_item,
    call_again as call_again,
    call_off as call_off,
    change_assembly as change_assembly,
    convene as convene,
    give_up as give_up,
    move_item as move_item,
    prepare as prepare,
    set_bylaws as set_bylaws,
    withdraw_item as withdraw_item,
    write_item as write_item,
)
from etabli.community.assembly.actions.proxies_and_candidates import (
    give_proxy as give_proxy,
    record_proxy as record_proxy,
    stand as stand,
    stand_down as stand_down,
    take_back_proxy as take_back_proxy,
)
from etabli.community.assembly.actions.role_endings import (
    ask_removal as ask_removal,
    confirm_removal as confirm_removal,
    lapse_removal as lapse_removal,
    refuse_removal as refuse_removal,
    settle_removal as settle_removal,
    withdraw_removal as withdraw_removal,
)
from etabli.community.assembly.actions.sitting import (
    arrive as arrive,
    close_sitting as close_sitting,
    depart as depart,
    open_sitting as open_sitting,
)
