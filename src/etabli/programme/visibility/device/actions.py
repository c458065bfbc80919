"""Keeping in one act what a browser holds since before its artisan came in."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.protection.actions import keep_marks
from etabli.programme.visibility.calendar.actions import plan_calendar
from etabli.programme.visibility.campaigns.actions import keep_campaign
from etabli.programme.visibility.checks.actions import ask_check, plan_step
from etabli.programme.visibility.device.held import Held
from etabli.programme.visibility.domains.actions import note_registration
from etabli.programme.visibility.rules import may_note
from etabli.programme.visibility.self_checks.actions import note_self_check

PARTS = (
    "visibility.ask_check",
    "visibility.plan_step",
    "visibility.note_self_check",
    "visibility.note_registration",
    "visibility.plan_calendar",
    "visibility.keep_campaign",
    "protection.keep",
)


class NothingToKeep(ActionError):
    """Nothing was noted on this device."""


def _undo_keep(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, of all that was kept at once."""
    for verb in PARTS:
        undo_parts(entry, verb, by=by, at=at)
    record(subject_of(entry), before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "visibility.keep",
    sentence=_("kept what was noted before coming in"),
    may=may_note,
    undo=_undo_keep,
)
def keep_held(*, person: Person, held: Held, by: Viewer, at: datetime) -> Any:
    """Keep all of it; gives the last row. Raises NothingToKeep, and NothingPlanned for a plan without a network."""
    made: dict[str, Any] = {"person": person, "by": by, "at": at}
    kept: list[Any] = [
        note_self_check(kind=kind, answers=look.answers, note=look.note, made_on=look.made_on, **made)
        for kind, look in held.looks
    ]
    kept += [note_registration(registration=registration, **made) for registration in held.registrations]
    kept += [plan_step(finding=finding, address=address, **made) for finding, address in held.steps]
    kept += [plan_calendar(calendar=calendar, **made) for calendar in held.calendars]
    kept += [
        keep_campaign(
            answers=plan.answers, planned=plan.planned, starts_on=plan.starts_on, rates=plan.rates, **made
        )
        for plan in held.campaigns
    ]
    kept += keep_marks(marks=held.gestures, **made) if held.gestures else []
    kept += [ask_check(address=check.address, held=check, **made) for check in held.checks]
    if not kept:
        raise NothingToKeep(_("Nothing was noted on this device."))
    record(kept[-1], before={}, after={}, label=person.name)
    return kept[-1]
