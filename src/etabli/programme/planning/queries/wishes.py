"""What people wish for, row by row where they are known, counted where they are not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Session


@dataclass(frozen=True)
class WishFilter:
    """Which wishes; empty values ask for all. `state`: "open" or "answered"."""

    kind: str = ""
    theme: str = ""
    source: str = ""
    zone: str = ""
    state: str = ""


def wishes(viewer: Viewer, wish_filter: WishFilter) -> QuerySet[Wish]:
    """The wishes of the viewer's chamber, latest first, each with `is_answered`: a half-day is booked for it, or a
    session on its theme was given or announced on its territory since it was told."""
    if viewer.role not in STAFF:
        return Wish.objects.none()
    booked = Appointment.objects.filter(wish=OuterRef("pk"), cancelled_at=None)
    given_sessions = Session.objects.filter(
        chamber_id=viewer.chamber_id,
        theme=OuterRef("theme_code"),
        venue__commune__epci=OuterRef("commune__epci"),
        occasion__starts_at__date__gte=OuterRef("expressed_on"),
        occasion__cancelled_at=None,
        published_at__isnull=False,
    )
    wishes = Wish.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None).annotate(
        is_answered=Case(
            When(Exists(booked) | Exists(given_sessions), then=Value(True)), default=Value(False)
        )
    )
    conditions = {
        "kind": wish_filter.kind,
        "theme_code": wish_filter.theme,
        "source": wish_filter.source,
        "commune__epci": wish_filter.zone,
        "is_answered": {"open": False, "answered": True}.get(wish_filter.state, ""),
    }
    wishes = wishes.filter(**{name: value for name, value in conditions.items() if value != ""})
    return wishes.select_related("person", "commune__epci").order_by("-expressed_on", "-pk")


def listable_wishes(wishes: QuerySet[Wish]) -> QuerySet[Wish]:
    """Those to show one by one. What an answer of nobody wishes is only counted: in a small room, the day and the
    place would say whose it is."""
    return wishes.exclude(person=None, source=Wish.Source.SURVEY)


def counts(wishes: QuerySet[Wish]) -> Sequence[tuple[str, str, int, int]]:
    """(kind, code of the theme, how many, how many of them left no name), the most wanted first: one statement."""
    rows = wishes.order_by().values("kind", "theme_code")
    counted_rows = rows.annotate(number=Count("pk"), unnamed=Count("pk", filter=Q(person=None)))
    ordered = counted_rows.order_by(F("number").desc(), "kind", "theme_code")
    return list(ordered.values_list("kind", "theme_code", "number", "unnamed"))


def get_wish(viewer: Viewer, pk: int) -> Wish:
    """One wish that stands, for the staff of its chamber; NotVisible otherwise."""
    wish = Wish.objects.filter(pk=pk, withdrawn_at=None).first()
    if wish is None or not viewer.is_staff_of(wish.chamber_id):
        raise NotVisible
    return wish
