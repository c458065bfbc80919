"""Writing the report of a session; giving documents and certificates to those who came."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notices.topic_messages import refresh_message
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions.locking import open_session
from etabli.programme.workshops.models import Session, SessionDocument, SessionReport
from etabli.programme.workshops.notices import (
    CERTIFICATE,
    CERTIFICATES,
    DOCUMENTS,
    documents_of,
    notices_of,
    update_documents,
)

REPORT_FIELDS = ("present", "went_well", "to_change", "material", "note", "withdrawn_at")


class TooEarly(ActionError):
    """The session has not begun."""


class NothingGiven(ActionError):
    """A document is a file, or a link."""


class NothingToSend(ActionError):
    """No document waits, and everybody present was told of the others."""


class NotOver(ActionError):
    """A certificate says what was: the session must be over."""


class NobodyToTell(ActionError):
    """Nobody is marked as present who was not told already."""


@action(
    "workshops.report",
    sentence=_("wrote the report of “%(subject)s”"),
    tells={
        "present": _("People present"),
        "went_well": _("What went well"),
        "to_change": _("What to change"),
    },
    may=may_run,
    undo=undo_fields,
    subject="session",
)
def write_report(
    *,
    session: Session,
    present: int,
    went_well: str,
    to_change: str,
    material: Sequence[str],
    note: str,
    by: Viewer,
    at: datetime,
) -> SessionReport:
    """Write the report, or write it anew. Raises NotPublished, TooEarly."""
    _check_begun(session, at)
    written = SessionReport.objects.filter(session=session).first()
    report = written or SessionReport(session=session, withdrawn_at=at)
    before = {name: getattr(report, name) for name in REPORT_FIELDS}
    report.present, report.went_well, report.to_change = present, went_well, to_change
    report.material, report.note, report.withdrawn_at = list(material), note, None
    report.save()
    record(report, before=before, after={name: getattr(report, name) for name in REPORT_FIELDS})
    return report


def _undo_adding(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, but what was sent is taken off, and not forgotten."""
    document: Any = subject_of(entry)
    if document.sent_at is not None:
        raise CannotUndo(_("It was sent to those present: take it off instead."))
    undo_fields(entry, by, at)


@action(
    "workshops.add_document",
    sentence=_("added the document “%(subject)s”"),
    may=may_run,
    undo=_undo_adding,
    subject="session",
)
def add_document(
    *, session: Session, title: str, upload: Examined | None, url: str, by: Viewer, at: datetime
) -> SessionDocument:
    """A file, or a link, for those who came. Raises NotPublished, NothingGiven, FileRefused of the files."""
    open_session(session)
    if (upload is None) == (not url):
        raise NothingGiven(_("Give a file or a link: one of the two."))
    stored = (
        save_file(upload, purpose="workshop", chamber_id=session.chamber_id, by=by, at=at) if upload else None
    )
    document = SessionDocument.objects.create(
        session=session,
        title=title or (stored.name if stored else url)[:120],
        file=stored,
        url=url,
        added_at=at,
    )
    record(document, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return document


@action(
    "workshops.withdraw_document",
    sentence=_("took off the document “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="document",
)
def withdraw_document(*, document: SessionDocument, by: Viewer, at: datetime) -> SessionDocument:
    """Nobody sees it any more, even whoever was told of it."""
    return change(document, withdrawn_at=at)


@action(
    "workshops.send_documents",
    sentence=_("sent documents to those present at “%(subject)s”"),
    tells={"told": _("People told")},
    may=may_run,
    undo=Irreversible(_("The mails have left. Take a document off: its page no longer shows it.")),
    subject="session",
)
def send_documents(*, session: Session, by: Viewer, at: datetime) -> list[SignUp]:
    """Show all documents to those who came, and tell each of what they were not told yet; gives those told now.

    Raises NotPublished, TooEarly, NothingToSend.
    """
    _check_begun(session, at)
    documents = list(session.documents.filter(withdrawn_at=None).order_by("pk"))
    people = _present(session)
    documents_told: dict[int, set[int]] = defaultdict(set)
    for number, notice in notices_of(DOCUMENTS, people):
        documents_told[number].update(documents_of(notice))
    informed = []
    for row in people:
        if new_documents := [
            document.pk for document in documents if document.pk not in documents_told[row.pk]
        ]:
            update_documents(row, new_documents, at)
            informed.append(row)
    if not informed:
        nothing = _("There is no document yet: add a file or a link.")
        raise NothingToSend(_nobody(people) if documents else nothing)
    session.documents.filter(withdrawn_at=None, sent_at=None).update(sent_at=at)
    record(session, before={}, after={"told": len(informed)})
    return informed


@action(
    "workshops.send_certificates",
    sentence=_("told those present at “%(subject)s” that their certificate is ready"),
    tells={"told": _("People told")},
    may=may_run,
    undo=Irreversible(_("The mails have left. What a certificate says follows the roll: correct it there.")),
    subject="session",
)
def send_certificates(*, session: Session, by: Viewer, at: datetime) -> list[SignUp]:
    """Tell each person who came, or who brought them, once; gives those who were told now: who has no address gets
    it on paper.

    Raises NotPublished, NotOver, or NobodyToTell.
    """
    open_session(session)
    if session.occasion.ends_at > at:
        raise NotOver(_("The session is not over: send the certificates after its last half-day."))
    people = _present(session)
    told_ids = {number for number, _notice in notices_of(CERTIFICATE, people)}
    informed = [row for row in people if row.pk not in told_ids]
    if not informed:
        raise NobodyToTell(_nobody(people))
    for row in informed:
        refresh_message(CERTIFICATES, to=row.recipient.required_person, kind=CERTIFICATE, about=row, at=at)
    record(session, before={}, after={"told": len(informed)})
    return informed


def _check_begun(session: Session, at: datetime) -> None:
    open_session(session)
    if session.occasion.starts_at > at:
        raise TooEarly(_("The session has not begun: come back once it has."))


def _present(session: Session) -> list[SignUp]:
    """As the roll says."""
    sign_ups = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED, attendances__present=True)
    return list(
        sign_ups.distinct().select_related("person", "brought_by__person", "occasion").order_by("number")
    )


def _nobody(people: Sequence[SignUp]) -> str:
    if not people:
        return str(_("Nobody is marked as present: mark the roll first."))
    return str(_("Everybody was told already."))
