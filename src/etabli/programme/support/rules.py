"""Who may see and hold a half-day of support."""

from etabli.foundation.people.viewer import Viewer
from etabli.programme.support.models import Appointment


def may_see(viewer: Viewer, appointment: Appointment) -> bool:
    """The artisan, and the staff of the chamber."""
    return viewer.is_person(appointment.person_id) or viewer.is_staff_of(appointment.chamber_id)
