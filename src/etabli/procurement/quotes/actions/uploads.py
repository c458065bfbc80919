"""Giving a quote to read, page by page; keeping what was read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.community.market.models import Answer
from etabli.community.market.rules import may_read_answers
from etabli.foundation.files.models import StoredFile
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
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.priorities import Priority
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.actions.corrections import summarise
from etabli.procurement.quotes.engine.model import Quote, Unreadable
from etabli.procurement.quotes.engine.stored import to_stored
from etabli.procurement.quotes.models import FurtherFile, QuoteReading
from etabli.procurement.quotes.queries import reference_of
from etabli.procurement.quotes.records import draw_once
from etabli.procurement.quotes.rules import is_theirs, may_add, may_keep, may_work_on

MOST_FILES = 20
MOST_HELD = 3  # quotes of one browser, without an account
HELD = {"person": None, "withdrawn_at": None}  # what a browser holds, and nobody has kept
Status = QuoteReading.Status


class AlreadyKept(ActionError):
    """Another worker has read it and written it down."""


class NotTheirBrief(ActionError):
    """The project is another person's."""


class NoQuoteJoined(ActionError):
    """The answer has no quote, or was withdrawn."""


class TooManyPages(ActionError):
    """More files than one quote takes."""

    def __init__(self) -> None:
        text = _("At most %(count)d files for one quote: put the pages together in one PDF.")
        super().__init__(text % {"count": MOST_FILES})


class OriginalErased(ActionError):
    """The files of the quote were deleted: there is nothing left to read."""


class TooManyHeld(ActionError):
    """As many as one browser may give without an account."""

    def __init__(self) -> None:
        text = _("%(count)d quotes are kept on this device: erase one, or keep them in your space.")
        super().__init__(text % {"count": MOST_HELD})


class AlreadyOpened(ActionError):
    """The quote of this answer was given to read before."""


