"""Giving a quote to read, keeping what was read, showing it, comparing it, setting findings aside."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.community.market.models import Answer
from etabli.community.market.rules import may_read_answers
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.storage import store
from etabli.foundation.journal import ActionError, CannotUndo, Irreversible, action, change, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.engine.model import Quote, Unreadable
from etabli.procurement.quotes.models import Dismissal, QuoteReading
from etabli.procurement.quotes.queries import reference_of
from etabli.procurement.quotes.rules import is_theirs, may_add, may_keep, may_work_on
from etabli.procurement.quotes.sheet import is_sure, payable

ACCEPTED = frozenset({"application/pdf", "application/xml", "application/zip"})  # PDF, e-invoice, DOCX
Status = QuoteReading.Status


class AlreadyKept(ActionError):
    """Another worker has read it and written it down."""


class NoReason(ActionError):
    """A finding is set aside with a reason."""


class NotTheirBrief(ActionError):
    """The project is another person's."""


class NoQuoteJoined(ActionError):
    """The answer has no quote, or was withdrawn."""


class AlreadyOpened(ActionError):
    """The quote of this answer was given to read before."""


def _undo_withdrawal(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`, but a quote of an answer comes back only while it has not been opened again."""
    reading: Any = subject_of(entry)
    twins = QuoteReading.objects.filter(
        person=reading.person_id, answer_ref=reading.answer_ref, withdrawn_at=None
    )
    back = entry.before["withdrawn_at"] is None
    if back and reading.answer_ref and twins.exclude(pk=reading.pk).exists():
        raise CannotUndo(_("You have opened this quote again since."))
    reverse(entry, by, at)


@action("quotes.add", sentence=_("Quote given to read: %(subject)s"), may=may_add, undo=_undo_withdrawal)
def add_quote(
    *,
    person: Person,
    upload: "UploadedFile[Any]",
    brief: Brief | None = None,
    by: Viewer,
    at: datetime,
) -> QuoteReading:
    """Keep a file and have it read by the worker; with `brief`, it is compared with it.

    Brought by the adviser, it is shown to them. Raises FileRefused, NotTheirBrief.
    """
    _check_brief(person, brief)
    stored = store(upload, accept=ACCEPTED, purpose="quote", chamber_id=person.chamber_id, at=at)
    shared_at = at if by.is_staff_of(person.chamber_id) else None
    return _to_read(person=person, stored=stored, brief=brief, answer_ref="", shared_at=shared_at, at=at)


@action(
    "quotes.add_answer",
    sentence=_("Quote of an answer given to read: %(subject)s"),
    may=lambda by, answer: _may_open(by, answer),
    undo=_undo_withdrawal,
    subject="answer",
)
def add_answer_quote(*, answer: Answer, by: Viewer, at: datetime) -> QuoteReading:
    """Have the quote of an answer read, and compared with the brief of its ad. Raises NoQuoteJoined, AlreadyOpened."""
    if answer.quote is None or answer.withdrawn_at is not None:
        raise NoQuoteJoined(_("No quote was joined to this answer."))
    kind, _colon, number = answer.ad.brief_ref.partition(":")
    brief = None
    if kind == Brief._meta.label_lower and number.isdigit():
        brief = Brief.objects.filter(pk=int(number), person=answer.ad.person_id).first()
    return _to_read(
        person=answer.ad.person,
        stored=answer.quote,
        brief=brief,
        answer_ref=reference_of(answer),
        shared_at=None,
        at=at,
    )


@action(
    "quotes.keep",
    sentence=_("Quote read: %(subject)s"),
    may=may_keep,
    undo=Irreversible(_("What is printed on the quote does not change: it can be read again.")),
    subject="reading",
)
def keep_reading(
    *, reading: QuoteReading, found: Quote | Unreadable, by: Viewer, at: datetime
) -> QuoteReading:
    """Write down what the worker has read, or why it could not; once, whoever else read it meanwhile: AlreadyKept."""
    waiting = QuoteReading.objects.filter(pk=reading.pk, status=Status.WAITING)
    if not waiting.update(status=Status.READ):
        raise AlreadyKept(_("This quote was read meanwhile."))
    reading.read_at = at
    if isinstance(found, Unreadable):
        reading.status, reading.decoded = Status.REFUSED, None
        reading.refusal = {
            "fr": f"{found.what} {found.mend}",
            "en": f"{found.what_en} {found.mend_en}",
        }
    else:
        reading.status, reading.decoded, reading.refusal = Status.READ, found.pack(), {}
        supplier = found.supplier.name
        reading.supplier = supplier.value[:160] if supplier and is_sure(supplier) else ""
        reading.gross = payable(found)
    reading.save(update_fields=["read_at", "status", "decoded", "refusal", "supplier", "gross"])
    record(reading, before={"status": Status.WAITING}, after={"status": str(reading.status)})
    return reading


@action(
    "quotes.read_again",
    sentence=_("Quote to be read again: %(subject)s"),
    may=may_work_on,
    undo=Irreversible(_("The quote is only read once more: nothing is lost.")),
    subject="reading",
)
def read_again(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Have the file read once more."""
    change(reading, status=str(Status.WAITING))
    _enqueue(reading)
    return reading


@action(
    "quotes.share",
    sentence=_("Quote shown to the adviser: %(subject)s"),
    may=is_theirs,
    undo=reverse,
    subject="reading",
)
def share_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Show the quote to the advisers of the chamber."""
    return change(reading, shared_at=at)


@action(
    "quotes.unshare",
    sentence=_("Quote no longer shown to the adviser: %(subject)s"),
    may=is_theirs,
    undo=reverse,
    subject="reading",
)
def unshare_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """The advisers no longer see it."""
    return change(reading, shared_at=None)


@action(
    "quotes.compare",
    sentence=_("Quote compared with a project: %(subject)s"),
    may=may_work_on,
    undo=reverse,
    subject="reading",
)
def compare_with(*, reading: QuoteReading, brief: Brief | None, by: Viewer, at: datetime) -> QuoteReading:
    """Compare the quote with this project of the same person, or with none. Raises NotTheirBrief."""
    _check_brief(reading.person, brief)
    return change(reading, brief_id=brief.pk if brief else None)


@action(
    "quotes.withdraw",
    sentence=_("Quote put away: %(subject)s"),
    may=is_theirs,
    undo=_undo_withdrawal,
    subject="reading",
)
def withdraw_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Put a quote away: it leaves the lists, and its file is kept."""
    return change(reading, withdrawn_at=at)


@action(
    "quotes.dismiss",
    sentence=_("Remark set aside on %(subject)s"),
    may=may_work_on,
    undo=reverse,
    subject="reading",
)
def dismiss_finding(
    *, reading: QuoteReading, finding: str, reason: str, by: Viewer, at: datetime
) -> Dismissal:
    """Set a finding of the sheet aside, with the reason. Raises NoReason."""
    if not reason.strip():
        raise NoReason(_("Say in a few words why you set this aside."))
    known = Dismissal.objects.filter(reading=reading, finding=finding).first()
    row = known or Dismissal(reading=reading, finding=finding[:80])
    row.reading, row.reason, row.dismissed_at, row.restored_at = reading, reason.strip()[:300], at, None
    row.save()
    record(row, before={"restored_at": at}, after={"restored_at": None})
    return row


@action(
    "quotes.restore_finding",
    sentence=_("Remark put back on %(subject)s"),
    may=may_work_on,
    undo=reverse,
    subject="dismissal",
)
def restore_finding(*, dismissal: Dismissal, by: Viewer, at: datetime) -> Dismissal:
    """Put a finding back."""
    dismissal.restored_at = at
    dismissal.save(update_fields=["restored_at"])
    record(dismissal, before={"restored_at": None}, after={"restored_at": at})
    return dismissal


def _may_open(by: Viewer, subject: Answer | QuoteReading) -> bool:
    if isinstance(subject, QuoteReading):
        return is_theirs(by, subject)
    return may_read_answers(by, subject.ad)


def _check_brief(person: Person, brief: Brief | None) -> None:
    if brief is not None and brief.person_id != person.pk:
        raise NotTheirBrief(_("This project is another person's."))


def _to_read(
    *,
    person: Person,
    stored: StoredFile,
    brief: Brief | None,
    answer_ref: str,
    shared_at: datetime | None,
    at: datetime,
) -> QuoteReading:
    reading = QuoteReading(
        chamber_id=person.chamber_id,
        person=person,
        brief=brief,
        file=stored,
        answer_ref=answer_ref,
        shared_at=shared_at,
        uploaded_at=at,
    )
    try:
        with transaction.atomic():
            reading.save()
    except IntegrityError:  # the constraint decides, so that two clicks at once can't both be first
        raise AlreadyOpened(_("This quote is already among yours.")) from None
    record(reading, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    _enqueue(reading)
    return reading


def _enqueue(reading: QuoteReading) -> None:
    from etabli.procurement.quotes.tasks import read_quote  # the task imports this module

    transaction.on_commit(lambda: read_quote.enqueue(reading.pk))
