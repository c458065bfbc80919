"""What the acts of an assembly have in common: one at a time, and not out of its time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.models import Assembly
from etabli.community.assembly.rules import may_lead
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer

type Check = Callable[[Any], object]


class AssemblyError(ActionError):
    """Not at this time of the life of an assembly, or not by its rules."""


def held(assembly: Assembly) -> Assembly:
    """The assembly as it is; whoever else acts on it waits until the end of the transaction."""
    return Assembly.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=assembly.pk)


def in_preparation(assembly: Assembly) -> Assembly:
    """The same, if its convocation has not left. Raises AssemblyError."""
    current = held(assembly)
    if current.convened_at is not None or current.cancelled_at is not None:
        raise AssemblyError(_("The convocation has left: what it says can’t be changed any more."))
    return current


def board_reverse(check: Check) -> Callable[[Entry, Any, datetime], None]:
    """`reverse` by somebody who sits on the board today, when `check(subject)` raises nothing."""

    def undo(entry: Entry, by: Viewer, at: datetime) -> None:
        subject: Any = subject_of(entry)
        if not may_lead(by, subject):
            raise NotAllowed(_("Only the board of the association can take this back."))
        try:
            check(subject)
        except AssemblyError as refusal:
            raise CannotUndo(str(refusal)) from None
        reverse(entry, by, at)

    return undo
