"""Who may see and run a session."""

from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.models import Session


def may_see(viewer: Viewer, session: Session) -> bool:
    """Everybody once it is published; the staff of the chamber before that."""
    return session.published_at is not None or viewer.is_staff_of(session.chamber_id)
