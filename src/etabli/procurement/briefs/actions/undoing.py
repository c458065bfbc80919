"""Taking back what was written in a brief."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import NotAllowed, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.procurement.briefs.rules import may_write


def undo_writing(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`, for whoever may still write: an adviser may not, once the artisan writes alone."""
    check_may_undo(entry, by)
    reverse(entry, by, at)


def check_may_undo(entry: Entry, by: Any) -> None:
    """Raise NotAllowed for whoever may no longer write in the brief that this entry is about."""
    subject: Any = subject_of(entry)
    if not may_write(by, subject):
        raise NotAllowed(_("The artisan writes alone now: ask them for their agreement first."))
