"""The documents that somebody brought, and those that they still have to bring."""

from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.engine import Answer
from etabli.programme.funding.models import PersonDocument
from etabli.programme.funding.queries.dossier import Dossier


def get_document(viewer: Viewer, pk: int) -> PersonDocument:
    """One document that stands, for the staff of its chamber; NotVisible otherwise."""
    document = PersonDocument.objects.select_related("person").filter(pk=pk, withdrawn_at=None).first()
    if document is None or not viewer.is_staff_of(document.chamber_id):
        raise NotVisible
    return document


@dataclass(frozen=True)
class Due:
    """What somebody still has to bring for a file, and the last day on which it can be sent."""

    documents: tuple[str, ...]
    by: date


def documents_due(dossier: Dossier) -> Due | None:
    """None where nothing is missing, or nothing can be sent any more."""
    verdict, is_answered = dossier.verdict, dossier.file.is_accepted is not None
    if verdict is None or is_answered or verdict.answer == Answer.NO or not verdict.missing:
        return None
    return Due(tuple(verdict.missing), verdict.apply_by) if verdict.apply_by else None
