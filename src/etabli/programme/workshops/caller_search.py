"""Who is on the telephone: the people whom the chamber knows, and the businesses of its register."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import Suggestion, suggest
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import Session
from etabli.territory.register.models import Business

MAX_SHOWN = 6
MIN_LETTERS = 3


@dataclass(frozen=True)
class Caller:
    """Somebody whom a few letters may mean; `status` in the session ("" when they have no place), and `came` how many
    past workshops they signed up for."""

    person_id: int
    name: str
    detail: str
    status: str
    came: int


def callers(viewer: Viewer, session: Session, text: str, *, at: datetime) -> tuple[list[Caller], bool]:
    """The people of the viewer's chamber whom these letters may mean, the nearest first: `MAX_SHOWN`, and one more
    where there are others. And whether the first alone is meant. Three statements, none for less than three letters."""
    meant = _choice(viewer, session, text, "person")
    hits = meant.hits
    numbers = [hit.object_id for hit in hits]
    sign_ups = SignUp.objects.filter(person__in=numbers).exclude(status=SignUp.Status.WITHDRAWN)
    rows = sign_ups.values_list("person_id", "occasion_id", "status", "occasion__starts_at") if hits else []
    status_here, came_counts = {}, Counter[int]()
    for person, occasion, status, starts_at in rows:
        if occasion == session.occasion_id:
            status_here[person] = str(status)
        elif starts_at < at and status == SignUp.Status.SEATED:
            came_counts[person] += 1
    known_callers = [
        Caller(
            hit.object_id,
            hit.title,
            hit.detail,
            status_here.get(hit.object_id, ""),
            came_counts[hit.object_id],
        )
        for hit in hits
    ]
    return known_callers, meant.is_sure


def businesses(viewer: Viewer, session: Session, text: str) -> Suggestion:
    """The businesses of the register that these letters may mean: two statements."""
    return _choice(viewer, session, text, "business")


def get_business(viewer: Viewer, pk: int) -> Business:
    """A business of the register, for the staff of its chamber; NotVisible otherwise."""
    business = Business.objects.filter(pk=pk).select_related("commune").first()
    if business is None or not viewer.is_staff_of(business.chamber_id):
        raise NotVisible
    return business


def _choice(viewer: Viewer, session: Session, text: str, kind: str) -> Suggestion:
    if not viewer.is_staff_of(session.chamber_id) or len(text) < MIN_LETTERS:
        return Suggestion([], is_sure=False)
    return suggest(viewer, text, kind, limit=MAX_SHOWN + 1)
