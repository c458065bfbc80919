"""The sessions that are announced, as everybody is shown them: one statement, whatever is chosen among them.

A page of hundreds builds no model: the columns that a card needs, and nothing else, come from the database.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.engine import free_places
from etabli.foundation.seats.models import Span, spans_of
from etabli.programme.workshops.models import Audience, Session, Theme
from etabli.territory.places.engine import minutes
from etabli.territory.places.queries import distances_from

COLUMNS = (
    "pk",
    "theme_id",
    "theme__level",
    "theme_text",
    "venue__commune_id",
    "venue__commune__name",
    "venue__commune__epci_id",
    "venue__name",
    "venue__accessible",
    "occasion__place",
    "occasion__starts_at",
    "occasion__ends_at",
    "occasion__sittings",
    "occasion__cancelled_at",
    "occasion__capacity",
    "occasion__taken",
    "occasion__waiting",
    "opens_on",
    "closes_on",
)


class _Row(NamedTuple):
    """What these columns hold, in their order."""

    pk: int
    theme: str
    level: int
    text: str
    commune_code: str
    commune: str
    epci_code: str
    venue: str
    accessible: bool
    place: str
    starts_at: datetime
    ends_at: datetime
    sittings: list[list[str]]
    cancelled_at: datetime | None
    capacity: int
    taken: int
    waiting: int
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True)
class SessionCard:
    """A session as a list shows it: `spans` are its half-days, `km` and `minutes` by road from the commune that was
    asked for, `free` the places left. `opens_on`: the day when one will be able to sign up; `is_closed`: no more."""

    pk: int
    theme: str
    level: int
    title: str
    promise: str
    commune_code: str
    commune: str
    epci_code: str
    venue: str
    accessible: bool
    place: str
    spans: tuple[Span, ...]
    is_cancelled: bool
    free: int
    opens_on: date | None
    is_closed: bool
    km: float | None
    minutes: int | None

    @property
    def starts_at(self) -> datetime:
        return self.spans[0].start

    def address(self, query: str = "", page: str = "workshops:workshop") -> str:
        """Of its page, with what the address of the list kept (`kept_query`)."""
        address = reverse(page, args=[self.pk])
        return f"{address}?{query}" if query else address


def kept_query(commune_code: str | None, via: str | None) -> str:
    """From where, and through whom, a visitor came, as the addresses of a list keep it; "" of neither."""
    params = {"commune": commune_code, "via": via}
    return urlencode({name: value for name, value in params.items() if value})


def upcoming_sessions(viewer: Viewer, *, near: str | None, at: datetime) -> list[SessionCard]:
    """Published sessions to come, the nearest by road first when `near` (a commune's code) is given, else by date.

    One statement, and one more for the roads.
    """
    roads = distances_from(near) if near else {}
    cards = announced_sessions(Q(occasion__starts_at__gt=at, occasion__cancelled_at=None), roads)
    if near:
        cards.sort(key=lambda card: (card.km is None, card.km or 0, card.starts_at))
    return cards


def announced_sessions(condition: Q, roads: Mapping[str, float] | None = None) -> list[SessionCard]:
    """The published sessions that are so, by date: one statement. `roads`: km to each commune.

    Those to which the chamber alone signs people up are announced to nobody.
    """
    sessions = Session.objects.filter(condition, published_at__isnull=False).exclude(audience=Audience.LIST)
    annotated = sessions.annotate(theme_text=Cast("theme__text", TextField())).order_by(
        "occasion__starts_at", "pk"
    )
    today = timezone.localdate()
    return [_card(_Row(*row), roads or {}, today) for row in annotated.values_list(*COLUMNS)]


def _card(row: _Row, roads: Mapping[str, float], today: date) -> SessionCard:
    theme, km = _theme(row.theme, row.text), roads.get(row.commune_code)
    return SessionCard(
        pk=row.pk,
        theme=row.theme,
        level=row.level,
        title=theme.title,
        promise=theme.promise,
        commune_code=row.commune_code,
        commune=row.commune,
        epci_code=row.epci_code,
        venue=row.venue,
        accessible=row.accessible,
        place=row.place,
        spans=tuple(spans_of(row.starts_at, row.ends_at, row.sittings)),
        is_cancelled=row.cancelled_at is not None,
        free=free_places(row.capacity, row.taken, row.waiting),
        opens_on=row.opens_on if row.opens_on and row.opens_on > today else None,
        is_closed=row.closes_on is not None and row.closes_on < today,
        km=km,
        minutes=minutes(km) if km is not None else None,
    )


@lru_cache(maxsize=100)
def _theme(code: str, text: str) -> Theme:
    """A theme is read once, not once for each of its sessions."""
    return Theme(code=code, text=json.loads(text))
