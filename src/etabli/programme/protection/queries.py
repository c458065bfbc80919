"""What was marked, by whom."""

from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Gesture, Sheet
from etabli.programme.protection.models import GestureMark


def own_marks(viewer: Viewer) -> dict[str, GestureMark]:
    """By gesture, the latest mark of this artisan; none for anybody else: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None:
        return {}
    rows = GestureMark.objects.filter(person_id=viewer.person_id, withdrawn_at=None).select_related("person")
    return {row.gesture: row for row in rows.order_by("marked_on", "pk")}


def get_gesture(id: str) -> Gesture:
    """A gesture of the catalogue. Raises NotVisible."""
    gesture = load().gesture(id)
    if gesture is None:
        raise NotVisible
    return gesture


def get_sheet(id: str) -> Sheet:
    """A sheet of the catalogue. Raises NotVisible."""
    sheet = load().sheet(id)
    if sheet is None:
        raise NotVisible
    return sheet
