"""Whose a notice or a choice is: theirs alone, whatever the role of whoever looks."""

from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.people.viewer import Viewer


def is_mine(by: Viewer, row: Notice | Preference) -> bool:
    """The person in their own space, or the user acting for the very organisation in which they were told."""
    actor = by.actor
    return (
        actor.is_someone and row.owner_id == actor.party_id and row.organisation_id == actor.organisation_id
    )
