"""The season with numbers in the place of names, so that the search is quick. Everything here is fixed for one season.

A seat of a theme in a venue at factor 1 may be taken by `share × demand` people of each zone: `reach`. A half-day only
changes what a session is worth through its factor, so half-days are gathered by factor into levels, the best first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np

from .shapes import Season, Session, Slot

MIN_COVERED_SHARE = 0.5  # the share of a zone from which a session covers it


@dataclass(frozen=True)
class Placed:
    """A session by numbers: theme, venue, adviser, half-day."""

    theme: int
    venue: int
    adviser: int
    slot: int


class IndexedSeason:
    """A season by numbers. Half-days are those of `slots`, in order of time."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.slots: list[Slot] = sorted(season.slots)
        self.factor = [season.slots[slot] for slot in self.slots]
        self.first = self.slots[0][0] if self.slots else date.min
        self.day = [(day - self.first).days for day, _ in self.slots]
        self.week = _numbers(day.isocalendar()[:2] for day, _ in self.slots)
        self.period = [day // season.support.period_days for day in self.day]
        self.theme_of = {theme.id: at for at, theme in enumerate(season.themes)}
        self.venue_of = {venue.id: at for at, venue in enumerate(season.venues)}
        self.adviser_of = {adviser.id: at for at, adviser in enumerate(season.advisers)}
        self.zone_of = {zone.id: at for at, zone in enumerate(season.zones)}
        self.slot_of = {slot: at for at, slot in enumerate(self.slots)}
        self.gap = [theme.gap_days for theme in season.themes]
        self.place = [self.zone_of[venue.zone] for venue in season.venues]
        self.capacity = [float(venue.capacity) for venue in season.venues]
        self.weight = [float(zone.weight) for zone in season.zones]
        self.must = [zone.must_cover for zone in season.zones]
        self.per_week = [adviser.max_per_week for adviser in season.advisers]

    @cached_property
    def demand(self) -> list[dict[int, float]]:
        """For each theme, the people of each zone that has some."""
        tables: list[dict[int, float]] = [{} for _ in self.season.themes]
        for (theme, zone), people in self.season.demand.items():
            if people > 0:
                tables[self.theme_of[theme]][self.zone_of[zone]] = float(people)
        return tables

    @cached_property
    def share(self) -> list[dict[int, float]]:
        """For each venue, the part of each zone that would travel to it."""
        tables: list[dict[int, float]] = [{} for _ in self.season.venues]
        for (zone, venue), share in self.season.share.items():
            if share > 0:
                tables[self.venue_of[venue]][self.zone_of[zone]] = float(share)
        return tables

    @cached_property
    def covers(self) -> list[frozenset[int]]:
        """For each venue, the zones to cover that a session there covers."""
        return [
            frozenset(
                zone for zone, share in shares.items() if share >= MIN_COVERED_SHARE and self.must[zone]
            )
            for shares in self.share
        ]

    @cached_property
    def reach(self) -> list[list[dict[int, float]]]:
        """For each theme and venue: the people of each zone that a session at factor 1 may take."""
        return [
            [
                {zone: share * people[zone] for zone, share in shares.items() if zone in people}
                for shares in self.share
            ]
            for people in self.demand
        ]

    @cached_property
    def levels(self) -> list[float]:
        """The factors, the best first."""
        return sorted(set(self.factor), reverse=True)

    @cached_property
    def usable(self) -> np.ndarray:
        """Whether a session may stand there as far as it alone is concerned: [theme, venue, adviser, half-day]."""
        season = self.season
        free = self._membership_matrix(adviser.available for adviser in season.advisers)[None, None, :, :]
        opened = ~self._membership_matrix(venue.closed for venue in season.venues)[None, :, None, :]
        usable: np.ndarray = self._skilled & free & opened
        for ban in season.bans:
            usable[self._index_of_ban(ban)] = False
        return usable

    @cached_property
    def could(self) -> np.ndarray:
        """[theme, venue, adviser]: whether any half-day would do, were the adviser free and the venue open."""
        could = self._skilled[..., 0].copy()
        for ban in self.season.bans:
            if "day" not in ban and "half" not in ban:
                could[tuple(axis[..., 0] for axis in self._index_of_ban(ban)[:3])] = False
        return could

    @cached_property
    def _skilled(self) -> np.ndarray:
        """Whether the adviser gives the theme and goes to the venue: [theme, venue, adviser, 1]."""
        season = self.season
        gives = np.array(
            [[theme.id in adviser.themes for adviser in season.advisers] for theme in season.themes],
            dtype=bool,
        ).reshape(len(season.themes), 1, len(season.advisers), 1)
        goes = np.array(
            [
                [adviser.venues is None or venue.id in adviser.venues for adviser in season.advisers]
                for venue in season.venues
            ],
            dtype=bool,
        ).reshape(1, len(season.venues), len(season.advisers), 1)
        skilled: np.ndarray = gives & goes
        return skilled

    def _membership_matrix(self, sets: Iterable[frozenset[Slot]]) -> np.ndarray:
        rows = [[slot in members for slot in self.slots] for members in sets]
        return np.array(rows, dtype=bool).reshape(len(rows), len(self.slots))

    def _index_of_ban(self, ban: Mapping[str, str]) -> tuple[np.ndarray, ...]:
        """What a ban names, as an index of `usable`."""
        season = self.season
        ids = {
            "theme": [theme.id for theme in season.themes],
            "venue": [venue.id for venue in season.venues],
            "adviser": [adviser.id for adviser in season.advisers],
        }
        lists = [
            [at for at, value in enumerate(ones) if ban.get(key, value) == value] for key, ones in ids.items()
        ]
        slots = [
            at
            for at, (day, half) in enumerate(self.slots)
            if ban.get("day", day.isoformat()) == day.isoformat() and ban.get("half", half) == half
        ]
        return np.ix_(*lists, slots)

    @cached_property
    def allowed(self) -> list[list[int]]:
        """For each adviser and period, the sessions that leave time for the support that follows; decimals exactly."""
        support = self.season.support
        load = Fraction(str(support.max_load))
        cost = 1 + Fraction(str(support.half_days_per_session))
        periods = 1 + max(self.period, default=-1)
        limits = []
        for adviser in self.season.advisers:
            half_days = [0] * periods
            for at, slot in enumerate(self.slots):
                half_days[self.period[at]] += slot in adviser.available
            limits.append([int(load * count // cost) for count in half_days])
        return limits

    def placed_session(self, session: Session) -> Placed:
        """A session by numbers; its half-day has to be listed."""
        return Placed(
            self.theme_of[session.theme],
            self.venue_of[session.venue],
            self.adviser_of[session.adviser],
            self.slot_of[session.day, session.half],
        )

    def session(self, placed: Placed) -> Session:
        """A session by its ids: the other way round of `placed`."""
        season = self.season
        day, half = self.slots[placed.slot]
        return Session(
            season.themes[placed.theme].id,
            season.venues[placed.venue].id,
            season.advisers[placed.adviser].id,
            day,
            half,
        )


def _numbers(keys: Iterable[object]) -> list[int]:
    """Each key's number, by order of first appearance."""
    number_of: dict[object, int] = {}
    return [number_of.setdefault(key, len(number_of)) for key in keys]
