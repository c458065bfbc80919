"""What was said with a relay."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, record, reverse
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.models import ContactNote, Relay, RelayContact


@action(
    "relays.note",
    sentence=_("wrote down an exchange with “%(subject)s”"),
    may=may_run,
    undo=reverse,
    subject="relay",
)
def note_contact(
    *,
    relay: Relay,
    kind: str,
    text: str,
    contact: RelayContact | None = None,
    next_step: str = "",
    next_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> ContactNote:
    """Keep an exchange with a relay: how, with whom, what was said, and what is to be done next, on what day."""
    note = ContactNote.objects.create(
        relay=relay,
        contact=contact,
        kind=kind,
        text=text.strip(),
        next_step=next_step.strip(),
        next_on=next_on,
        at=at,
        author_id=by.user_id,
    )
    record(note, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return note
