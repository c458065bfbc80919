"""Taking back where a later act may have taken the name, or asked from the same address."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, reverse
from etabli.foundation.journal.models import Entry


def reverse_if_free(entry: Entry, by: Any, at: datetime) -> None:
    """`reverse`, both ways. Raises CannotUndo too when another row has taken the place meanwhile."""
    try:
        with transaction.atomic():
            reverse(entry, by, at)
    except IntegrityError:
        raise CannotUndo(_("Another one has taken this place since: take that back first.")) from None
