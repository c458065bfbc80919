"""The board writes the register, the members read all of it, the public reads what the board opened."""

from typing import Any

from etabli.community.approaches.models import Approach, FollowUp
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.viewer import Viewer


def may_write(by: Viewer, subject: Any) -> bool:
    """The board of the association whose register it is, or the installation itself."""
    if isinstance(subject, FollowUp):
        subject = subject.approach
    owner = subject["organisation"].pk if isinstance(subject, dict) else subject.organisation_id
    return by.actor.kind == "system" or (by.role == Role.BOARD and by.organisation_id == owner)


def is_inside(viewer: Viewer, organisation_id: int) -> bool:
    """Acts for this association."""
    return viewer.role in ASSOCIATION and viewer.organisation_id == organisation_id


def may_read(viewer: Viewer, approach: Approach) -> bool:
    """Whoever comes, once the board opened it; before, who acts for the association. Nobody once it is withdrawn."""
    if approach.withdrawn_at is not None:
        return False
    return approach.opened_at is not None or is_inside(viewer, approach.organisation_id)
