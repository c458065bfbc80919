"""Who may touch what of an association: its board, and each member what is theirs."""

from typing import Any

from etabli.community.association.models import Dues, Member, Suspension
from etabli.foundation.people.models import ASSOCIATION, Organisation, Role
from etabli.foundation.people.viewer import Viewer


def is_board_of(by: Viewer, organisation_id: int) -> bool:
    """Acts as a member of this association's board, or is the installation itself."""
    return by.actor.kind == "system" or (by.role == Role.BOARD and by.organisation_id == organisation_id)


def may_add(by: Viewer, arguments: Any) -> bool:
    """The board of the association to which the act's arguments lead."""
    return is_board_of(by, organisation_of(arguments))


def may_leave(by: Viewer, member: Member) -> bool:
    """The member, acting for this association in whatever role; or its board."""
    return is_self(by, member) or is_board_of(by, member.organisation_id)


def is_self(by: Viewer, member: Member) -> bool:
    """Is this member, and acts for this association today."""
    acts_here = by.role in ASSOCIATION and by.organisation_id == member.organisation_id
    return acts_here and by.user_id is not None and by.user_id == member.user_id


def organisation_of(subject: Any) -> int:
    """The association that owns a row, or the one named among an act's arguments."""
    if isinstance(subject, dict):
        subject = subject["organisation"]
    if isinstance(subject, Organisation):
        return subject.pk
    if isinstance(subject, Dues | Suspension):
        subject = subject.member
    number: int = subject.organisation_id
    return number
