"""Reading the report and the documents of a session."""

from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.queries import get_sign_up
from etabli.programme.workshops.calendar.cards import SessionCard, upcoming_sessions
from etabli.programme.workshops.models import Attendance, Session, SessionDocument, SessionReport

MAX_PROPOSED = 3  # next workshops that are proposed


@dataclass(frozen=True)
class SessionFollowUp:
    """What was done after a session: its report, its documents."""

    report: SessionReport | None
    documents: tuple[SessionDocument, ...]

    @property
    def unsent(self) -> int:
        return sum(document.sent_at is None for document in self.documents)


def follow_up_of(viewer: Viewer, session: Session) -> SessionFollowUp:
    """For the staff of the session's chamber: two statements; NotVisible otherwise."""
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    report = SessionReport.objects.filter(session=session, withdrawn_at=None).first()
    documents = session.documents.filter(withdrawn_at=None).select_related("file")
    return SessionFollowUp(report, tuple(documents))


def get_document(viewer: Viewer, session: Session, pk: int) -> SessionDocument:
    """A document of a session, for the staff of its chamber; NotVisible otherwise."""
    document = session.documents.filter(pk=pk, withdrawn_at=None).select_related("session", "file").first()
    if document is None or not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    return document


def given_documents(viewer: Viewer, pk: int) -> tuple[SignUp, Session, list[SessionDocument]]:
    """What somebody who came was given, by their sign-up: four statements. NotVisible to all others, and to those who
    did not come."""
    sign_up = get_sign_up(viewer, pk)
    session = Session.objects.filter(occasion=sign_up.occasion_id).select_related("theme", "venue").first()
    if session is None or not Attendance.objects.filter(sign_up=sign_up, present=True).exists():
        raise NotVisible
    documents = session.documents.filter(withdrawn_at=None, sent_at__isnull=False).select_related("file")
    return sign_up, session, list(documents)


def next_workshops(viewer: Viewer, session: Session, at: datetime) -> list[SessionCard]:
    """The next workshops near where this one was given, on another theme first."""
    near_cards = upcoming_sessions(viewer, near=session.venue.commune_id, at=at)
    return sorted(near_cards, key=lambda card: card.theme == session.theme_id)[:MAX_PROPOSED]
