"""The parent's side of a search: the solver works in a child process, is told of, stopped, and held to its time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etabli.foundation.confined import call_confined
from etabli.programme.planning.engine.season import Broken, Progress, Session
from etabli.programme.planning.season.plans import as_row, read_session

MEMORY_MB = 3072
MAX_CORES = 4  # processor time that the search may take beside that of the clock
GRACE_SECONDS = 30  # seconds: to start, and to wait for a machine that is busy
MAX_BYTES = 60_000_000
Hear = Callable[[Progress], bool]


class NoPlan(Exception):
    """The search fell, or took too long, before it found anything."""


class PinsClashing(Exception):
    """The sessions that were to stay can't all stand: `broken` names the rule, and a smallest set of them."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.rule)
        self.broken = broken


@dataclass(frozen=True)
class BestPlan:
    """The best plan that was found: its sessions, what it is worth, what no plan can exceed."""

    sessions: tuple[Session, ...]
    value: float
    bound: float


class _Enough(Exception):
    """Whoever listens wants no better plan."""


def search(season: Mapping[str, Any], *, start: Sequence[Session], seconds: float, hear: Hear) -> BestPlan:
    """The best plan of a season (SEASON.json) in so many seconds. `hear` is told of each better one, and of the best so
    far now and then; once it answers False, that one is given. Raises NoPlan, PinsClashing."""
    latest: list[Progress] = []

    def heard(line: bytes) -> bool:
        row = _row(line)
        if "at" in row:
            elapsed, value, bound = row["at"]
            latest[:] = [Progress(elapsed, value, bound, _sessions(row))]
        elif "seconds" in row:
            latest[:] = [replace(planned, seconds=row["seconds"]) for planned in latest]
        else:
            return False
        if latest and not hear(latest[0]):
            raise _Enough
        return True

    sent = {"season": season, "start": [as_row(planned) for planned in start], "seconds": seconds}
    try:
        output, _ended_well = call_confined(
            "etabli.programme.planning.season.solver_child:serve",
            json.dumps(sent).encode(),
            seconds=int(MAX_CORES * seconds) + GRACE_SECONDS,
            memory_mb=MEMORY_MB,
            patience=int(seconds) + GRACE_SECONDS,
            most=MAX_BYTES,
            hear=heard,
        )
    except _Enough:
        output = b""
    return _answer(_row(output), latest)


def _answer(row: dict[str, Any], latest: list[Progress]) -> BestPlan:
    if "clash" in row:
        raise PinsClashing(Broken(row["clash"], _sessions(row), row["limit"]))
    if "value" in row:
        return BestPlan(_sessions(row), row["value"], row["bound"])
    if not latest:
        raise NoPlan
    return BestPlan(latest[0].sessions, latest[0].value, latest[0].bound)


def _sessions(row: Mapping[str, Any]) -> tuple[Session, ...]:
    return tuple(read_session(session) for session in row["sessions"])


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}
