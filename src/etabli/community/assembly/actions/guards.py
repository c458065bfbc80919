"""What the acts of an assembly have in common: one at a time, and not out of its time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.models import Assembly, Removal, Term
from etabli.community.assembly.rules import may_lead, treasurer_takes_two
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Membership, Organisation, Role
from etabli.foundation.people.viewer import Viewer

type Check = Callable[[Any], object]


class AssemblyError(ActionError):
    """Not at this time of the life of an assembly, or not by its rules."""


def lock_assembly(assembly: Assembly) -> Assembly:
    """The assembly as it is; whoever else acts on it waits until the end of the transaction."""
    return Assembly.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=assembly.pk)


def lock_unconvened_assembly(assembly: Assembly) -> Assembly:
    """The same, if its convocation has not left. Raises AssemblyError."""
    current = lock_assembly(assembly)
    if current.convened_at is not None or current.cancelled_at is not None:
        raise AssemblyError(_("The convocation has left: what it says can’t be changed any more."))
    return current


def reverse_by_board(check: Check) -> Callable[[Entry, Any, datetime], None]:
    """`undo_fields` by somebody who sits on the board today, when `check(subject)` raises nothing."""

    def undo(entry: Entry, by: Viewer, at: datetime) -> None:
        subject: Any = subject_of(entry)
        if not may_lead(by, subject):
            raise NotAllowed(_("Only the board of the association can take this back."))
        try:
            check(subject)
        except AssemblyError as refusal:
            raise CannotUndo(str(refusal)) from None
        undo_fields(entry, by, at)

    return undo


class SecondNeeded(ActionError):
    """Another member of the board has to want it too."""


def is_confirmed(of: Membership | Term, at: datetime) -> bool:
    """A second member of the board, or the assembly, wanted it at this very instant: within the act under way."""
    about = {"term": of} if isinstance(of, Term) else {"membership": of}
    return Removal.objects.filter(**about, state=Removal.State.CONFIRMED, settled_at=at).exists()


def require_second_for_treasurer(term: Term, by: Viewer, at: datetime) -> None:
    """SecondNeeded when this takes the office away from a treasurer, and no second member of the board confirmed it."""
    Organisation.objects.select_for_update(no_key=True).get(
        pk=term.organisation_id
    )  # two at once come one by one
    if treasurer_takes_two(term, by) and not (is_confirmed(term, at) or _is_put_out(term, at)):
        raise SecondNeeded(
            _(
                "They are the treasurer: ask another member of the board to confirm that this office is taken from "
                "them."
            )
        )


def require_second_for_seat(term: Term, by: Viewer, at: datetime) -> None:
    """SecondNeeded for a term that goes on, when it is somebody else's: two members of the board end it."""
    is_over = term.ends_on < timezone.localdate(at)
    if by.user_id != term.member.user_id and not is_over and not _is_put_out(term, at):
        raise SecondNeeded(
            _(
                "Nobody puts another member of the board out alone: ask one more member of the board to confirm."
            )
        )


def _is_put_out(term: Term, at: datetime) -> bool:
    """The end of their role on the board is confirmed in the act under way."""
    memberships = Membership.objects.filter(
        user=term.member.user_id, organisation=term.organisation_id, role=Role.BOARD
    )
    return any(is_confirmed(membership, at) for membership in memberships)
