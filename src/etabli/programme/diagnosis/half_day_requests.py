"""Asking for a half-day of support, at the end or from the path: a wish, of the artisan or of whoever says their
name."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.programme.demand.asking import add_words, ask_half_day
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import booked_half_days, pending_half_day_wish
from etabli.programme.diagnosis.actions import join_answers
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan


@transaction.atomic
def ask_for_half_day(
    *,
    chamber: Organisation,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    commune: Commune | None = None,
    note: str = "",
    answers: Mapping[str, str] | None = None,
    done: Sequence[str] = (),
    is_another: bool = False,
    by: Viewer,
    at: datetime,
) -> Wish | None:
    """Write the wish down; whom the chamber doesn't know yet is written down first, with their commune. None for
    whoever waits for a half-day already, or has one to come unless this `is_another`: a person has one at a time, and
    what they say now is added to it.

    `answers`: those that they want their adviser to read; what the person kept themselves stays what is read.
    """
    person = person or recognise_person(chamber, name=name, email=email, phone=phone)
    if person is None:
        person = add_person(chamber=chamber, name=name, email=email, phone=phone, by=by, at=at)
        if commune is not None:
            attach_artisan(person=person, commune=commune, by=of_person(person), at=at)
    elif pending_request := _pending_request(person, is_another=is_another, at=at):
        town = commune.name if commune is not None and commune != pending_request.commune else ""
        add_words(wish=pending_request, note=", ".join(filter(None, [note, town])), by=by, at=at)
        return None
    if answers and not KeptAnswers.objects.filter(person=person, withdrawn_at=None).exists():
        join_answers(person=person, answers=answers, done=done, by=by, at=at)
    wish, _is_new = ask_half_day(
        chamber=person.chamber,
        person=person,
        source=Wish.Source.DIAGNOSIS,
        commune=commune,
        note=note,
        is_another=is_another,
        by=by,
        at=at,
    )
    return wish


def _pending_request(person: Person, *, is_another: bool, at: datetime) -> Wish | None:
    """The request that waits for a half-day, else that of the next one to come."""
    booked = [] if is_another else booked_half_days(person.pk, at=at)
    return pending_half_day_wish(person.pk) or next((row.wish for row in booked if row.wish), None)


@transaction.atomic
def call_off(*, wish: Wish, by: Viewer, at: datetime) -> None:
    """Take back one's own request, and the answers that were joined to it unless they changed since: the caller knows
    that it is theirs. Raises ActionError once a day is booked."""
    rows = KeptAnswers.objects.filter(person=wish.person, withdrawn_at=None).values_list("pk", flat=True)
    joined = Entry.objects.filter(
        verb="diagnosis.join",
        subject_type=KeptAnswers._meta.label_lower,
        subject_id__in=[str(pk) for pk in rows],
    )
    for entry in joined:
        with suppress(CannotUndo):
            undo(entry=entry, by=by, at=at, mine=True)
    latest = Entry.objects.filter(subject_type=wish._meta.label_lower, subject_id=str(wish.pk)).latest("pk")
    undo(entry=latest, by=by, at=at, mine=True)
