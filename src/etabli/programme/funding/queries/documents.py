"""The documents that somebody brought, and those that they still have to bring."""

from dataclasses import dataclass
from datetime import date, timedelta

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import worked_by
from etabli.programme.funding.engine import Answer
from etabli.programme.funding.models import PersonDocument
from etabli.programme.funding.queries.dossier import Dossier


def get_document(viewer: Viewer, pk: int) -> PersonDocument:
    """One document that stands, for the staff of its chamber; NotVisible otherwise."""
    document = PersonDocument.objects.select_related("person").filter(pk=pk, withdrawn_at=None).first()
    if document is None or not viewer.is_staff_of(document.chamber_id):
        raise NotVisible
    return document


MARGIN = timedelta(days=3)  # a week-end, and the day on which the adviser sends the file


@dataclass(frozen=True)
class Due:
    """What somebody still has to bring for a file, and until when: `MARGIN` before the last day on which it can be sent
    (`last`), so that somebody can still send it; that very day once the margin is over. Both are worked, as far as the
    days that are left allow."""

    documents: tuple[str, ...]
    by: date
    last: date


def documents_due(dossier: Dossier) -> Due | None:
    """None where nothing is missing, or nothing can be sent any more."""
    verdict, is_answered = dossier.verdict, dossier.file.is_accepted is not None
    if verdict is None or is_answered or verdict.answer == Answer.NO or not verdict.missing:
        return None
    last = verdict.apply_by
    if last is None:
        return None
    by, worked = worked_by(last - MARGIN), worked_by(last)
    last = worked if worked >= dossier.today else last
    return Due(tuple(verdict.missing), by if by >= dossier.today else last, last)
