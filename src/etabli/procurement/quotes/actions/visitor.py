"""Quotes that were given without an account: erased at once, or kept in somebody's space."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import record_changed_rows
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import default_chamber, recognise_person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.procurement.quotes.actions.uploads import HELD, undo_withdrawal
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.notices import take_back_kept, tell_kept
from etabli.procurement.quotes.rules import holds
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan

SOON = timedelta(hours=1)


class NothingHeld(ActionError):
    """The day is over, or somebody has kept them."""


@action(
    "quotes.erase_held",
    sentence=_("erased the quote “%(subject)s”, given without an account"),
    may=lambda by, reading: reading.is_held and holds(by, reading),
    undo=undo_withdrawal,
    subject="reading",
)
def erase_held(*, reading: QuoteReading, by: Viewer, at: datetime) -> QuoteReading:
    """Nobody reads it from now on; it is gone for good within the hour during which this can be taken back."""
    assert reading.erase_at is not None  # of what nobody has kept
    return change(reading, withdrawn_at=at, erase_at=min(reading.erase_at, at + SOON))


def _undo_keeping(entry: Entry, by: Any, at: datetime) -> None:
    """Back to the browser that holds them, for what is left of their day; both ways, while nothing was done with
    them."""
    owner, before = entry.before["person_id"], entry.after["person_id"]
    readings = list(QuoteReading.objects.select_for_update().filter(pk__in=entry.after["readings"]))
    are_there = len(readings) == len(entry.after["readings"])
    if not are_there or any(row.person_id != before or _is_used(row) for row in readings):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    if any(row.holder_id is None or row.uploaded_at + row.KEPT <= at for row in readings):
        raise CannotUndo(_("The day is over: put the quote away, or have it deleted."))
    if before is not None:
        take_back_kept(Person.objects.get(pk=before), readings)
    person = Person.objects.get(pk=owner) if owner is not None else None
    _give(readings, person)
    if person is not None and not by.is_person(person.pk):
        tell_kept(person, readings, at=at)
    _record(readings, {"person_id": before}, {"person_id": owner})


def _is_used(reading: QuoteReading) -> bool:
    return any((reading.withdrawn_at, reading.shared_at, reading.brief_id, reading.erased_at))


def _is_own(by: Viewer, reading: QuoteReading) -> bool:
    """Of the artisan, or of the one for whom this browser made something."""
    return reading.person_id is not None and reading.person_id == by.person_id


@action(
    "quotes.keep_held",
    sentence=_("kept the quote “%(subject)s”, given without an account"),
    may=lambda by, given: given.get("person") is None or given["person"].pk == by.person_id,
    may_undo=lambda by, reading: holds(by, reading) or _is_own(by, reading),
    undo=_undo_keeping,
    also_undone_by=lambda by, _entry, reading: holds(by, reading),
)
def keep_held(
    *,
    readings: Iterable[QuoteReading],
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    commune: Commune | None = None,
    by: Viewer,
    at: datetime,
) -> Person:
    """Keep what a browser holds in somebody's space: in that of `person`, or of whoever says their name. The caller has
    seen that this browser holds them.

    One whom the chamber only recognises by what was typed keeps their details as they are; who has not proved to be
    them, by their whole space, has them told by mail, or called. Where no `email` was typed, this browser goes on
    reading them for a month, whether the chamber knows one or not. Raises NothingHeld.
    """
    numbers = [reading.pk for reading in readings]
    held = list(QuoteReading.objects.select_for_update().filter(**HELD, pk__in=numbers).order_by("-pk"))
    if not held:
        raise NothingHeld(_("There is no quote left to keep on this device."))
    for reading in held:
        reading.held_longer = not email
    person = person or _named(name, email, phone, commune, by, at)
    _give(held, person)
    if not by.is_person(person.pk):
        tell_kept(person, held, at=at)
    _record(held, {"person_id": None}, {"person_id": person.pk})
    return person


def forget_kept(holder: Viewer) -> list[int]:
    """This browser reads no more what was kept from it: each stays in its space. Gives their numbers. As leaving, it is
    no act: whoever uses the device next must find no way back in what it keeps."""
    kept = QuoteReading.objects.filter(holder_id=holder.party_id).exclude(person=None)
    numbers = list(kept.values_list("pk", flat=True))
    kept.update(holder=None)
    return numbers


def remember_kept(holder: Viewer, numbers: Sequence[int]) -> None:
    """Take `forget_kept` back: the caller has seen that it was this browser's, a moment ago."""
    forgotten = QuoteReading.objects.filter(pk__in=numbers, holder=None, withdrawn_at=None)
    forgotten.exclude(person=None).update(holder_id=holder.party_id)


def _named(name: str, email: str, phone: str, commune: Commune | None, by: Viewer, at: datetime) -> Person:
    chamber = default_chamber()
    known = recognise_person(chamber, name=name, email=email, phone=phone)
    if known is not None:
        return known
    person = add_person(chamber=chamber, name=name, email=email, phone=phone, by=by, at=at)
    if commune is not None:
        attach_artisan(person=person, commune=commune, by=of_person(person), at=at)
    return person


def _give(readings: Sequence[QuoteReading], person: Person | None) -> None:
    """They are this person's, in the room of their chamber; nobody's without one, and go at the end of their day."""
    for reading in readings:
        reading.person, reading.erase_whole = person, person is None
        reading.erase_at = reading.held_until if person is None else None
        reading.chamber_id = person.chamber_id if person else reading.chamber_id
        reading.save(update_fields=["person", "chamber", "erase_at", "erase_whole", "held_longer"])
        files = [reading.file_id, *reading.further.values_list("file_id", flat=True)]
        StoredFile.objects.filter(pk__in=files).update(chamber_id=person.chamber_id if person else None)


def _record(readings: Sequence[QuoteReading], before: dict[str, Any], after: dict[str, Any]) -> None:
    first, *others = readings
    record_changed_rows(others)
    numbers = {"readings": [reading.pk for reading in readings]}
    record(first, before={**before, **numbers}, after={**after, **numbers})
