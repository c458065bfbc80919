"""Writing down a call to an artisan, or what their adviser wants to remember."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.journeys.actions.path import note_milestone
from etabli.programme.journeys.engine.call_list import Outcome
from etabli.programme.journeys.models import ContactNote, Milestone

CHANGED_WITH_KEY = "journeys.note"  # what a call may note on the path


class WrongDayToCall(ActionError):
    """A call to make again has no day, or one that is past."""


class NothingWritten(ActionError):
    """A note without a word."""


def _undo_call(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, with what it noted on the path."""
    undo_fields(entry, by, at)
    undo_parts(entry, CHANGED_WITH_KEY, by=by, at=at)


@action(
    "journeys.call",
    sentence=_("noted a call to %(subject)s"),
    may=may_run,
    undo=_undo_call,
    subject="person",
)
def note_call(
    *, person: Person, outcome: str, again_on: date | None = None, text: str = "", by: Viewer, at: datetime
) -> ContactNote:
    """What came of a call, and a line to remember. `again_on`: the day that was agreed for another one.

    "Done without help" is also noted on their path. Raises WrongDayToCall.
    """
    today, is_again = timezone.localdate(at), outcome == Outcome.CALL_BACK
    if is_again and (again_on is None or again_on < today):
        raise WrongDayToCall(_("Choose today, or a day to come, for the other call."))
    call = _keep(person, ContactNote.Kind.CALL, text, by, at, outcome, again_on if is_again else None)
    if outcome == Outcome.DONE_WITHOUT_HELP and not _is_done_alone(person):
        note_milestone(person=person, kind=Milestone.Kind.ALONE, reached_on=today, by=by, at=at)
    return call


def _undo_caller(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, of the call; the person, if they are new, stays."""
    undo_parts(entry, "journeys.call", by=by, at=at)
    record(subject_of(entry), before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "journeys.caller",
    sentence=_("noted a call from %(subject)s"),
    may=lambda by, given: by.is_staff_of(given["chamber"].pk),
    may_undo=may_run,
    undo=_undo_caller,
)
def note_caller(
    *,
    chamber: Organisation,
    name: str,
    email: str = "",
    phone: str = "",
    text: str,
    known: Person | None = None,
    by: Viewer,
    at: datetime,
) -> ContactNote:
    """Somebody called, whom the chamber may not know yet: who they are, and a line to remember. `known`: whom the staff
    knows them to be."""
    person = known or recognise_person(chamber, name=name, email=email, phone=phone)
    if person is None:
        person = add_person(chamber=chamber, name=name, email=email, phone=phone, by=by, at=at)
    call = note_call(person=person, outcome=Outcome.REACHED, text=text, by=by, at=at)
    record(call, before={}, after={}, label=person.name)
    return call


@action(
    "journeys.write_note",
    sentence=_("wrote a note about %(subject)s"),
    may=may_run,
    undo=undo_fields,
    subject="person",
)
def write_note(*, person: Person, text: str, by: Viewer, at: datetime) -> ContactNote:
    """A line to remember. Raises NothingWritten."""
    if not text.strip():
        raise NothingWritten(_("Write a few words."))
    return _keep(person, ContactNote.Kind.NOTE, text, by, at)


def _keep(
    person: Person,
    kind: str,
    text: str,
    by: Viewer,
    at: datetime,
    outcome: str = "",
    again_on: date | None = None,
) -> ContactNote:
    note = ContactNote.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        kind=kind,
        outcome=outcome,
        again_on=again_on,
        text=text.strip(),
        at=at,
        author_id=by.user_id,
    )
    record(note, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return note


def _is_done_alone(person: Person) -> bool:
    milestones = Milestone.objects.filter(person=person, kind=Milestone.Kind.ALONE, withdrawn_at=None)
    return milestones.exists()
