"""Noting what one saw of oneself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import action, record, undo_fields
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.rules import may_note


@action(
    "visibility.note_self_check",
    sentence=_("noted what they saw: %(subject)s"),
    may=may_note,
    undo=undo_fields,
)
def note_self_check(
    *,
    person: Person,
    kind: str,
    answers: Mapping[str, Sequence[str]],
    note: str = "",
    photo: Examined | None = None,
    made_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> SelfCheck:
    """Keep one look at oneself. `answers`: what was ticked, by line. `photo`: of what was seen. `made_on`: when it
    wasn't today. Raises FileRefused."""
    chamber_id = person.chamber_id
    row = SelfCheck.objects.create(
        chamber_id=chamber_id,
        person=person,
        kind=kind,
        answers={line: list(ticks) for line, ticks in answers.items()},
        note=note.strip(),
        photo=save_file(photo, purpose="self_check", chamber_id=chamber_id, by=by, at=at) if photo else None,
        made_on=made_on or timezone.localdate(at),
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return row
