"""Putting a path aside and taking it up, noting what was reached; a visit is no act, and leaves no entry."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
from etabli.foundation.people.rules import may_help
from etabli.foundation.people.viewer import Viewer
from etabli.programme.journeys.models import AWAY_AFTER, Journey, Milestone
from etabli.programme.journeys.notices import tell_pause_is_over


class WrongDay(ActionError):
    """The day is past, or too far away."""


class NotPaused(ActionError):
    """The path was taken up meanwhile."""


class AlreadyNoted(ActionError):
    """It was noted before."""


def _undo_pause(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways; a pause that comes back holds from now on: to take an act back is a sign of life too,
    and one that came after it would end it."""
    if entry.before["paused_at"] is not None:
        entry.before = {**entry.before, "paused_at": at.isoformat()}
    undo_fields(entry, by, at)


@action(
    "journeys.pause",
    sentence=_("put a path aside: %(subject)s"),
    tells={"pause_until": _("until")},
    may=may_help,
    undo=_undo_pause,
)
def pause(*, person: Person, until: date | None, by: Viewer, at: datetime) -> Journey:
    """Put their path aside; on the day `until`, they are written to once. Raises WrongDay."""
    today = timezone.localdate(at)
    if until is not None and not today < until <= today + settings.PATH_RESUMABLE:
        raise WrongDay(_("Choose a day to come, within the years to come."))
    journey = _journey_of(person)
    return change(journey, paused_at=at, pause_until=until, reminded_at=None, label=person.name)


@action(
    "journeys.resume",
    sentence=_("took a path up again: %(subject)s"),
    may=may_help,
    undo=_undo_pause,
    subject="journey",
)
def resume(*, journey: Journey, by: Viewer, at: datetime) -> Journey:
    """Go on with it. Raises NotPaused."""
    if journey.paused_at is None:
        raise NotPaused(_("Your path is under way already."))
    return change(journey, paused_at=None, pause_until=None, resumed_at=at, label=journey.person.name)


@action(
    "journeys.remind",
    sentence=_("wrote on the day that had been asked for: %(subject)s"),
    may=may_help,
    undo=Irreversible(_("What was written has left.")),
    subject="journey",
)
def remind(*, journey: Journey, by: Viewer, at: datetime) -> Journey:
    """Write to whoever named this day when they put their path aside: once, as they asked."""
    tell_pause_is_over(journey, at)
    return change(journey, reminded_at=at, label=journey.person.name)


def _unless_another_stands(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways; what was taken off comes back only where nothing took its place."""
    row: Any = subject_of(entry)
    other_milestones = Milestone.objects.filter(person=row.person_id, kind=row.kind, withdrawn_at=None)
    if row.withdrawn_at is not None and other_milestones.exists():
        raise CannotUndo(_("Another stands in its place since: take that one back first."))
    undo_fields(entry, by, at)


@action(
    "journeys.note",
    sentence=_("noted on a path: %(subject)s"),
    tells={"reached_on": _("since")},
    may=may_help,
    undo=_unless_another_stands,
)
def note_milestone(*, person: Person, kind: str, reached_on: date, by: Viewer, at: datetime) -> Milestone:
    """Note what somebody reached, by their own word or as they said it to their adviser. Raises WrongDay,
    AlreadyNoted."""
    if reached_on > timezone.localdate(at):
        raise WrongDay(_("This day is to come: choose today, or a day before."))
    if Milestone.objects.filter(person=person, kind=kind, withdrawn_at=None).exists():
        raise AlreadyNoted(_("It was noted before: nothing is to be added."))
    milestone = Milestone.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        kind=kind,
        reached_on=reached_on,
        noted_at=at,
        noted_by_id=by.actor.party_id,
    )
    after = {"withdrawn_at": None, "reached_on": reached_on}
    record(milestone, before={"withdrawn_at": at, "reached_on": reached_on}, after=after)
    return milestone


@action(
    "journeys.withdraw",
    sentence=_("took off a path: %(subject)s"),
    may=may_help,
    undo=_unless_another_stands,
    subject="milestone",
)
def withdraw_milestone(*, milestone: Milestone, by: Viewer, at: datetime) -> Milestone:
    """It was noted by mistake."""
    return change(milestone, withdrawn_at=at)


def note_visit(
    *, person: Person, journey: Journey | None, last_seen: datetime | None, at: datetime
) -> Journey:
    """Whoever's path this is has opened it: for them to be told, after a long time, where they were. `last_seen`: when
    they were here before, as far as it is known."""
    row = journey or _journey_of(person)
    if last_seen is not None and at - last_seen >= AWAY_AFTER:
        row.away_since, row.back_at = last_seen, at
    row.seen_at = at
    row.save(update_fields=["seen_at", "away_since", "back_at"])
    return row


def _journey_of(person: Person) -> Journey:
    journey, _new = Journey.objects.get_or_create(person=person, defaults={"chamber_id": person.chamber_id})
    return journey
