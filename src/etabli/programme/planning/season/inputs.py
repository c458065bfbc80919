"""What a season is planned from, as the product knows it and as people said it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from etabli.programme.planning.season.plans import Planned
from etabli.programme.planning.season.settings import Settings

HALVES = ("am", "pm")
PERIOD_DAYS = 28  # over which the support that follows the sessions is counted
Slot = tuple[date, str]


@dataclass(frozen=True)
class AdviserInput:
    """An adviser in a season: the themes that they give, the half-days that are free in their diary."""

    key: str
    name: str
    themes: tuple[str, ...]
    most_per_week: int
    free: tuple[Slot, ...]


@dataclass(frozen=True)
class RoomInput:
    """A room in a season. `closed` are half-days; `used`: not when the plan does without it."""

    key: str
    name: str
    town: str
    commune: str
    zone: str
    capacity: int
    closed: tuple[Slot, ...] = ()
    used: bool = True


@dataclass(frozen=True)
class Inputs:
    """Everything that a season is planned from. `themes` and `zones` give their names; `estimated`: the people who
    would come, by (theme, territory), unless the settings say otherwise; `share`: the part of them that comes, by
    (territory, room). `standing`: the sessions that are there already, from today on; `reached`: the territories that a
    session held this season was within reach of.
    """

    first: date
    last: date
    settings: Settings
    advisers: tuple[AdviserInput, ...]
    rooms: tuple[RoomInput, ...]
    themes: Mapping[str, str]
    zones: Mapping[str, str]
    estimated: Mapping[tuple[str, str], float]
    share: Mapping[tuple[str, str], float]
    half_days: float
    slots: Mapping[Slot, float]
    standing: tuple[Planned, ...] = ()
    reached: frozenset[str] = frozenset()

    @property
    def used_rooms(self) -> tuple[RoomInput, ...]:
        return tuple(room for room in self.rooms if room.used)

    @cached_property
    def people(self) -> Mapping[tuple[str, str], float]:
        """Who would come, by (theme, territory): what was said by hand, or the estimate."""
        known_pairs = {(theme, zone) for theme in self.themes for zone in self.zones}
        return {
            pair: number
            for pair, number in {**self.estimated, **self.settings.people_by_hand}.items()
            if pair in known_pairs
        }

    def people_by_theme(self, theme: str) -> float:
        """Who would come to a theme, over all the territories."""
        return sum(number for (code, _zone), number in self.people.items() if code == theme)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What no plan can do without: "theme", "adviser", "half_day", "room", "people"."""
        missing_parts = {
            "theme": not self.themes,
            "adviser": not self.advisers,
            "half_day": bool(self.advisers) and not any(adviser.free for adviser in self.advisers),
            "room": not self.used_rooms,
            "people": not any(self.people.values()),
        }
        return tuple(name for name, is_lacking in missing_parts.items() if is_lacking)

    def as_season(self) -> dict[str, Any]:
        """The same as SEASON.json (docs/en/cli.md), without pins and bans."""
        settings = self.settings
        return {
            "advisers": [_adviser(adviser, self.themes) for adviser in self.advisers],
            "venues": [_room(room) for room in self.used_rooms],
            "themes": [{"id": code, "gap_days": settings.gap_days} for code in self.themes],
            "zones": [
                {
                    "id": zone,
                    "weight": 1.0,
                    "must_cover": zone not in settings.left_out and zone not in self.reached,
                }
                for zone in self.zones
            ],
            "demand": [
                {"theme": theme, "zone": zone, "people": people}
                for (theme, zone), people in sorted(self.people.items())
                if people > 0
            ],
            "share": [
                {"zone": zone, "venue": room, "share": share}
                for (zone, room), share in sorted(self.share.items())
                if share > 0
            ],
            "slots": [
                {"day": day.isoformat(), "half": half, "factor": factor}
                for (day, half), factor in sorted(self.slots.items())
            ],
            "support": {
                "half_days_per_session": self.half_days,
                "period_days": PERIOD_DAYS,
                "max_load": settings.load,
            },
            "uncovered_penalty": settings.penalty,
        }


def _adviser(adviser: AdviserInput, themes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": adviser.key,
        "themes": [code for code in adviser.themes if code in themes],
        "available": [[day.isoformat(), half] for day, half in adviser.free],
        "max_per_week": adviser.most_per_week,
    }


def _room(room: RoomInput) -> dict[str, Any]:
    closed_slots = [[day.isoformat(), half] for day, half in room.closed]
    return {"id": room.key, "zone": room.zone, "capacity": room.capacity, "closed": closed_slots}


def slots(first: date, last: date, settings: Settings, off: frozenset[date]) -> dict[Slot, float]:
    """The half-days from Monday to Friday in which a session may be given, and the part of the people who come.

    `off`: days when nobody works.
    """
    factors: dict[Slot, float] = {}
    for day in days(first, last):
        factor = settings.factor(day)
        if day.weekday() < 5 and day not in off and factor > 0:
            factors |= {(day, half): factor for half in HALVES}
    return factors


def half_days_in(spans: Iterable[tuple[date, date]], first: date, last: date) -> tuple[Slot, ...]:
    """Both half-days of each day of these spans that falls between two days, both included."""
    half_days = {
        (day, half)
        for begin, end in spans
        for day in days(max(begin, first), min(end, last))
        for half in HALVES
    }
    return tuple(sorted(half_days))


def days(first: date, last: date) -> Iterable[date]:
    """Each day from the first to the last, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
