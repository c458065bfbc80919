"""Who did what and when; history; undo. See README.md."""

from etabli.foundation.journal.actors import Actor as Actor, HasActor as HasActor
from etabli.foundation.journal.registry import (
    ActionError as ActionError,
    CannotUndo as CannotUndo,
    Irreversible as Irreversible,
    NotAllowed as NotAllowed,
    acting_now as acting_now,
    action as action,
    acts_done as acts_done,
    anyone as anyone,
    change as change,
    made_here as made_here,
    on_failure as on_failure,
    record as record,
    refusal_of as refusal_of,
    take_undoable_entry_id as take_undoable_entry_id,
)
from etabli.foundation.journal.undo import (
    may_undo as may_undo,
    undo as undo,
    undo_fields as undo_fields,
    undo_fields_if_free as undo_fields_if_free,
    undo_part as undo_part,
    undo_parts as undo_parts,
    undo_refusal as undo_refusal,
)
