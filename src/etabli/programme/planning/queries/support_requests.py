"""The requests for support that followed each workshop: the one definition, used wherever they are counted.

A request is a half-day that somebody with a name wished for, or a half-day booked for them without a wish. It followed
the last workshop that this person attended in the `FOLLOWS_WITHIN` before it. A wish that was taken back is none; a
wish of nobody's answer can't be supported, and is none either; one that came of the news after a half-day follows that
half-day, and no workshop.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Attendance, Session

FOLLOWS_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class HeldWorkshop:
    """A workshop that took place: who came, what followed.

    `on` is its first day. `is_settled`: no request can follow it any more.
    """

    pk: int
    title: str
    theme: str
    zone: str
    town: str
    on: date
    attended: int
    requests: int
    is_settled: bool

    @property
    def settled_on(self) -> date:
        """The last day on which a request could follow it."""
        return self.on + FOLLOWS_WITHIN


def held_workshops(viewer: Viewer, *, today: date) -> list[HeldWorkshop]:
    """The workshops of the viewer's chamber before today whose attendance was marked, the first first: four statements.

    For its staff; nobody else sees any.
    """
    if viewer.role not in STAFF:
        return []
    present = Q(occasion__sign_ups__attendances__present=True)
    attended = Count("occasion__sign_ups", filter=present, distinct=True)
    rows = (
        Session.objects.filter(
            chamber_id=viewer.chamber_id,
            published_at__isnull=False,
            occasion__cancelled_at=None,
            occasion__ends_at__date__lt=today,
        )
        .annotate(attended=attended)
        .filter(attended__gt=0)
        .select_related("theme", "occasion", "venue__commune")
        .order_by("occasion__starts_at", "pk")
    )
    held_rows = list(rows)
    request_counts = _followed(
        viewer, [(row.pk, timezone.localdate(row.occasion.starts_at)) for row in held_rows]
    )
    return [
        HeldWorkshop(
            row.pk,
            row.theme.title,
            row.theme_id,
            row.venue.commune.epci_id or "",
            row.venue.commune.name,
            on := timezone.localdate(row.occasion.starts_at),
            row.attended,
            request_counts[row.pk],
            on + FOLLOWS_WITHIN < today,
        )
        for row in held_rows
    ]


def _followed(viewer: Viewer, days: Iterable[tuple[int, date]]) -> Counter[int]:
    """How many requests followed each of these sessions: three statements."""
    on = dict(days)
    attended_sessions: dict[int, list[tuple[date, int]]] = defaultdict(list)
    marked = Attendance.objects.filter(present=True, sign_up__occasion__session__chamber_id=viewer.chamber_id)
    pairs = marked.values_list(_human("sign_up__person"), "sign_up__occasion__session").distinct()
    for person, session in pairs:
        if session in on:
            attended_sessions[person].append((on[session], session))
    counts: Counter[int] = Counter()
    for person, asked_on in _requests(viewer):
        attended = sorted(attended_sessions[person]) if person in attended_sessions else []
        at = bisect_right(attended, asked_on, key=lambda row: row[0])
        if at and asked_on - attended[at - 1][0] <= FOLLOWS_WITHIN:
            counts[attended[at - 1][1]] += 1
    return counts


def _requests(viewer: Viewer) -> Iterable[tuple[int, date]]:
    """(person, day) of each request of the chamber: two statements."""
    wished_days = Wish.objects.filter(
        chamber_id=viewer.chamber_id, kind=Wish.Kind.HALF_DAY, withdrawn_at=None, person__isnull=False
    )
    wished_days = wished_days.exclude(source=Wish.Source.FOLLOW_UP)
    yield from wished_days.values_list(_human("person"), "expressed_on")
    booked = Appointment.objects.filter(chamber_id=viewer.chamber_id, wish=None, cancelled_at=None)
    yield from booked.values_list(_human("person"), "half_day__on")


def _human(person: str) -> Coalesce:
    """Whoever was joined to somebody is that one."""
    return Coalesce(f"{person}__merged_into_id", f"{person}_id", output_field=BigIntegerField())
