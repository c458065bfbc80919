"""Who may do what with a diary that is theirs alone."""

from typing import Any

from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer


def is_own_diary(by: Viewer, subject: Any) -> bool:
    """An adviser, of what is tied to their own membership."""
    if by.role != Role.ADVISER or by.membership_id is None:
        return False
    return isinstance(subject, dict) or subject.membership_id == by.membership_id
