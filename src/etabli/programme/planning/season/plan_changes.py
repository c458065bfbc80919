"""Changes to a plan by hand, as values: what goes, what comes; what they bring, and the rules that refuse them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from etabli.programme.planning.engine.season import Broken, Season, Served, broken_rules, in_turn, value_of
from etabli.programme.planning.season.plans import SESSION_KEYS, Planned, as_row, engine_season

Ban = Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The sessions of a plan and what is ruled out of it, held against what it was worked out from (SEASON.json)."""

    inputs: Mapping[str, Any]
    sessions: tuple[Planned, ...]
    bans: tuple[Ban, ...] = ()

    @cached_property
    def season(self) -> Season:
        """What the engine takes: with what is ruled out and pinned by now."""
        pins = [
            as_row(session.as_session)
            for session in self.sessions
            if session.pinned and session.session is None
        ]
        return engine_season({**self.inputs, "pins": pins, "bans": [dict(ban) for ban in self.bans]})

    def find(self, key: str) -> Planned | None:
        """The session of this key."""
        return next((session for session in self.sessions if session.key == key), None)

    def value(self) -> Served:
        """What the plan brings."""
        return value_of(self.season, [session.as_session for session in self.sessions])

    def people(self) -> Mapping[str, float]:
        """By the key of each session, who comes: to those that stand first, then to the others, in their order."""
        ordered = sorted(self.sessions, key=lambda row: (row.session is None, row.key))
        added = in_turn(self.season, [row.as_session for row in ordered])
        return {row.key: added[row.as_session] for row in ordered}

    def broken(self) -> list[Broken]:
        """The rules that it breaks."""
        return broken_rules(self.season, [session.as_session for session in self.sessions])

    def changed(self, change: Change) -> Plan:
        """The plan after a change."""
        gone_keys = {session.key for session in change.gone}
        remaining = [session for session in self.sessions if session.key not in gone_keys]
        bans = [ban for ban in self.bans if ban not in change.lifted]
        return Plan(
            self.inputs,
            tuple(sorted((*remaining, *change.come), key=lambda session: session.key)),
            (*bans, *change.ruled_out),
        )

    def newly_broken(self, change: Change) -> list[Broken]:
        """The rules that the plan breaks after a change, and didn't break before."""
        before = {(breach.rule, breach.sessions) for breach in self.broken()}
        return [
            breach for breach in self.changed(change).broken() if (breach.rule, breach.sessions) not in before
        ]


@dataclass(frozen=True)
class Change:
    """What a change by hand takes out of a plan and puts in it, and what it rules out or allows again."""

    gone: tuple[Planned, ...] = ()
    come: tuple[Planned, ...] = ()
    ruled_out: tuple[Ban, ...] = ()
    lifted: tuple[Ban, ...] = ()

    @property
    def back(self) -> Change:
        """The change that takes this one back."""
        return Change(self.come, self.gone, self.lifted, self.ruled_out)

    def fits(self, plan: Plan) -> bool:
        """Whether what it takes is there still, and what it brings isn't yet."""
        sessions_by_key = {session.key: session for session in plan.sessions}
        gone_keys = {session.key for session in self.gone}
        return (
            all(sessions_by_key.get(session.key) == session for session in self.gone)
            and all(session.key in gone_keys or session.key not in sessions_by_key for session in self.come)
            and all(ban in plan.bans for ban in self.lifted)
            and all(ban not in plan.bans for ban in self.ruled_out)
        )


def matching(ban: Ban, sessions: Iterable[Planned]) -> Sequence[Planned]:
    """The sessions that a ban rules out."""
    return [
        session
        for session in sessions
        if all(as_row(session.as_session)[key] == value for key, value in ban.items())
    ]


def is_ban(ban: Ban) -> bool:
    """Whether it names something, and nothing but parts of a session."""
    return bool(ban) and set(ban) <= set(SESSION_KEYS)
