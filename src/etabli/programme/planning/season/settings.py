"""What people say by hand about a season, beside what the product knows. Plain Python but for the names of periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from etabli.programme.planning.season.school_holidays import HOLIDAYS

HOLIDAY_FACTOR = 0.5  # an assumption: half of the people come in school holidays
BUSY_SEASON_FACTOR = 0.3  # an assumption: of a trade in its busy season, three in ten come
# Sectors of the register (trades.sector_of), and from when to when in each year they have no time: (month, day).
BUSY_SEASONS = {
    "ALIMENTATION": (((12, 1), (12, 31)),),
    "BATIMENT": (((6, 15), (7, 31)),),
    "SERVICES": (((12, 10), (12, 31)),),
}


@dataclass(frozen=True)
class Period:
    """Days in which only a part of the people come: 1 is all of them, 0 that no session is given."""

    name: str
    first: date
    last: date
    factor: float


@dataclass(frozen=True)
class AdviserSettings:
    """What an adviser does of the season. `themes`: None stands for all; `away`: (first, last) day, both included."""

    themes: tuple[str, ...] | None = None
    most_per_week: int = 2
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class RoomSettings:
    """What is known of a room in the season. `capacity`: None stands for what the room holds."""

    used: bool = True
    capacity: int | None = None
    closed: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Settings:
    """All that can be said by hand; what isn't said is read from the product, or is the usual value below.

    `people`: by "theme/territory", how many would come, instead of the estimate. `full_minutes`: by road, up to which
    everybody would come; `half_minutes`: where half would. `gap_days`: between two sessions of one theme in one
    territory. `half_days`: of support that follow a session; None stands for the forecast. `load`: the part of the free
    half-days that sessions and support may take. `penalty`: how many people a territory without a session counts for;
    `left_out`: the territories that need none. `compared_from`: what came before is no longer held against the
    forecast.
    """

    periods: tuple[Period, ...] = ()
    advisers: Mapping[str, AdviserSettings] = field(default_factory=dict)
    rooms: Mapping[str, RoomSettings] = field(default_factory=dict)
    people: Mapping[str, float] = field(default_factory=dict)
    full_minutes: int = 15
    half_minutes: int = 30
    gap_days: int = 60
    half_days: float | None = None
    load: float = 0.9
    penalty: float = 5.0
    left_out: tuple[str, ...] = ()
    compared_from: date | None = None

    def factor(self, day: date) -> float:
        """The part of the people who come on this day: of several periods, the hardest counts."""
        return min((each.factor for each in self.periods if each.first <= day <= each.last), default=1.0)

    @property
    def people_by_hand(self) -> Mapping[tuple[str, str], float]:
        """`people`, by (theme, territory)."""
        by_hand: dict[tuple[str, str], float] = {}
        for key, number in self.people.items():
            theme, _slash, zone = key.partition("/")
            by_hand[theme, zone] = number
        return by_hand

    def adviser(self, key: str) -> AdviserSettings:
        return self.advisers.get(key, AdviserSettings())

    def room(self, key: str) -> RoomSettings:
        return self.rooms.get(key, RoomSettings())

    def with_adviser(self, key: str, adviser: AdviserSettings) -> Settings:
        return replace(self, advisers={**self.advisers, key: adviser})

    def with_room(self, key: str, room: RoomSettings) -> Settings:
        return replace(self, rooms={**self.rooms, key: room})

    def share(self, minutes: float) -> float:
        """The part of the people that would come from so many minutes away by road."""
        if minutes <= self.full_minutes:
            return 1.0
        share_kept: float = 0.5 ** (
            (minutes - self.full_minutes) / max(1, self.half_minutes - self.full_minutes)
        )
        return share_kept if share_kept >= MIN_SHARE else 0.0


MIN_SHARE = 0.1  # fewer than one in ten: nobody is counted on


def as_json(settings: Settings) -> dict[str, Any]:
    """What `read` reads again."""
    stored: dict[str, Any] = _plain(asdict(settings))
    return stored


def read(stored: Mapping[str, Any]) -> Settings:
    """The settings of a season; what is missing is the usual value."""
    known_fields = {name: stored[name] for name in Settings.__dataclass_fields__ if name in stored}
    known_fields["periods"] = tuple(
        Period(row["name"], _day(row["first"]), _day(row["last"]), row["factor"])
        for row in known_fields.get("periods", ())
    )
    known_fields["left_out"] = tuple(known_fields.get("left_out", ()))
    known_fields["compared_from"] = _day(day) if (day := known_fields.get("compared_from")) else None
    known_fields["advisers"] = {key: _adviser(row) for key, row in known_fields.get("advisers", {}).items()}
    known_fields["rooms"] = {key: _room(row) for key, row in known_fields.get("rooms", {}).items()}
    return Settings(**known_fields)


def without_period(settings: Settings, number: int) -> Settings:
    """The same without the period of this number, from 0; as it is when there is none."""
    remaining = tuple(period for rank, period in enumerate(settings.periods) if rank != number)
    return replace(settings, periods=remaining)


def usual_periods(first: date, last: date, sectors: Mapping[str, float]) -> tuple[Period, ...]:
    """The school holidays and busy seasons that touch these days; `sectors`: which part of the businesses each is."""
    periods = [Period(str(name), a, b, HOLIDAY_FACTOR) for name, a, b in HOLIDAYS]
    for sector, part in sorted(sectors.items()):
        for year in range(first.year, last.year + 1):
            for begin, end in BUSY_SEASONS.get(sector, ()):
                factor = round(1 - part * (1 - BUSY_SEASON_FACTOR), 2)
                periods.append(Period(_busy(sector), date(year, *begin), date(year, *end), factor))
    touching = [
        period for period in periods if period.first <= last and period.last >= first and period.factor < 1
    ]
    return tuple(sorted(touching, key=lambda period: (period.first, period.name)))


def _busy(sector: str) -> str:
    names = {
        "ALIMENTATION": _("Food trades have no time"),
        "BATIMENT": _("Building trades have no time"),
        "SERVICES": _("Service trades have no time"),
    }
    return names[sector]


def _adviser(row: Mapping[str, Any]) -> AdviserSettings:
    themes = None if row["themes"] is None else tuple(row["themes"])
    return AdviserSettings(themes, row["most_per_week"], _spans(row["away"]))


def _room(row: Mapping[str, Any]) -> RoomSettings:
    return RoomSettings(row["used"], row["capacity"], _spans(row["closed"]))


def _spans(rows: Iterable[Iterable[str]]) -> tuple[tuple[date, date], ...]:
    return tuple((_day(first), _day(last)) for first, last in rows)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
