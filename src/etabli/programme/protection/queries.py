"""What was marked, by whom."""

from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Gesture, Sheet
from etabli.programme.protection.models import GestureMark, HeldAccount


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


def own_accounts(viewer: Viewer) -> list[HeldAccount]:
    """The sheet of this artisan, in the order of the kinds; empty for anybody else: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None:
        return []
    rows = HeldAccount.objects.filter(person_id=viewer.person_id, withdrawn_at=None).order_by("name", "pk")
    return sorted(rows, key=lambda row: HeldAccount.Kind.values.index(row.kind))


def get_account(viewer: Viewer, pk: int) -> HeldAccount:
    """One of them, for its artisan. Raises NotVisible."""
    account = next((account for account in own_accounts(viewer) if account.pk == pk), None)
    if account is None:
        raise NotVisible
    return account
