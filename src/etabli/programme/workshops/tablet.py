"""What a tablet that goes round shows of one half-day: who may sign, by as little of their names as they need."""

from dataclasses import dataclass

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.engine.short_names import short_names
from etabli.programme.workshops.halves import Half
from etabli.programme.workshops.kiosks import HALF_DAY
from etabli.programme.workshops.models import Attendance, Session
from etabli.territory.places.engine import fold


@dataclass(frozen=True)
class Place:
    """One who has a place: what they are called on the tablet, and whether they have signed."""

    sign_up_id: int
    name: str
    has_signed: bool


def tablet_places(viewer: Viewer, session: Session, half: Half) -> list[Place]:
    """Those who have a place, by name, on the tablet of this very half-day: two statements; else NotVisible."""
    if viewer.kiosk is None or not viewer.kiosk.is_for(HALF_DAY, session.pk, half.number):
        raise NotVisible
    seated = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED)
    rows = list(seated.order_by("number").values_list("pk", "person__name"))
    of_half = Attendance.objects.filter(sign_up__occasion=session.occasion_id, half=half.number)
    signed_ids = set(of_half.exclude(signed_at=None).values_list("sign_up", flat=True))
    shown_names = short_names([name for _pk, name in rows])
    result = [Place(pk, name, pk in signed_ids) for name, (pk, _name) in zip(shown_names, rows, strict=True)]
    return sorted(result, key=lambda place: fold(place.name))


def get_place(viewer: Viewer, session: Session, half: Half, sign_up: int) -> tuple[Place, SignUp]:
    """One of these, and their sign-up; NotVisible otherwise: three statements."""
    place = next((row for row in tablet_places(viewer, session, half) if row.sign_up_id == sign_up), None)
    if place is None:
        raise NotVisible
    return place, SignUp.objects.select_related("occasion__session", "person").get(pk=sign_up)
