"""Invented seasons of every size, the same for a seed: towns at random, roads as the crow flies, a working week.

Strange ones beside: towns in clusters, few rooms, many bans, demand far below or above the seats. Seeds 0 to 9 are for
tuning the solver; what is quoted of it is measured on seeds from 100, never tuned on.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from etabli.programme.planning.engine.season import (
    Adviser,
    Half,
    Season,
    Slot,
    Support,
    Theme,
    Venue,
    Zone,
)

FIRST = date(2027, 1, 11)
GIVEN = 0.7  # part of the themes and zones where somebody asks
HALVES: tuple[Half, Half] = ("am", "pm")
LIKED = {0: (0.92, 1.0), 1: (0.78, 0.95), 2: (0.7, 0.83), 3: (0.8, 0.97), 4: (0.66, 0.55)}  # by weekday


@dataclass(frozen=True)
class Size:
    advisers: int
    weeks: int
    venues: int
    themes: int
    zones: int
    side: float = 120.0
    """Minutes from one side to the other."""
    clusters: int = field(default=0, repr=False)
    """Towns stand around so many centres; 0: anywhere."""
    bans: int = field(default=3, repr=False)
    asked: tuple[float, float] = field(default=(17, 30), repr=False)
    """People asking, between these, for each session that there is time for."""


DEPARTMENT = Size(2, 24, 30, 12, 28)
LARGE = Size(3, 40, 30, 12, 28)
REGION = Size(12, 24, 150, 12, 60, side=260.0)
SMALL = Size(1, 12, 15, 6, 28)
TINY = Size(1, 4, 4, 2, 6)

CLUSTERED = Size(2, 24, 24, 12, 28, clusters=3)
FEW_ROOMS = Size(3, 24, 6, 10, 28)
BANNED = Size(4, 24, 30, 12, 28, bans=80)
SCARCE = Size(4, 24, 30, 12, 28, asked=(5, 9))
FLOODED = Size(2, 36, 20, 14, 28, asked=(70, 110))


def season(size: Size, seed: int) -> Season:
    """A season of this size, with its bans and no pins. The same draws but for the traits left out of the name."""
    draw = random.Random(f"{size} {seed}")
    zones = [f"zone-{at}" for at in range(size.zones)]
    centre = _towns(size, zones, draw)
    people = {zone: draw.lognormvariate(0, 0.9) for zone in zones}
    themes = [f"theme-{at}" for at in range(size.themes)]
    liked = {theme: draw.lognormvariate(0, 0.7) for theme in themes}
    whole = sum(people.values()) * sum(liked.values())
    support = draw.choice((2.5, 3.0, 4.0))
    sessions = size.advisers * size.weeks * min(2, 5.2 * 0.9 / (1 + support))
    total = sessions * draw.uniform(*size.asked) / GIVEN  # people: up to twice the seats, unless strange
    slots = _slots(size.weeks, draw)
    places = [draw.choice(zones) for _ in range(size.venues)]
    made = Season(
        advisers=tuple(_adviser(f"adviser-{at}", themes, slots, draw) for at in range(size.advisers)),
        venues=tuple(
            Venue(f"venue-{at}", zone, draw.randint(8, 20), _closed(slots, draw))
            for at, zone in enumerate(places)
        ),
        themes=tuple(Theme(theme, draw.choice((30, 45, 60, 90))) for theme in themes),
        zones=tuple(Zone(zone, draw.choice((1.0, 1.25, 1.25, 1.5)), draw.random() < 0.9) for zone in zones),
        demand={
            (theme, zone): round(total * liked[theme] * people[zone] / whole, 1)
            for theme in themes
            for zone in zones
            if draw.random() < GIVEN
        },
        share=_shares(size, places, centre, draw),
        slots=slots,
        support=Support(support, 28, 0.9),
        uncovered_penalty=5.0,
    )
    return replace(made, bans=_bans(made, size.bans, draw))


def _towns(size: Size, zones: list[str], draw: random.Random) -> dict[str, tuple[float, float]]:
    middles = [(draw.uniform(0, size.side), draw.uniform(0, size.side)) for _ in range(size.clusters)]
    towns = {}
    for zone in zones:
        if middles:
            x, y = draw.choice(middles)
            towns[zone] = (x + draw.gauss(0, 8), y + draw.gauss(0, 8))
        else:
            towns[zone] = (draw.uniform(0, size.side), draw.uniform(0, size.side))
    return towns


def _slots(weeks: int, draw: random.Random) -> dict[Slot, float]:
    slots = {}
    for week in range(weeks):
        holiday = 0.85 if week % 7 in (4, 5) else 1.0
        for weekday, factors in LIKED.items():
            day = FIRST + timedelta(days=7 * week + weekday)
            if draw.random() < 0.02:
                continue
            for half, factor in zip(HALVES, factors, strict=True):
                slots[day, half] = round(factor * holiday, 2)
    return slots


def _adviser(name: str, themes: list[str], slots: dict[Slot, float], draw: random.Random) -> Adviser:
    given = [theme for theme in themes if draw.random() < 0.8] or themes
    share = draw.uniform(0.45, 0.6)
    return Adviser(name, frozenset(given), frozenset(slot for slot in slots if draw.random() < share), 2)


def _closed(slots: dict[Slot, float], draw: random.Random) -> frozenset[Slot]:
    """A half-day of each week, or some weeks, or none."""
    kind = draw.random()
    weekday, half = draw.randrange(5), draw.choice(HALVES)
    weeks = {draw.randrange(24) for _ in range(3)}
    return frozenset(
        (day, at)
        for day, at in slots
        if (kind < 0.5 and day.weekday() == weekday and at == half)
        or (0.25 < kind < 0.7 and (day - FIRST).days // 7 in weeks)
    )


def _shares(
    size: Size, places: list[str], centre: dict[str, tuple[float, float]], draw: random.Random
) -> dict[tuple[str, str], float]:
    shares = {}
    for at, place in enumerate(places):
        x, y = (point + draw.uniform(-8, 8) for point in centre[place])
        for zone, (left, top) in centre.items():
            share = round(0.97 * math.exp(-math.hypot(x - left, y - top) / 30), 3)
            if share >= 0.07:
                shares[zone, f"venue-{at}"] = share
    return shares


def _bans(made: Season, count: int, draw: random.Random) -> tuple[dict[str, str], ...]:
    """A venue in the afternoon, a theme in a venue, an adviser in a venue; and again."""

    def venue() -> str:
        return draw.choice(made.venues).id

    kinds: tuple[Callable[[], dict[str, str]], ...] = (
        lambda: {"venue": venue(), "half": "pm"},
        lambda: {"theme": draw.choice(made.themes).id, "venue": venue()},
        lambda: {"adviser": draw.choice(made.advisers).id, "venue": venue()},
    )
    return tuple(kinds[at % len(kinds)]() for at in range(count))
