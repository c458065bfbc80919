"""Who did what and when; history; undo. See README.md."""

from etabli.foundation.journal.acting import Acting, Actor
from etabli.foundation.journal.registry import (
    ActionError,
    CannotUndo,
    Irreversible,
    NotAllowed,
    acting_now,
    action,
    acts_done,
    anyone,
    change,
    latest_entry_id,
    made_here,
    on_failure,
    record,
)
from etabli.foundation.journal.undo import may_undo, reverse, undo, undo_part, undo_parts

__all__ = [
    "Acting",
    "ActionError",
    "Actor",
    "CannotUndo",
    "Irreversible",
    "NotAllowed",
    "acting_now",
    "action",
    "acts_done",
    "anyone",
    "change",
    "latest_entry_id",
    "made_here",
    "may_undo",
    "on_failure",
    "record",
    "reverse",
    "undo",
    "undo_part",
    "undo_parts",
]
