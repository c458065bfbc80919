"""Correcting what was read: kept over every reading, and taken back like any other act."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes.models import Correction, QuoteReading
from etabli.procurement.quotes.queries import as_corrected
from etabli.procurement.quotes.rules import may_work_on
from etabli.procurement.quotes.values import is_sure, payable

KEPT = ("values", "read_as", "anchor", "author_id", "author_name", "corrected_at", "restored_at")


class NothingThere(ActionError):
    """What was to be corrected is not in the quote as it is read now."""


def summarise(reading: QuoteReading) -> None:
    """What the lists say of a quote, with what people corrected: its supplier and what it comes to; not saved."""
    corrected = as_corrected(reading)
    if corrected is None:
        return
    supplier = corrected.quote.supplier.name
    reading.supplier = supplier.value[:160] if supplier and is_sure(supplier) else ""
    reading.gross = payable(corrected.quote)


def _undo_correction(entry: Entry, by: Any, at: datetime) -> None:
    undo_fields(entry, by, at)
    row: Any = subject_of(entry)
    _follow(row.reading)


@action(
    "quotes.correct",
    sentence=_("corrected a value of the quote “%(subject)s”"),
    may=may_work_on,
    undo=_undo_correction,
    subject="reading",
)
def correct(
    *, reading: QuoteReading, target: str, values: Mapping[str, str], by: Viewer, at: datetime
) -> Correction:
    """Keep what a person says of a fact or a line, in the names and the writing of `correcting`; said again of a value
    that is read otherwise now, it is theirs that stays. Raises NothingThere."""
    corrected = as_corrected(reading)
    amended = corrected.change(target, values) if corrected else None
    if amended is None:
        raise NothingThere(
            _(
                "This is no longer in the quote: it was read again meanwhile. Look at it once more, then correct it."
            )
        )
    row, is_new = Correction.objects.get_or_create(
        reading=reading,
        target=target,
        defaults={"values": {}, "read_as": {}, "author_id": by.actor.party_id, "corrected_at": at},
    )
    before = {"restored_at": at} if is_new else {name: getattr(row, name) for name in KEPT}
    still = row.restored_at is None
    row.values = {**(row.values if still else {}), **amended.values}
    row.read_as = {**(row.read_as if still else {}), **amended.read_as}
    row.anchor = asdict(amended.anchor) if amended.anchor else None
    row.author_id, row.author_name = by.actor.party_id, by.actor.name
    row.corrected_at, row.restored_at, row.reading = at, None, reading
    row.save()
    record(row, before=before, after={"restored_at": None, "values": row.values, "read_as": row.read_as})
    _follow(reading)
    return row


@action(
    "quotes.take_reading",
    sentence=_("gave up a correction of the quote “%(subject)s”"),
    may=may_work_on,
    undo=_undo_correction,
    subject="correction",
)
def take_reading(*, correction: Correction, by: Viewer, at: datetime) -> Correction:
    """Give a correction up: what is read counts again."""
    change(correction, restored_at=at)
    _follow(correction.reading)
    return correction


def _follow(reading: QuoteReading) -> None:
    summarise(reading)
    reading.save(update_fields=["supplier", "gross"])
