"""The sitting: opened, closed; who comes, late or not, who leaves."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.actions.guards import AssemblyError, lock_assembly, reverse_by_board
from etabli.community.assembly.models import Assembly, Attendance, Poll
from etabli.community.assembly.rules import is_this_member, may_lead, organisation_of, takes_attendance
from etabli.community.association.models import Member
from etabli.community.association.queries import in_force
from etabli.foundation.journal import CannotUndo, Irreversible, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def _before_any_poll(assembly: Assembly) -> None:
    lock_assembly(assembly)
    if assembly.closed_at is not None or Poll.objects.filter(item__assembly=assembly).exists():
        raise AssemblyError(_("A poll was opened since, or the sitting is over."))


def _undo_attendance(entry: Entry, by: Any, at: datetime) -> None:
    row: Any = subject_of(entry)
    if lock_assembly(row.assembly).is_over:
        raise CannotUndo(_("The sitting is over: its attendance is what the minutes say."))
    if "left_at" not in entry.after and row.left_at is not None:
        raise CannotUndo(_("This member has left since: take that back first."))
    comes = "left_at" in entry.before or entry.before.get("withdrawn_at", "") is None
    other_stays = Attendance.objects.filter(
        assembly=row.assembly, member=row.member, left_at=None, withdrawn_at=None
    )
    if comes and other_stays.exclude(pk=row.pk).exists():
        raise CannotUndo(_("This member has come back since."))
    undo_fields(entry, by, at)


def _may_mark(by: Viewer, subject: Any) -> bool:
    """The board, or the member for themselves."""
    member = subject["member"] if isinstance(subject, dict) else subject.member
    return may_lead(by, subject) or (
        is_this_member(by, member) and member.organisation_id == organisation_of(subject)
    )


@action(
    "assembly.open_sitting",
    sentence=_("opened the sitting of “%(subject)s”"),
    may=may_lead,
    undo=reverse_by_board(_before_any_poll),
    subject="assembly",
)
def open_sitting(*, assembly: Assembly, by: Viewer, at: datetime) -> Assembly:
    """From now on polls may be opened. Raises AssemblyError."""
    current = lock_assembly(assembly)
    if current.convened_at is None or current.opened_at is not None or current.is_over:
        raise AssemblyError(_("Only an assembly that was convened can be opened, once."))
    return change(current, opened_at=at)


@action(
    "assembly.close_sitting",
    sentence=_("closed the sitting of “%(subject)s”"),
    may=may_lead,
    undo=Irreversible(_("An assembly that is closed stays closed: its minutes tell what was decided.")),
    subject="assembly",
)
def close_sitting(*, assembly: Assembly, by: Viewer, at: datetime) -> Assembly:
    """The end of the sitting. Raises AssemblyError while a poll is open."""
    current = lock_assembly(assembly)
    if not current.is_sitting:
        raise AssemblyError(_("This sitting is not open."))
    if Poll.objects.filter(item__assembly=current, closed_at=None).exists():
        raise AssemblyError(_("A poll is open: close it first."))
    return change(current, closed_at=at)


@action(
    "assembly.arrive",
    sentence=_("noted the arrival of %(subject)s"),
    may=_may_mark,
    undo=_undo_attendance,
)
def arrive(*, assembly: Assembly, member: Member, by: Viewer, at: datetime) -> Attendance:
    """Somebody is there: typed by the board, or by the member themselves. Raises AssemblyError."""
    current = lock_assembly(assembly)
    if not takes_attendance(current, at):
        raise AssemblyError(_("One signs in from two hours before the assembly until its end."))
    if not in_force(current.organisation_id).filter(pk=member.pk).exists():
        raise AssemblyError(_("This person is not a member in force."))
    if Attendance.objects.filter(assembly=current, member=member, left_at=None, withdrawn_at=None).exists():
        raise AssemblyError(_("This member is noted as present already."))
    row = Attendance.objects.create(
        assembly=current, member=member, by_board=not is_this_member(by, member), arrived_at=at
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return row


@action(
    "assembly.depart",
    sentence=_("noted the departure from the assembly of %(subject)s"),
    may=_may_mark,
    undo=_undo_attendance,
    subject="attendance",
)
def depart(*, attendance: Attendance, by: Viewer, at: datetime) -> Attendance:
    """Somebody leaves before the end; their voice is no longer there. Raises AssemblyError."""
    is_over = lock_assembly(attendance.assembly).is_over
    attendance.refresh_from_db(fields=["left_at", "withdrawn_at"])
    if is_over or attendance.left_at is not None or attendance.withdrawn_at:
        raise AssemblyError(_("This member has left already, or the sitting is over."))
    return change(attendance, left_at=at)
