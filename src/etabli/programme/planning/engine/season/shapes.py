"""What a season is made of, and what a plan of it says.

A session is a theme given by an adviser in a venue on one half-day. The names are those of `SEASON.json`
(docs/en/cli.md); numbers are decimals, taken as they are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

type Half = Literal["am", "pm"]
type Slot = tuple[date, Half]


@dataclass(frozen=True)
class Adviser:
    """Who gives sessions: which themes, in which half-days, and how many a week at most."""

    id: str
    themes: frozenset[str]
    available: frozenset[Slot]
    max_per_week: int
    venues: frozenset[str] | None = None
    """Where they go; None: everywhere."""


@dataclass(frozen=True)
class Venue:
    """A room, the territory where it stands, its seats, and the half-days in which it is closed."""

    id: str
    zone: str
    capacity: float
    closed: frozenset[Slot] = frozenset()


@dataclass(frozen=True)
class Theme:
    """What a workshop teaches."""

    id: str
    gap_days: int = 0
    """Days between two sessions of it in venues of one zone; 0 is no rule."""


@dataclass(frozen=True)
class Zone:
    """A territory: how much its people count, and whether some session has to reach it."""

    id: str
    weight: float = 1.0
    must_cover: bool = False


@dataclass(frozen=True)
class Support:
    """What a session asks of its adviser afterwards, and how much of a period may be taken."""

    half_days_per_session: float
    period_days: int
    max_load: float


@dataclass(frozen=True, order=True)
class Session:
    """One session of a plan: what, where, by whom and when."""

    theme: str
    venue: str
    adviser: str
    day: date
    half: Half


@dataclass(frozen=True)
class Season:
    """Everything that a plan depends on. `demand` is people by (theme, zone), `share` by (zone, venue): absent is 0."""

    advisers: tuple[Adviser, ...]
    venues: tuple[Venue, ...]
    themes: tuple[Theme, ...]
    zones: tuple[Zone, ...]
    demand: Mapping[tuple[str, str], float]
    share: Mapping[tuple[str, str], float]
    slots: Mapping[Slot, float]
    support: Support
    uncovered_penalty: float = 0.0
    pins: tuple[Session, ...] = ()
    bans: tuple[Mapping[str, str], ...] = ()
    """Each bans the sessions that agree with all its keys (theme, venue, adviser, day, half; the day in ISO)."""


@dataclass(frozen=True)
class Reason:
    """Why a session is in the plan; the screen words it.

    `worth` is what the plan would lose without it. `zones`: for "covers", those that no other session covers; for
    "people", those that people come from, the most first; for "pinned", the same.
    """

    kind: Literal["pinned", "covers", "people"]
    worth: float
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Proposed:
    """A session of a plan, the people expected there, from which territories, and why it is there."""

    session: Session
    expected: float
    zones: Mapping[str, float]
    reason: Reason


@dataclass(frozen=True)
class Served:
    """What a set of sessions brings, whether or not they keep the rules."""

    value: float
    expected: Mapping[Session, float]
    zones: Mapping[Session, Mapping[str, float]]
    uncovered: tuple[str, ...]
    unserved: Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Plan:
    """No plan of the season is worth more than `bound`; `gap` is (bound − value) ÷ max(1, |bound|)."""

    sessions: tuple[Proposed, ...]
    value: float
    bound: float
    gap: float
    uncovered: tuple[str, ...]
    unserved: Mapping[tuple[str, str], float]
    seconds: float


@dataclass(frozen=True)
class More:
    """What one more session would bring, by adviser and by venue, if it had the half-day: estimates."""

    advisers: Mapping[str, float]
    venues: Mapping[str, float]


@dataclass(frozen=True)
class Progress:
    """Where the search stands: told each time that the plan or the bound gets better."""

    seconds: float
    value: float
    bound: float
    sessions: tuple[Session, ...]


type Rule = Literal[
    "theme", "venue", "available", "listed", "closed", "banned", "day", "half_day", "week", "load", "gap"
]


@dataclass(frozen=True)
class Broken:
    """A rule that sessions break together.

    theme: the adviser doesn't give it; venue: the adviser doesn't go there; available: the adviser isn't; listed: the
    half-day isn't; closed: the venue is; banned: a ban matches; day: one adviser twice in a day; half_day: one venue
    twice at once; week: over the adviser's limit; load: no time left for the support that follows; gap: one theme too
    soon again in a zone. `limit` is how many were allowed, or how many days apart.
    """

    rule: Rule
    sessions: tuple[Session, ...]
    limit: int = 0


class BadSeason(ValueError):
    """A season that can't be read: `where` stands what is wrong (`venues[3].capacity`), `kind` says how.

    kind: json, object, list, missing, text, number, whole, flag, negative, zero, share, day, half, slot, repeated,
    unknown, no_key, unknown_key, clash. `value` is what stands there, in a few characters.
    """

    def __init__(self, kind: str, where: str, value: str = "") -> None:
        super().__init__(f"{where}: {kind} {value}".strip())
        self.kind, self.where, self.value = kind, where, value


class PinsClash(BadSeason):
    """The pins can't stand together: `broken` names a smallest set of them, and the rule that they break."""

    def __init__(self, broken: Broken) -> None:
        super().__init__("clash", "pins", broken.rule)
        self.broken = broken
