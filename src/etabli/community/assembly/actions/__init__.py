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
from etabli.community.assembly.actions.guards import AssemblyError
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
    "add_item",
    "arrive",
    "call_again",
    "call_off",
    "cast_ballot",
    "change_assembly",
    "close_poll",
    "close_sitting",
    "convene",
    "depart",
    "draw_tie",
    "end_term",
    "give_proxy",
    "move_item",
    "open_poll",
    "open_sitting",
    "prepare",
    "record_proxy",
    "seat_elected",
    "set_bylaws",
    "set_office",
    "sign_minutes",
    "stand",
    "stand_down",
    "take_back_proxy",
    "vote_openly",
    "withdraw_item",
    "write_item",
    "write_minutes",
]
