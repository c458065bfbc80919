"""The acts of an assembly, in the order of its life: before, the sitting, polls, afterwards."""

from etabli.community.assembly.actions.afterwards import (
    end_term,
    seat_elected,
    set_office,
    sign_minutes,
    write_minutes,
)
from etabli.community.assembly.actions.before import (
    give_proxy,
    record_proxy,
    stand,
    stand_down,
    take_back_proxy,
)
from etabli.community.assembly.actions.guards import AssemblyError, SecondNeeded
from etabli.community.assembly.actions.preparing import (
    add_item,
    call_again,
    call_off,
    change_assembly,
    convene,
    move_item,
    prepare,
    set_bylaws,
    withdraw_item,
    write_item,
)
from etabli.community.assembly.actions.removing import (
    ask_removal,
    confirm_removal,
    lapse_removal,
    refuse_removal,
    settle_removal,
    withdraw_removal,
)
from etabli.community.assembly.actions.sitting import arrive, close_sitting, depart, open_sitting
from etabli.community.assembly.actions.voting import (
    AlreadyVoted,
    cast_ballot,
    close_poll,
    draw_tie,
    open_poll,
    vote_openly,
)

__all__ = [
    "AlreadyVoted",
    "AssemblyError",
    "SecondNeeded",
    "add_item",
    "arrive",
    "ask_removal",
    "call_again",
    "call_off",
    "cast_ballot",
    "change_assembly",
    "close_poll",
    "close_sitting",
    "confirm_removal",
    "convene",
    "depart",
    "draw_tie",
    "end_term",
    "give_proxy",
    "lapse_removal",
    "move_item",
    "open_poll",
    "open_sitting",
    "prepare",
    "record_proxy",
    "refuse_removal",
    "seat_elected",
    "set_bylaws",
    "set_office",
    "settle_removal",
    "sign_minutes",
    "stand",
    "stand_down",
    "take_back_proxy",
    "vote_openly",
    "withdraw_item",
    "withdraw_removal",
    "write_item",
    "write_minutes",
]
