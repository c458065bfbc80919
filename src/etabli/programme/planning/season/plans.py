"""A plan as the product keeps it: its sessions, those that stay where they are, what was forbidden. Plain Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from etabli.programme.planning.engine.season import Season, Session, read_season

SESSION_KEYS = ("theme", "venue", "adviser", "day", "half")


@dataclass(frozen=True, order=True)
class Planned:
    """A session of a plan. `pinned`: the next proposal keeps it; `session`: the number of the session that was made of
    it, or that stood there before the plan: it stays too.
    """

    day: date
    half: Literal["am", "pm"]
    theme: str
    venue: str
    adviser: str
    pinned: bool = False
    session: int | None = None

    @property
    def key(self) -> str:
        """Which one it is, within its plan: what stands in an address."""
        return "_".join((self.day.isoformat(), self.half, self.theme, self.venue, self.adviser))

    @property
    def as_session(self) -> Session:
        """The same, as the engine takes it."""
        return Session(self.theme, self.venue, self.adviser, self.day, self.half)

    @property
    def stays(self) -> bool:
        return self.pinned or self.session is not None


def planned_session(session: Session, *, pinned: bool = False, session_number: int | None = None) -> Planned:
    """What the engine proposes, as the product keeps it."""
    return Planned(
        session.day, session.half, session.theme, session.venue, session.adviser, pinned, session_number
    )


def read_planned(rows: Iterable[Mapping[str, Any]]) -> tuple[Planned, ...]:
    """What was kept in a proposal, in the order of time."""
    return tuple(sorted(Planned(**{**row, "day": date.fromisoformat(row["day"])}) for row in rows))


def as_kept_rows(sessions: Iterable[Planned]) -> list[dict[str, Any]]:
    """What a proposal keeps of them, in the order of time."""
    return [
        {**vars(session), "day": session.day.isoformat()}
        for session in sorted(sessions, key=lambda row: row.key)
    ]


def with_stays(sessions: Iterable[Session], before: Sequence[Planned]) -> tuple[Planned, ...]:
    """What the engine found, where those that were to stay are marked as they were."""
    stays_by_session = {row.as_session: row for row in before if row.stays}
    return tuple(stays_by_session.get(session) or planned_session(session) for session in sessions)


def starting_sessions(
    own_sessions: Sequence[Planned],
    active_sessions: Sequence[Planned],
    season: Mapping[str, Any],
    *,
    today: date,
) -> tuple[tuple[Planned, ...], bool]:
    """From which plan another one starts: what stands already, and of the plan at hand what this season (SEASON.json)
    still knows and what is not over; and whether something pinned is not known."""
    ids = {
        name: {row["id"] for row in season[several]}
        for name, several in (("theme", "themes"), ("venue", "venues"), ("adviser", "advisers"))
    }
    free = [row for row in own_sessions if row.session is None and row.day > today]
    known_rows = [row for row in free if all(getattr(row, name) in ids[name] for name in ids)]
    standing_sessions = {row.as_session for row in active_sessions}
    remaining = tuple(row for row in known_rows if row.as_session not in standing_sessions)
    return (*active_sessions, *remaining), any(row.pinned and row not in known_rows for row in free)


def as_row(session: Session) -> dict[str, str]:
    """A session as SEASON.json has it."""
    return {name: str(getattr(session, name)) for name in SESSION_KEYS}


def read_session(row: Mapping[str, Any]) -> Session:
    """What `as_row` wrote."""
    half: Any = row["half"]
    return Session(row["theme"], row["venue"], row["adviser"], date.fromisoformat(row["day"]), half)


def engine_season(season: Mapping[str, Any]) -> Season:
    """What the engine takes, from what was kept of it (SEASON.json)."""
    return read_season(json.dumps(season))
