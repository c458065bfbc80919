"""What was marked, by whom; who holds which account; what is done, to be counted."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class DoneGesture:
    """That a person has done a gesture: their trade and the name of their territory, "" when not known."""

    person_id: int
    gesture: str
    trade_code: str
    territory: str


def done_gestures(chamber_id: int) -> list[DoneGesture]:
    """What people of a chamber have done, by their latest word on each gesture, to be counted alone: one statement."""
    latest: dict[tuple[int, str], DoneGesture | None] = {}
    rows = GestureMark.objects.filter(chamber_id=chamber_id, withdrawn_at=None).order_by("marked_on", "pk")
    columns = ("person__artisan__trade_code", "person__artisan__commune__epci__name")
    for person_id, gesture, is_done, trade, territory in rows.values_list(
        "person_id", "gesture", "is_done", *columns
    ):
        done = DoneGesture(person_id, gesture, trade or "", territory or "") if is_done else None
        latest[person_id, gesture] = done
    return [done for done in latest.values() if done is not None]
