"""Where the sessions are held, on the map of the département: one point for each commune."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.territory.places.queries import drawn_map

MARGIN = 44  # around the towns, in units of the map: their ground reaches farther than they do
SMALLEST, LARGEST = 12, 24  # radius of a point, in units of the map


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
class Ground:
    """`areas` are the outlines of the intercommunal bodies; `home`: where the visitor would come from."""

    view_box: str
    areas: tuple[str, ...]
    spots: tuple[Spot, ...]
    home: tuple[int, int] | None


def ground_of(cards: Sequence[SessionCard], home: str) -> Ground:
    """The map of these sessions, the communes in the order of their first: one statement. `home`: a code, or ""."""
    drawn = drawn_map()
    held: dict[str, list[SessionCard]] = defaultdict(list)
    for card in cards:
        held[card.commune_code].append(card)
    spots = tuple(
        Spot(code, there[0].commune, *_whole(drawn.centres[code]), _radius(len(there)), tuple(there))
        for code, there in held.items()
        if code in drawn.centres
    )
    here = _whole(drawn.centres[home]) if home in drawn.centres else None
    return Ground(_box(list(drawn.centres.values())), tuple(drawn.groups.values()), spots, here)


def _radius(number: int) -> int:
    return min(LARGEST, round(SMALLEST * sqrt(number)))


def _whole(at: tuple[float, float]) -> tuple[int, int]:
    return round(at[0]), round(at[1])


def _box(towns: Sequence[tuple[float, float]]) -> str:
    across, down = [x for x, _y in towns] or [0], [y for _x, y in towns] or [0]
    left, top = min(across) - MARGIN, min(down) - MARGIN
    return f"{left:.0f} {top:.0f} {max(across) - left + MARGIN:.0f} {max(down) - top + MARGIN:.0f}"
