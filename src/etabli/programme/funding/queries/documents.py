"""The documents that somebody brought."""

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.models import PersonDocument


def get_document(viewer: Viewer, pk: int) -> PersonDocument:
    """One document that stands, for the staff of its chamber; NotVisible otherwise."""
    document = PersonDocument.objects.select_related("person").filter(pk=pk, withdrawn_at=None).first()
    if document is None or not viewer.is_staff_of(document.chamber_id):
        raise NotVisible
    return document
