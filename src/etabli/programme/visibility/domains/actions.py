"""Writing until when the name of a site is rented; being reminded of it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, record, undo_fields
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.domains import notices
from etabli.programme.visibility.engine.domain import Registration
from etabli.programme.visibility.models import DomainRegistration
from etabli.programme.visibility.rules import is_system, may_note


@action(
    "visibility.note_registration",
    sentence=_("wrote until when a name is rented: %(subject)s"),
    may=may_note,
    undo=undo_fields,
)
def note_registration(
    *, person: Person, registration: Registration, by: Viewer, at: datetime
) -> DomainRegistration:
    """Keep it; what was written of this name before is corrected."""
    values: dict[str, Any] = {
        "ends_on": registration.ends_on,
        "registrar": registration.registrar.strip(),
        "reminds": registration.reminds,
    }
    rows = DomainRegistration.objects.filter(person=person, domain=registration.domain)
    row = rows.order_by("pk").last()  # taken off too: a name has one row
    if row is not None:
        return change(row, withdrawn_at=None, **values)
    row = DomainRegistration.objects.create(
        chamber_id=person.chamber_id, person=person, domain=registration.domain, noted_at=at, **values
    )
    noted = {"withdrawn_at": None, **values}  # corrected since, the correction is taken back first
    record(row, before={**noted, "withdrawn_at": at}, after=noted)
    return row


@action(
    "visibility.forget_registration",
    sentence=_("took off until when a name is rented: %(subject)s"),
    may=may_note,
    undo=undo_fields,
    subject="row",
)
def forget_registration(*, row: DomainRegistration, by: Viewer, at: datetime) -> DomainRegistration:
    """It is kept no more, and nobody is reminded."""
    return change(row, withdrawn_at=at)


@action(
    "visibility.remind_of_end",
    sentence=_("reminded them of the end of a name: %(subject)s"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="row",
)
def remind_of_end(*, row: DomainRegistration, by: Viewer, at: datetime) -> DomainRegistration:
    """Once for each end, within the budget of messages."""
    notices.tell_of_end(row, at)
    return change(row, reminded_for=row.ends_on)
