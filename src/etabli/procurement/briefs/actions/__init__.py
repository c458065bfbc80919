"""The acts on a brief: writing it, keeping and restoring versions, remarks, links."""

from etabli.procurement.briefs.actions.comments import (
    LONGEST,
    NothingWritten,
    reopen_comment,
    resolve_comment,
    write_comment,
)
from etabli.procurement.briefs.actions.correcting import CannotPutBack, StillTells, correct_ad
from etabli.procurement.briefs.actions.sharing import cut_link, share_brief
from etabli.procurement.briefs.actions.versions import SameAsNow, duplicate_brief, restore_brief
from etabli.procurement.briefs.actions.writing import (
    NO_CRAFT,
    AlreadyBeside,
    BadBudget,
    NothingSaid,
    NothingToHandOver,
    UnknownNeed,
    answer_need,
    describe_brief,
    hand_over,
    keep_sketch,
    open_elsewhere,
    set_frame,
    start_brief,
    withdraw_brief,
    write_beside,
)

__all__ = [
    "LONGEST",
    "NO_CRAFT",
    "AlreadyBeside",
    "BadBudget",
    "CannotPutBack",
    "NothingSaid",
    "NothingToHandOver",
    "NothingWritten",
    "SameAsNow",
    "StillTells",
    "UnknownNeed",
    "answer_need",
    "correct_ad",
    "cut_link",
    "describe_brief",
    "duplicate_brief",
    "hand_over",
    "keep_sketch",
    "open_elsewhere",
    "reopen_comment",
    "resolve_comment",
    "restore_brief",
    "set_frame",
    "share_brief",
    "start_brief",
    "withdraw_brief",
    "write_beside",
    "write_comment",
]
