from django.db.models import Q

from etabli.foundation.people.viewer import Viewer


def _to_staff(viewer: Viewer) -> Q | None:
    """Places belong to nobody; the staff of a chamber bring them up to date."""
    return Q() if viewer.is_staff_of(viewer.chamber_id) else None


VISIBLE = {"places.Edition": _to_staff, "places.Contours": _to_staff}
