"""Which sessions a watch is about, among those that are announced."""

from collections.abc import Iterable, Mapping, Sequence

from etabli.programme.watches.models import Watch
from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.programme.workshops.calendar.filters import NEAR_MINUTES
from etabli.territory.places.engine import minutes

type Roads = Mapping[str, float]


def matching_sessions(
    watch: Watch, cards: Iterable[SessionCard], roads: Mapping[str, Roads]
) -> list[SessionCard]:
    """Those that one may join now, or wait for a place in: near enough, and on the theme. `roads`: from each commune
    that is watched."""
    return [card for card in cards if is_open(card) and _fits(watch, card, roads)]


def new_sessions(watch: Watch, cards: Sequence[SessionCard], known_ids: Iterable[int]) -> list[SessionCard]:
    """Those of which they were not told, and which they did not find by themselves (`known_ids`)."""
    had = {*watch.sessions_known, *known_ids}
    return [card for card in cards if card.pk not in had]


def is_open(card: SessionCard) -> bool:
    """A place can be asked for, or a number in the waiting list."""
    return card.opens_on is None and not card.is_closed and not card.is_cancelled


def _fits(watch: Watch, card: SessionCard, roads: Mapping[str, Roads]) -> bool:
    if watch.theme_id is not None and card.theme != watch.theme_id:
        return False
    if watch.commune_id is None:
        return True
    km = roads.get(watch.commune_id, {}).get(card.commune_code)
    return km is not None and minutes(km) <= NEAR_MINUTES
