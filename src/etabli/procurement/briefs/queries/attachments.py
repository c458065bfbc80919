"""Reading the photos and the sites that are joined to a brief."""

from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.queries import NotVisible
from etabli.procurement.briefs.models import Attachment, Brief


def photos_of(brief: Brief) -> list[Attachment]:
    """The photos that it holds, in order. No statement when the brief came from `get_brief`."""
    return [attachment for attachment in _there(brief) if attachment.photo_id is not None]


def sites_of(brief: Brief) -> list[Attachment]:
    """The sites, likewise."""
    return [attachment for attachment in _there(brief) if attachment.photo_id is None]


def get_attachment(brief: Brief, pk: int) -> Attachment:
    """One of them, with its brief; NotVisible otherwise, or once it was taken out."""
    attachment = next((attachment for attachment in _there(brief) if attachment.pk == pk), None)
    if attachment is None:
        raise NotVisible
    attachment.brief = brief
    return attachment


def photo_file(brief: Brief, pk: int) -> StoredFile:
    """The file of one photo; NotVisible otherwise."""
    stored = get_attachment(brief, pk).photo
    if stored is None or stored.is_erased:
        raise NotVisible
    return stored


def _there(brief: Brief) -> list[Attachment]:
    return [attachment for attachment in brief.attachments.all() if attachment.withdrawn_at is None]
