"""What planning writes, by what it is about."""

from etabli.programme.planning.actions.calling import note_call
from etabli.programme.planning.actions.season import (
    change_season,
    keep_plan,
    open_season,
    propose,
    refuse_plan,
    withdraw_plan,
    withdraw_season,
)
from etabli.programme.planning.actions.season_acceptance import accept
from etabli.programme.planning.actions.season_changes import (
    add_session,
    allow_again,
    move_session,
    pin_session,
    rule_out,
    take_out_session,
    unpin_session,
)

__all__ = [
    "accept",
    "add_session",
    "allow_again",
    "change_season",
    "keep_plan",
    "move_session",
    "note_call",
    "open_season",
    "pin_session",
    "propose",
    "refuse_plan",
    "rule_out",
    "take_out_session",
    "unpin_session",
    "withdraw_plan",
    "withdraw_season",
]
