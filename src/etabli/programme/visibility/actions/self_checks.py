"""Noting what one saw of oneself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, record, reverse
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.rules import may_note


@action(
    "visibility.note_self_check",
    sentence=_("noted what they saw: %(subject)s"),
    may=may_note,
    undo=reverse,
)
def note_self_check(
    *,
    person: Person,
    kind: str,
    answers: Mapping[str, Sequence[str]],
    note: str = "",
    made_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> SelfCheck:
    """Keep one look at oneself. `answers`: what was ticked, by line. `made_on`: when it wasn't today."""
    row = SelfCheck.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        kind=kind,
        answers={line: list(ticks) for line, ticks in answers.items()},
        note=note.strip(),
        made_on=made_on or timezone.localdate(at),
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return row