def undo_withdrawal(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, but a quote of an answer comes back only while it has not been opened again."""
    reading: Any = subject_of(entry)
    twins = QuoteReading.objects.filter(
        person=reading.person_id, answer_ref=reading.answer_ref, withdrawn_at=None
    )
    back = entry.before["withdrawn_at"] is None
    if back and reading.answer_ref and twins.exclude(pk=reading.pk).exists():
        raise CannotUndo(_("You have opened this quote again since."))
    undo_fields(entry, by, at)


@action("quotes.add", sentence=_("gave the quote “%(subject)s” to read"), may=may_add, undo=undo_withdrawal)
def add_quote(
    *,
    person: Person | None,
    upload: Examined,
    more: Sequence[Examined] = (),
    brief: Brief | None = None,
    by: Viewer,
    at: datetime,
) -> QuoteReading:
    """Keep a file, and `more` (its further pages, in order), and have them read by the worker; with `brief`, the quote
    is compared with it.

    Brought by the adviser, it is shown to them. Without a person, `by` holds it for a day. Raises FileRefused (no
    room), TooManyPages, TooManyHeld, NotTheirBrief.
    """
    check_brief(person, brief)
    if person is None and QuoteReading.objects.filter(**HELD, holder_id=by.party_id).count() >= MOST_HELD:
        raise TooManyHeld
    stored, *further = _stored([upload, *more], _room_of(person), by, at)
    reading = QuoteReading(file=stored, brief=brief, uploaded_at=at)
    if person is None:
        reading.chamber_id, reading.holder_id = default_chamber().pk, by.party_id
        reading.erase_at, reading.erase_whole = reading.held_until, True
    else:
        reading.chamber_id, reading.person = person.chamber_id, person
        reading.shared_at = at if by.is_staff_of(person.chamber_id) else None
    _to_read(reading)
    FurtherFile.objects.bulk_create(FurtherFile(reading=reading, file=file) for file in further)
    return reading


@action(
    "quotes.add_answer",
    sentence=_("gave to read the quote “%(subject)s”, which came with an answer"),
    may=lambda by, answer: _may_open(by, answer),
    undo=undo_withdrawal,
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
        QuoteReading(
            chamber_id=answer.ad.person.chamber_id,
            person=answer.ad.person,
            brief=brief,
            file=answer.quote,
            answer_ref=reference_of(answer),
            uploaded_at=at,
        )
    )


@action(
    "quotes.keep",
    sentence=_("read the quote “%(subject)s”"),
    may=may_keep,
    undo=Irreversible(_("What is printed on the quote does not change: it can be read again.")),
    subject="reading",
)
def keep_reading(
    *, reading: QuoteReading, result: Quote | Unreadable, by: Viewer, at: datetime
) -> QuoteReading:
    """Write down what the worker has read, or why it could not; once, whoever else read it meanwhile: AlreadyKept.

    What people corrected stays over it."""
    waiting = QuoteReading.objects.filter(pk=reading.pk, status=Status.WAITING)
    if not waiting.update(status=Status.READ):
        raise AlreadyKept(_("This quote was read meanwhile."))
    reading.read_at = at
    if isinstance(result, Unreadable):
        reading.status, reading.decoded = Status.REFUSED, None
        reading.refusal = {
            "fr": f"{result.what} {result.mend}",
            "en": f"{result.what_en} {result.mend_en}",
        }
    else:
        reading.status, reading.decoded, reading.refusal = Status.READ, to_stored(result), {}
        summarise(reading)
    reading.save(update_fields=["read_at", "status", "decoded", "refusal", "supplier", "gross"])
    record(reading, before={"status": Status.WAITING}, after={"status": str(reading.status)})
    return reading


@action(
    "quotes.read_again",
    sentence=_("asked for a new reading of the quote “%(subject)s”"),
    may=may_work_on,
    undo=Irreversible(_("The quote is only read once more: nothing is lost.")),
    subject="reading",
)
def read_again(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Have the quote read once more. Raises OriginalErased."""
    _check_files(reading)
    change(reading, status=str(Status.WAITING))
    _enqueue(reading)
    return reading


def _undo_pages(entry: Entry, by: Any, at: datetime) -> None:
    """The files as they were, while nobody has added or taken out another since; both ways."""
    reading: Any = subject_of(entry, lock=True)
    if _further(reading) != entry.after["further"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    reading.further.filter(pk__in=entry.after["further"]).exclude(pk__in=entry.before["further"]).update(
        withdrawn_at=at
    )
    reading.further.filter(pk__in=entry.before["further"]).update(withdrawn_at=None)
    _pages_changed(reading, entry.after["further"])


@action(
    "quotes.add_pages",
    sentence=_("added a page to the quote “%(subject)s”"),
    may=may_work_on,
    undo=_undo_pages,
    subject="reading",
)
def add_pages(
    *, reading: QuoteReading, uploads: Sequence[Examined], by: Viewer, at: datetime
) -> QuoteReading:
    """Keep further pages of a quote, after those that it has, and have it read again.

    Raises FileRefused, TooManyPages, OriginalErased."""
    _check_files(reading)
    before = _further(reading)
    stored = _stored(uploads, _room_of(reading.person), by, at, already=1 + len(before))
    FurtherFile.objects.bulk_create(FurtherFile(reading=reading, file=file) for file in stored)
    return _pages_changed(reading, before)


@action(
    "quotes.take_out_page",
    sentence=_("took a page out of the quote “%(subject)s”"),
    may=may_work_on,
    undo=_undo_pages,
    subject="further",
)
def take_out_page(*, further: FurtherFile, by: Viewer, at: datetime) -> QuoteReading:
    """Take a further page out of its quote, and have it read again; the file is kept. Raises OriginalErased."""
    _check_files(further.reading)
    before = _further(further.reading)
    further.withdrawn_at = at
    further.save(update_fields=["withdrawn_at"])
    return _pages_changed(further.reading, before)


def _further(reading: QuoteReading) -> list[int]:
    return list(reading.further.filter(withdrawn_at=None).values_list("pk", flat=True))


def _pages_changed(reading: QuoteReading, before: list[int]) -> QuoteReading:
    reading.status = Status.WAITING
    reading.save(update_fields=["status"])
    record(reading, before={"further": before}, after={"further": _further(reading)})
    _enqueue(reading)
    return reading


def _stored(
    uploads: Sequence[Examined], chamber_id: int | None, by: Viewer, at: datetime, already: int = 0
) -> list[StoredFile]:
    if already + len(uploads) > MOST_FILES:
        raise TooManyPages
    return [save_file(upload, purpose="quote", chamber_id=chamber_id, by=by, at=at) for upload in uploads]


def _room_of(person: Person | None) -> int | None:
    """In whose room the files of a quote stand: what visitors give takes none of a chamber's."""
    return person.chamber_id if person else None


def _check_files(reading: QuoteReading) -> None:
    if reading.erased_at is not None:
        raise OriginalErased(_("The file of this quote was deleted: it can’t be read again."))


def _may_open(by: Viewer, subject: Answer | QuoteReading) -> bool:
    if isinstance(subject, QuoteReading):
        return is_theirs(by, subject)
    return may_read_answers(by, subject.ad)


def check_brief(person: Person | None, brief: Brief | None) -> None:
    """Raises NotTheirBrief when the project is not this person's; no project is right."""
    if brief is not None and (person is None or brief.person_id != person.pk):
        raise NotTheirBrief(_("This project is another person's."))


def _to_read(reading: QuoteReading) -> QuoteReading:
    try:
        with transaction.atomic():
            reading.save()
    except IntegrityError:  # the constraint decides, so that two clicks at once can't both be first
        raise AlreadyOpened(_("This quote is already among yours.")) from None
    draw_once(reading.brief, reading.uploaded_at)
    record(reading, before={"withdrawn_at": reading.uploaded_at}, after={"withdrawn_at": None})
    _enqueue(reading)
    return reading


def _enqueue(reading: QuoteReading) -> None:
    from etabli.procurement.quotes.tasks import read_quote  # the task imports this module

    task = read_quote.using(priority=Priority.READING_HELD) if reading.is_held else read_quote
    task.enqueue(reading.pk)
