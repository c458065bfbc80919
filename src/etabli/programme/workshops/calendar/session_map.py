"""Where the sessions are held, on the map of the département: one point for each commune."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.territory.places.queries import drawn_map

MAP_MARGIN = 44  # around the towns, in units of the map: their ground reaches farther than they do
MIN_RADIUS, MAX_RADIUS = 12, 24  # radius of a point, in units of the map


@dataclass(frozen=True)
class Spot:
    """A commune and what is held there; `x`, `y` and `radius` in units of the map."""

    code: str
    name: str
    x: int
    y: int
    radius: int
    cards: tuple[SessionCard, ...]


@dataclass(frozen=True)
class SessionMap:
    """`areas` are the outlines of the intercommunal bodies; `home`: where the visitor would come from."""

    view_box: str
    areas: tuple[str, ...]
    spots: tuple[Spot, ...]
    home: tuple[int, int] | None


def session_map_of(cards: Sequence[SessionCard], home: str) -> SessionMap:
    """The map of these sessions, the communes in the order of their first: one statement. `home`: a code, or ""."""
    outlines = drawn_map()
    cards_by_commune: dict[str, list[SessionCard]] = defaultdict(list)
    for card in cards:
        cards_by_commune[card.commune_code].append(card)
    spots = tuple(
        Spot(
            code,
            cards_here[0].commune,
            *_rounded(outlines.centres[code]),
            _radius(len(cards_here)),
            tuple(cards_here),
        )
        for code, cards_here in cards_by_commune.items()
        if code in outlines.centres
    )
    home_point = _rounded(outlines.centres[home]) if home in outlines.centres else None
    return SessionMap(
        _box(list(outlines.centres.values())), tuple(outlines.groups.values()), spots, home_point
    )


def _radius(number: int) -> int:
    return min(MAX_RADIUS, round(MIN_RADIUS * sqrt(number)))


def _rounded(at: tuple[float, float]) -> tuple[int, int]:
    return round(at[0]), round(at[1])


def _box(towns: Sequence[tuple[float, float]]) -> str:
    across, down = [x for x, _y in towns] or [0], [y for _x, y in towns] or [0]
    min_x, min_y = min(across) - MAP_MARGIN, min(down) - MAP_MARGIN
    return (
        f"{min_x:.0f} {min_y:.0f} {max(across) - min_x + MAP_MARGIN:.0f} {max(down) - min_y + MAP_MARGIN:.0f}"
    )
