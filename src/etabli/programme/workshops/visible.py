from django.db.models import Q

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import either, its_person, staff


def _published(viewer: Viewer) -> Q:
    return Q(published_at__isnull=False)


def _themes(viewer: Viewer) -> Q:
    """Those of Établi, and those of the chamber that the viewer belongs to."""
    return Q(chamber=None) | Q(chamber=viewer.chamber_id)


VISIBLE = {
    "workshops.Theme": _themes,
    "workshops.ThemeVersion": staff(),
    "workshops.Venue": staff(),
    "workshops.VenueClosure": staff("venue__chamber"),
    "workshops.Session": either(staff(), _published),
    "workshops.Attendance": either(staff("sign_up__occasion__organisation"), its_person("sign_up__person")),
    "workshops.TrainerSignature": staff("session__chamber"),
    "workshops.SessionReport": staff("session__chamber"),
    "workshops.SessionDocument": staff("session__chamber"),
}
