"""Reading calls and notes, and whom to call today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.journeys.dropout_queries import END_STAGES, labels, paths_of
from etabli.programme.journeys.engine.call_list import CallDue, LastCall, Outcome, RestDays, calls_due
from etabli.programme.journeys.models import ContactNote
from etabli.programme.support.queries import requests_waiting

MAX_CALLS = 7  # people to call in a day
LASTING_OUTCOMES = {
    Outcome.NOT_NOW,
    Outcome.DONE_WITHOUT_HELP,
}  # what somebody said, whatever call they miss afterwards
REMEMBERED_FOR = timedelta(days=400)  # an older call says nothing of today


@dataclass(frozen=True)
class Call:
    """Somebody to call, why, and what was written last about them."""

    person: Person
    due_call: CallDue
    stage: str
    latest: ContactNote | None


@dataclass(frozen=True)
class Calls:
    """Those to call, the most pressing first; how many more there would be a reason to call, and those of all who have
    no telephone."""

    calls: tuple[Call, ...]
    more: int
    without_phone: tuple[CallDue, ...]


@dataclass(frozen=True)
class PromisedCall:
    """Somebody with whom a call was agreed on, and for which day."""

    person: Person
    on: date


def notes_about(viewer: Viewer, person: Person) -> QuerySet[ContactNote]:
    """Calls to this person and notes about them, the latest first, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id):
        return ContactNote.objects.none()
    notes = ContactNote.objects.filter(person=person, withdrawn_at=None).select_related("author")
    return notes.order_by("-at", "-pk")


def calls_today(viewer: Viewer, *, at: datetime, limit: int = MAX_CALLS) -> Calls:
    """For an adviser, of their chamber; the same number of statements whatever the number of people.

    Raises NotVisible for anybody else.
    """
    if viewer.role != Role.ADVISER or viewer.chamber_id is None:
        raise NotVisible
    stage_labels = labels()
    due = calls_due(
        waiting_since=_waiting_since(viewer, at),
        paths=paths_of(viewer.chamber_id, at),
        order=list(stage_labels),
        ends=END_STAGES,
        last_calls=_last_calls(viewer.chamber_id, at),
        today=timezone.localdate(at),
        rest_days=RestDays(not_now=settings.NOT_NOW_DAYS),
    )
    with_phone = _with_phone(viewer.chamber_id)
    to_call = [due_call for due_call in due if due_call.person_id in with_phone]
    calls = tuple(_calls(to_call[:limit], stage_labels))
    unreached = tuple(due_call for due_call in due if due_call.person_id not in with_phone)
    return Calls(calls, len(to_call) - len(calls), unreached)


def promised_calls(viewer: Viewer, *, at: datetime) -> list[PromisedCall]:
    """Whom an adviser's chamber agreed to call again, today or before, and has not reached since, the oldest first:
    those who have a telephone. One statement; none for anybody else."""
    if viewer.role != Role.ADVISER or viewer.chamber_id is None:
        return []
    today = timezone.localdate(at)
    with_promise = ContactNote.objects.filter(
        person=OuterRef("person"), again_on__lte=today, withdrawn_at=None
    )
    calls = _calls_made(viewer.chamber_id, at).filter(Exists(with_promise))
    calls_with_phone = calls.filter(person__erased_at=None, person__merged_into=None).exclude(
        person__phone=""
    )
    rows = list(calls_with_phone.select_related("person").only("outcome", "at", "again_on", "person__name"))
    people = {row.person_id: row.person for row in rows}
    due = calls_due(
        waiting_since={},
        paths=(),
        order=(),
        ends=(),
        last_calls=_last_of((row.person_id, row.outcome, row.at, row.again_on) for row in rows),
        today=today,
        rest_days=RestDays(not_now=settings.NOT_NOW_DAYS),
    )
    return [PromisedCall(people[due_call.person_id], due_call.since) for due_call in due]


def calls_of(due: Sequence[CallDue]) -> list[Call]:
    """Those of one page, with their names and what was written last. The caller has got them from `calls_today`."""
    return list(_calls(due, labels()))


def _waiting_since(viewer: Viewer, at: datetime) -> dict[int, date]:
    """Who asked for a half-day and has no date yet: since when."""
    waiting_since: dict[int, date] = {}
    for request in requests_waiting(viewer, at=at):
        assert request.wish.person_id is not None  # asked of those who gave their name
        waiting_since.setdefault(request.wish.person_id, request.wish.expressed_on)
    return waiting_since


def _calls_made(chamber_id: int, at: datetime) -> QuerySet[ContactNote]:
    """The calls that still say something of today, in their order."""
    calls = ContactNote.objects.filter(chamber_id=chamber_id, kind=ContactNote.Kind.CALL, withdrawn_at=None)
    return calls.filter(at__gt=at - REMEMBERED_FOR, at__lte=at).order_by("at", "pk")


def _last_calls(chamber_id: int, at: datetime) -> dict[int, LastCall]:
    """One statement."""
    return _last_of(_calls_made(chamber_id, at).values_list("person_id", "outcome", "at", "again_on"))


def _last_of(rows: Iterable[tuple[int, str, datetime, date | None]]) -> dict[int, LastCall]:
    """By person, their last call. A day that was agreed stands until somebody is reached."""
    last_calls: dict[int, LastCall] = {}
    for person_id, outcome, when, again_on in rows:
        before, on = last_calls.get(person_id), timezone.localdate(when)
        if outcome != Outcome.UNREACHABLE or before is None:
            last_calls[person_id] = LastCall(
                Outcome(outcome), on, again_on, int(outcome == Outcome.UNREACHABLE)
            )
        elif before.outcome not in LASTING_OUTCOMES:
            last_calls[person_id] = LastCall(Outcome.UNREACHABLE, on, before.again_on, before.tries + 1)
    return last_calls


def _with_phone(chamber_id: int) -> set[int]:
    persons = Person.objects.filter(chamber_id=chamber_id, erased_at=None, merged_into=None)
    return set(persons.exclude(phone="").values_list("pk", flat=True))


def _calls(due: Sequence[CallDue], stage_labels: dict[str, str]) -> Iterable[Call]:
    """With the person and the last note of each: two statements."""
    persons = Person.objects.in_bulk([due_call.person_id for due_call in due])
    latest: dict[int, ContactNote] = {}
    notes = ContactNote.objects.filter(person__in=persons, withdrawn_at=None).order_by("at", "pk")
    for note in notes.select_related("author"):
        latest[note.person_id] = note
    for due_call in due:
        stage = stage_labels.get(due_call.stage, "")
        yield Call(persons[due_call.person_id], due_call, stage, latest.get(due_call.person_id))
