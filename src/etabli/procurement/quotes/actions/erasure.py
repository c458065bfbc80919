"""Deleting a quote or its files on request: after some days, during which it can be taken back."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stored_files import erase
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
from etabli.foundation.own_data.erased import note_erased
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes.actions.uploads import undo_withdrawal
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.rules import is_theirs, may_keep

DELAY = timedelta(days=7)


class FileOfAnswer(ActionError):
    """The file came with the answer to an ad, and stays with it."""


def _undo_erasure(entry: Entry, by: Any, at: datetime) -> None:
    reading: Any = subject_of(entry)
    if reading.erased_at is not None:
        raise CannotUndo(_("The file was deleted for good since."))
    undo_fields(entry, by, at)


@action(
    "quotes.erase_original",
    sentence=_("asked for the deletion of the file “%(subject)s”"),
    may=is_theirs,
    undo=_undo_erasure,
    subject="reading",
)
def erase_original(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Have the files of a quote deleted after DELAY; what was read stays. Raises FileOfAnswer."""
    if reading.answer_ref:
        raise FileOfAnswer(_("This file came with an answer to your ad: it stays with the answer."))
    return change(reading, erase_at=at + DELAY)


@action(
    "quotes.keep_original",
    sentence=_("chose to keep the file “%(subject)s”"),
    may=is_theirs,
    undo=_undo_erasure,
    subject="reading",
)
def keep_original(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Keep the files after all."""
    return change(reading, erase_at=None)


@action(
    "quotes.erase",
    sentence=_("asked for the deletion of the quote “%(subject)s”"),
    may=is_theirs,
    undo=undo_withdrawal,
    subject="reading",
)
def erase_quote(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Put the whole quote away at once, and have it deleted after DELAY."""
    return change(reading, withdrawn_at=at, erase_at=at + DELAY, erase_whole=True)


@action(
    "quotes.finish_erasure",
    sentence=_("deleted “%(subject)s”, as it was asked"),
    may=may_keep,
    undo=Irreversible(_("It was asked for, and the days to change one’s mind are over.")),
    subject="reading",
)
def finish_erasure(*, reading: QuoteReading, by: Viewer, at: datetime) -> None:
    """Delete for good what was asked for: the files, and the reading when it is to go whole. The file of an answer
    stays with the answer."""
    own = [] if reading.answer_ref else [reading.file]
    own += StoredFile.objects.filter(pk__in=reading.further.values_list("file_id", flat=True))
    for stored in own:
        note_erased(stored, at)
        erase(stored)
    reading.erased_at = at
    reading.save(update_fields=["erased_at"])
    label = _forget_history(reading, at) if reading.is_held else None
    record(reading, before={"erased_at": None}, after={"erased_at": at}, label=label)
    if reading.erase_whole:
        note_erased(reading, at)
        reading.delete()
        for stored in own:
            stored.delete()


def _forget_history(reading: QuoteReading, at: datetime) -> str:
    """What was promised of a quote given without an account: nothing of it stays, in the history either. Gives what it
    is called there."""
    label = str(gettext("a quote given without an account"))
    for row in (reading, *reading.corrections.all(), *reading.dismissals.all()):
        about = Entry.objects.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))
        about.update(before={}, after={}, subject_label=label, erased_at=at)
    return label


def erase_again(reading: QuoteReading, at: datetime) -> bool:
    """It was deleted whole since the backup that was restored."""
    reading.erase_whole = True
    reading.save(update_fields=["erase_whole"])
    finish_erasure(reading=reading, by=Viewer.system(reading.chamber_id), at=at)
    return True
