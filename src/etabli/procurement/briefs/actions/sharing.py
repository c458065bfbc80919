"""A secret link to a brief: whoever bears it reads the brief, and nothing else."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, NotAllowed, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.links import new_link
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief, BriefComment, BriefLink
from etabli.procurement.briefs.notices import update_margin
from etabli.procurement.briefs.rules import may_comment, may_cut, may_write
from etabli.procurement.needs.catalogue import load


def _undo_link(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, for whoever may write in the brief."""
    link = subject_of(entry)
    assert isinstance(link, SecretLink)
    if not may_write(by, link.brief_link.brief):
        raise NotAllowed(_("The artisan writes alone now: ask them for their agreement first."))
    undo_fields(entry, by, at)


@action(
    "briefs.share",
    sentence=_("made a link to the project “%(subject)s”"),
    may=may_write,
    may_undo=lambda by, link: may_write(by, link.brief_link.brief),
    undo=_undo_link,
    subject="brief",
)
def share_brief(*, brief: Brief, shows_contact: bool = False, by: Viewer, at: datetime) -> BriefLink:
    """A new link to send. `shows_contact`: its bearer also reads the artisan's telephone and mail."""
    link = new_link(person=brief.person, scope=SecretLink.Scope.BRIEF, subject_id=brief.pk, at=at)
    shared = BriefLink.objects.create(brief=brief, link=link, shows_contact=shows_contact)
    record(link, before={"revoked_at": at}, after={"revoked_at": None}, label=str(brief))
    return shared


@action(
    "briefs.cut_link",
    sentence=_("cut off a link to the project “%(subject)s”"),
    may=may_cut,
    may_undo=lambda by, link: may_cut(by, link.brief_link),
    undo=_undo_link,
    subject="shared",
)
def cut_link(*, shared: BriefLink, by: Viewer, at: datetime) -> BriefLink:
    """Nobody reads the brief by this link any more."""
    link, before = shared.link, shared.link.revoked_at
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    record(link, before={"revoked_at": before}, after={"revoked_at": at}, label=str(shared.brief))
    return shared


# Remarks in the margin of a brief, between the artisan and the staff of their chamber.

LONGEST = 2000


class NothingWritten(ActionError):
    """A remark without a word."""


def _undo_comment(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`; once it is back, it waits for the other side again."""
    undo_fields(entry, by, at)
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
    undo=undo_fields,
    subject="comment",
)
def resolve_comment(*, comment: BriefComment, by: Viewer, at: datetime) -> BriefComment:
    """The remark is dealt with."""
    return change(comment, resolved_at=at)


@action(
    "briefs.reopen_comment",
    sentence=_("reopened a remark on the project “%(subject)s”"),
    may=may_comment,
    undo=undo_fields,
    subject="comment",
)
def reopen_comment(*, comment: BriefComment, by: Viewer, at: datetime) -> BriefComment:
    """The remark is to be looked at again."""
    return change(comment, resolved_at=None)
