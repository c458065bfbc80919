"""What the acts of an assembly have in common: one at a time, and not out of its time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.models import Assembly, Removal, Term
from etabli.community.assembly.rules import is_last_treasurer, may_lead
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
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


class SecondNeeded(ActionError):
    """The last role of its kind: another member of the board has to want it too."""


def keep_treasurer(term: Term, at: datetime) -> None:
    """SecondNeeded when this takes away the only treasurer and no second member of the board confirmed it just now."""
    Organisation.objects.select_for_update(no_key=True).get(
        pk=term.organisation_id
    )  # two at once come one by one
    confirmed = Removal.objects.filter(term=term, state=Removal.State.CONFIRMED, settled_at=at)
    if is_last_treasurer(term) and not confirmed.exists():
        raise SecondNeeded(
            _(
                "They are the only treasurer: ask another member of the board to confirm, or name another one first."
            )
        )
