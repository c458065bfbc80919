"""Remarks in the margin of a brief, between the artisan and the staff of their chamber."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs.authors import names_of
from etabli.procurement.briefs.models import Brief, BriefComment
from etabli.procurement.briefs.notices import recall_comment, told_of_comment
from etabli.procurement.briefs.rules import may_comment
from etabli.procurement.needs.catalogue import load

LONGEST = 2000


class NothingWritten(ActionError):
    """A remark without a word."""


@dataclass(frozen=True)
class Remark:
    """A remark as it is shown. `need_id`: beside which question; empty for the whole, or for one no longer asked."""

    pk: int
    need_id: str
    label: str
    text: str
    by: str
    at: datetime
    is_resolved: bool


def comments_of(brief: Brief) -> list[Remark]:
    """The remarks on a brief that the caller may see, the oldest first: two statements at most."""
    found = list(BriefComment.objects.filter(brief=brief, withdrawn_at=None).order_by("written_at", "pk"))
    names = names_of(brief, [row.written_by for row in found])
    asked = {need.id for need, _weight in load().asked_for(brief.outcome, brief.trade)}
    return [_remark(row, names[row.written_by], asked) for row in found]


def get_comment(brief: Brief, pk: int) -> BriefComment:
    """One of these remarks, with its brief; NotVisible otherwise."""
    found = BriefComment.objects.filter(brief=brief, pk=pk, withdrawn_at=None).first()
    if found is None:
        raise NotVisible
    found.brief = brief
    return found


def _remark(row: BriefComment, by: str, asked: set[str]) -> Remark:
    need = load().get(row.need_id)
    return Remark(
        pk=row.pk,
        need_id=row.need_id if row.need_id in asked else "",
        label=need.label.in_language(reader_language()) if need else row.need_id,
        text=row.text,
        by=by,
        at=row.written_at,
        is_resolved=row.resolved_at is not None,
    )


def _undo_comment(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`; what nobody has read yet is taken back with it, or told again."""
    reverse(entry, by, at)
    comment = subject_of(entry)
    assert isinstance(comment, BriefComment)
    if comment.withdrawn_at is not None:
        recall_comment(comment)
    else:
        told_of_comment(comment, at)


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
        written_by=by.actor.key,
        written_at=at,
    )
    record(comment, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    told_of_comment(comment, at)
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
