"""The acts on a brief: writing it, keeping and restoring versions, remarks, links."""

from etabli.procurement.briefs.actions.ad_corrections import (
    CannotPutBack as CannotPutBack,
    StillTells as StillTells,
    correct_ad as correct_ad,
)
from etabli.procurement.briefs.actions.attachments import (
    MOST_PHOTOS as MOST_PHOTOS,
    MOST_SITES as MOST_SITES,
    AttachmentGone as AttachmentGone,
    TooManyAttachments as TooManyAttachments,
    attach_photo as attach_photo,
    attach_site as attach_site,
    change_attachment as change_attachment,
    move_attachments as move_attachments,
    withdraw_attachment as withdraw_attachment,
)
from etabli.procurement.briefs.actions.sharing import (
    LONGEST as LONGEST,
    NothingWritten as NothingWritten,
    cut_link as cut_link,
    reopen_comment as reopen_comment,
    resolve_comment as resolve_comment,
    share_brief as share_brief,
    write_comment as write_comment,
)
from etabli.procurement.briefs.actions.versions import (
    SameAsNow as SameAsNow,
    duplicate_brief as duplicate_brief,
    restore_brief as restore_brief,
)
from etabli.procurement.briefs.actions.writing import (
    NO_CRAFT as NO_CRAFT,
    AlreadyBeside as AlreadyBeside,
    BadBudget as BadBudget,
    NothingSaid as NothingSaid,
    NothingToHandOver as NothingToHandOver,
    UnknownNeed as UnknownNeed,
    answer_need as answer_need,
    describe_brief as describe_brief,
    hand_over as hand_over,
    keep_sketch as keep_sketch,
    open_elsewhere as open_elsewhere,
    set_aside as set_aside,
    set_frame as set_frame,
    start_brief as start_brief,
    withdraw_brief as withdraw_brief,
    write_beside as write_beside,
)
