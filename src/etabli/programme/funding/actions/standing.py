"""Taking back, and restoring, what stands only while nothing else takes its place."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, reverse
from etabli.foundation.journal.models import Entry


def unless_another_stands(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`, both ways; what was taken off comes back only where nothing took its place."""
    try:
        with transaction.atomic():
            reverse(entry, by, at)
    except IntegrityError:
        raise CannotUndo(_("Another stands in its place since: take that one back first.")) from None
