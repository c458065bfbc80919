"""Whose a notice or a choice is: theirs alone, whatever the role of whoever looks."""

from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.people.viewer import Viewer


def is_mine(by: Viewer, row: Notice | Preference) -> bool:
    """The person in their own space, or the user in the very role that was told."""
    in_role = row.membership_id is not None and row.membership_id == by.membership_id
    return by.is_person(row.person_id) or in_role
