"""Who may see, run and open a session."""

from typing import Any

from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.models import Session


def may_see(viewer: Viewer, session: Session) -> bool:
    """Everybody once it is published; the staff of the chamber before that."""
    return session.published_at is not None or viewer.is_staff_of(session.chamber_id)


def may_open(by: Viewer, given: Any) -> bool:
    """Staff of the chamber whose room it is; an undo gives the session itself."""
    owner = given["venue"] if isinstance(given, dict) else given
    return by.is_staff_of(owner.chamber_id)
