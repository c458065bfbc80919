"""Who may touch a membership."""

from typing import Any

from etabli.community.association.models import Member
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer


def is_board_of(by: Viewer, organisation_id: int) -> bool:
    """Acts as a member of this association's board, or is the installation itself."""
    return by.actor.kind == "system" or (by.role == Role.BOARD and by.organisation_id == organisation_id)


def may_add(by: Viewer, subject: Any) -> bool:
    """The board adds a member (and, on a member that is there, takes it back)."""
    if isinstance(subject, Member):
        return is_board_of(by, subject.organisation_id)
    return is_board_of(by, subject["organisation"].pk)
