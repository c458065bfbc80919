"""Setting a goal, saying what the programme costs, noting since when somebody is found online; and taking it off."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.models import Costs, Goal, OnlinePresence
from etabli.territory.places.models import Epci


class AlreadySet(ActionError):
    """There is such a goal for this season."""


class InTheFuture(ActionError):
    """Nobody is found on the internet since tomorrow."""


def _unless_another_stands(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways; what was taken off comes back only where nothing took its place."""
    row: Any = subject_of(entry)
    if entry.before.get("withdrawn_at", at) is None and row.withdrawn_at is not None:
        key_fields = ("chamber", "season", "measure", "epci") if isinstance(row, Goal) else ("person",)
        other_rows = type(row).objects.filter(
            **{name: getattr(row, name) for name in key_fields}, withdrawn_at=None
        )
        if other_rows.exists():
            raise CannotUndo(_("Another stands in its place since: take that one back first."))
    undo_fields(entry, by, at)


@action(
    "coverage.set_goal", sentence=_("set the goal “%(subject)s”"), may=may_run, undo=_unless_another_stands
)
def set_goal(
    *,
    chamber: Organisation,
    season: Season,
    measure: str,
    people: int,
    epci: Epci | None,
    by: Viewer,
    at: datetime,
) -> Goal:
    """Aim at so many people in a season, in an EPCI or in all of the territory. Raises AlreadySet."""
    aimed_at = {"chamber": chamber, "season": season.code, "measure": measure, "epci": epci}
    if Goal.objects.filter(**aimed_at, withdrawn_at=None).exists():
        raise AlreadySet(_("This goal is set for the half-year already: change it instead."))
    goal = Goal.objects.create(**aimed_at, people=people, set_at=at)
    record(
        goal,
        before={"withdrawn_at": at, "people": people},
        after={"withdrawn_at": None, "people": people},
    )
    return goal


@action(
    "coverage.change_goal",
    sentence=_("changed the goal “%(subject)s”"),
    tells={"people": _("How many people")},
    may=may_run,
    undo=_unless_another_stands,
    subject="goal",
)
def change_goal(*, goal: Goal, people: int, by: Viewer, at: datetime) -> Goal:
    """Aim at more people, or fewer."""
    return change(goal, people=people)


@action(
    "coverage.withdraw_goal",
    sentence=_("gave up the goal “%(subject)s”"),
    may=may_run,
    undo=_unless_another_stands,
    subject="goal",
)
def withdraw_goal(*, goal: Goal, by: Viewer, at: datetime) -> Goal:
    """Aim at it no more."""
    return change(goal, withdrawn_at=at)


def _may_say_costs(by: Viewer, subject: Any) -> bool:
    """The management of the chamber."""
    return by.role == Role.MANAGER and may_run(by, subject)


@action(
    "coverage.say_costs",
    sentence=_("said what a session and a half-day cost"),
    tells={
        "session_cents": _("Cost of a session"),
        "half_day_cents": _("Cost of a half-day"),
    },
    may=_may_say_costs,
    undo=undo_fields,
)
def say_costs(
    *, chamber: Organisation, session_cents: int, half_day_cents: int, by: Viewer, at: datetime
) -> Costs:
    """What the figures of the management count with, from now on and for what is past; 0 for what nobody knows."""
    costs, _is_new = Costs.objects.get_or_create(chamber=chamber)
    return change(costs, session_cents=session_cents, half_day_cents=half_day_cents)


@action(
    "coverage.note_online",
    sentence=_("noted that %(subject)s is found on the internet"),
    tells={"address": _("Address of their site or page"), "since_on": _("Online since")},
    may=may_run,
    undo=_unless_another_stands,
)
def note_online(*, person: Person, address: str, since_on: date, by: Viewer, at: datetime) -> OnlinePresence:
    """Somebody is found at this address since this day; it takes the place of what was noted. Raises InTheFuture."""
    if since_on > timezone.localdate(at):
        raise InTheFuture(_("This day is to come: type the day since when they are online."))
    former_presence = OnlinePresence.objects.filter(person=person, withdrawn_at=None).first()
    if former_presence is not None:
        return change(former_presence, address=address, since_on=since_on, label=person.name)
    presence = OnlinePresence.objects.create(person=person, address=address, since_on=since_on, noted_at=at)
    record(presence, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=person.name)
    return presence


@action(
    "coverage.forget_online",
    sentence=_("noted that %(subject)s is found on the internet no more"),
    may=may_run,
    undo=_unless_another_stands,
    subject="presence",
)
def forget_online(*, presence: OnlinePresence, by: Viewer, at: datetime) -> OnlinePresence:
    """It was noted by mistake, or is there no more."""
    return change(presence, withdrawn_at=at, label=presence.person.name)
