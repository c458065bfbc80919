"""What a relay is given for a season: worked out each time of what is announced, never kept.

A kit holds nothing that isn't public: whoever has the relay's address may see it, so no query here takes a viewer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from etabli.programme.coverage.engine import Season
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions
from etabli.territory.places.queries import distances_from_each
from etabli.territory.relays.models import Relay
from etabli.territory.relays.queries import link_of

REACH_KM = 40  # by road: three quarters of an hour
MAX_DATES = 4  # that a poster shows


@dataclass(frozen=True)
class Kit:
    """A relay, a season, its tracked `link`, and the nearest sessions of the season to come, by date."""

    relay: Relay
    season: Season
    link: str
    dates: tuple[SessionCard, ...]


def kit_of(relay: Relay, at: datetime) -> Kit:
    """The kit of one relay: its commune and chamber are loaded."""
    return kits_of([relay], at)[relay.pk]


def kits_of(relays: Sequence[Relay], at: datetime, *, season: Season | None = None) -> dict[int, Kit]:
    """The kit of each by its number, for this season or the one that one speaks of now: two statements."""
    season = season or Season.spoken_of(timezone.localdate(at))
    to_come = announced_sessions(_to_tell(relays, season, at))
    roads = distances_from_each({relay.commune_id for relay in relays})
    return {
        relay.pk: Kit(relay, season, link_of(relay), _nearest(to_come, roads[relay.commune_id]))
        for relay in relays
    }


def _to_tell(relays: Sequence[Relay], season: Season, at: datetime) -> Q:
    return Q(
        chamber__in={relay.chamber_id for relay in relays},
        occasion__starts_at__gt=at,
        occasion__starts_at__date__lte=season.until,
        occasion__cancelled_at=None,
    )


def _nearest(to_come: Sequence[SessionCard], roads: Mapping[str, float]) -> tuple[SessionCard, ...]:
    """The nearest with a free place within reach, then put back by date."""
    cards_in_reach = [
        replace(card, km=roads[card.commune_code])
        for card in to_come
        if card.free > 0 and not card.is_closed and roads.get(card.commune_code, REACH_KM + 1) <= REACH_KM
    ]
    chosen = sorted(cards_in_reach, key=lambda card: (card.km, card.starts_at))[:MAX_DATES]
    return tuple(sorted(chosen, key=lambda card: card.starts_at))
