"""The photos joined to a brief, and the sites that its artisan likes: each may be corrected, moved, taken out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.actions.versions import check_may_undo, undo_writing
from etabli.procurement.briefs.models import Attachment, Brief
from etabli.procurement.briefs.rules import may_write

MOST_PHOTOS, MOST_SITES = 12, 6


class TooManyAttachments(ActionError):
    """There are as many photos, or sites, as a professional looks at."""


class AttachmentGone(ActionError):
    """It was taken out."""


@action(
    "briefs.attach_photo",
    sentence=_("joined a photo to a project: “%(subject)s”"),
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def attach_photo(*, brief: Brief, photo: Examined, caption: str = "", by: Viewer, at: datetime) -> Attachment:
    """Join a photo after the others. Raises TooManyAttachments, FileRefused."""
    _check_room(brief, are_photos=True)
    stored = save_file(photo, purpose="brief", chamber_id=brief.chamber_id, by=by, at=at)
    return _attach(Attachment(brief=brief, photo=stored, caption=caption.strip()), by, at)


@action(
    "briefs.attach_site",
    sentence=_("joined a site that pleases to a project: “%(subject)s”"),
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def attach_site(*, brief: Brief, address: str, caption: str = "", by: Viewer, at: datetime) -> Attachment:
    """Join the address of a site, which is kept and shown; nobody opens it unasked. Raises TooManyAttachments."""
    _check_room(brief, are_photos=False)
    return _attach(Attachment(brief=brief, address=address, caption=caption.strip()), by, at)


@action(
    "briefs.change_attachment",
    sentence=_("corrected a photo or a site of a project: “%(subject)s”"),
    tells={"address": _("Address"), "caption": _("In a few words")},
    may=may_write,
    undo=undo_writing,
    subject="attachment",
)
def change_attachment(
    *, attachment: Attachment, caption: str, address: str = "", by: Viewer, at: datetime
) -> Attachment:
    """Correct what is said of it; of a site, its address too. Raises AttachmentGone."""
    _check_there(attachment)
    return change(attachment, caption=caption.strip(), address=address)


@action(
    "briefs.withdraw_attachment",
    sentence=_("took a photo or a site out of a project: “%(subject)s”"),
    may=may_write,
    undo=undo_writing,
    subject="attachment",
)
def withdraw_attachment(*, attachment: Attachment, by: Viewer, at: datetime) -> Attachment:
    """The project holds it no more. Raises AttachmentGone."""
    _check_there(attachment)
    return change(attachment, withdrawn_at=at)


def _undo_order(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, as long as the attachments are those that were put in order."""
    check_may_undo(entry, by)
    brief: Any = subject_of(entry, lock=True)
    if _order_of(brief) != entry.after["order"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _rank(entry.before["order"])
    record(brief, before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "briefs.move_attachments",
    sentence=_("changed the order of the photos or sites of the project “%(subject)s”"),
    may=may_write,
    undo=_undo_order,
    subject="brief",
)
def move_attachments(*, brief: Brief, order: Sequence[int], by: Viewer, at: datetime) -> Brief:
    """Show photos and sites in this order of their numbers; those that are not named come last, as they were."""
    before = _order_of(brief)
    wanted = [pk for pk in order if pk in before]
    after = [*wanted, *(pk for pk in before if pk not in wanted)]
    _rank(after)
    record(brief, before={"order": before}, after={"order": after})
    return brief


def _there(brief: Brief) -> Any:
    return Attachment.objects.filter(brief=brief, withdrawn_at=None)


def _check_room(brief: Brief, *, are_photos: bool) -> None:
    Brief.objects.select_for_update(no_key=True).get(pk=brief.pk)  # two at once never pass the limit
    most = MOST_PHOTOS if are_photos else MOST_SITES
    if _there(brief).filter(photo__isnull=not are_photos).count() < most:
        return
    if are_photos:
        raise TooManyAttachments(_("%(most)d photos are enough: take one out first.") % {"most": most})
    raise TooManyAttachments(_("%(most)d sites are enough: take one out first.") % {"most": most})


def _attach(attachment: Attachment, by: Viewer, at: datetime) -> Attachment:
    last = _there(attachment.brief).aggregate(rank=Max("rank"))["rank"] or 0
    attachment.rank, attachment.written_by_id, attachment.written_at = last + 1, by.actor.party_id, at
    attachment.save()
    record(attachment, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return attachment


def _order_of(brief: Brief) -> list[int]:
    return list(_there(brief).values_list("pk", flat=True))


def _rank(order: Sequence[int]) -> None:
    attachments = Attachment.objects.in_bulk(order)
    for rank, pk in enumerate(order, 1):
        attachments[pk].rank = rank
    Attachment.objects.bulk_update(attachments.values(), ["rank"])


def _check_there(attachment: Attachment) -> None:
    attachment.refresh_from_db(
        fields=["withdrawn_at"], from_queryset=Attachment.objects.select_for_update(of=("self",))
    )
    if attachment.withdrawn_at is not None:
        raise AttachmentGone(_("This was taken out of the project."))
