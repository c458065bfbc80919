"""Remarks in the margin of a brief, between the artisan and the staff of their chamber."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief, BriefComment
from etabli.procurement.briefs.notices import update_margin
from etabli.procurement.briefs.rules import may_comment
from etabli.procurement.needs.catalogue import load

LONGEST = 2000


class NothingWritten(ActionError):
    """A remark without a word."""


def _undo_comment(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`; once it is back, it waits for the other side again."""
    reverse(entry, by, at)
    comment = subject_of(entry)
    assert isinstance(comment, BriefComment)
    if comment.withdrawn_at is None:
        update_margin(comment, at)


@action(
    "briefs.comment",
    sentence=_("wrote a remark on the project “%(subject)s”"),
    may=may_comment,
    undo=_undo_comment,
    subject="brief",
)
def write_comment(*, brief: Brief, text: str, need_id: str = "", by: Viewer, at: datetime) -> BriefComment:
    """A remark on one need, or on the whole; the other side is told. Raises NothingWritten."""
    if not text.strip():
        raise NothingWritten(_("Write your remark, in a few words."))
    comment = BriefComment.objects.create(
        brief=brief,
        need_id=need_id if load().get(need_id) else "",
        text=text.strip()[:LONGEST],
        written_by_id=by.actor.party_id,
        written_at=at,
    )
    record(comment, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    update_margin(comment, at)
    return comment


@action(
    "briefs.resolve_comment",
    sentence=_("settled a remark on the project “%(subject)s”"),
    may=may_comment,
    undo=reverse,
    subject="comment",
)
def resolve_comment(*, comment: BriefComment, by: Viewer, at: datetime) -> BriefComment:
    """The remark is dealt with."""
    return change(comment, resolved_at=at)


@action(
    "briefs.reopen_comment",
    sentence=_("reopened a remark on the project “%(subject)s”"),
    may=may_comment,
    undo=reverse,
    subject="comment",
)
def reopen_comment(*, comment: BriefComment, by: Viewer, at: datetime) -> BriefComment:
    """The remark is to be looked at again."""
    return change(comment, resolved_at=None)
