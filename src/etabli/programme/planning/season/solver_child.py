"""The child's side of a search: a season comes in on one stream, lines of JSON go out, each better plan, the answer.

Nothing of Django is imported here: the child has no settings.
"""

from __future__ import annotations

import json
import time
from threading import Lock
from typing import Any, BinaryIO

from etabli.programme.planning.engine.season import PinsClash, Progress, plan
from etabli.programme.planning.season.plans import as_row, engine_season, read_session

BEAT_SECONDS = 1.0  # seconds


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read `{"season", "start", "seconds"}`; write `{"at": [seconds, value, bound], "sessions"}` for each step, and
    `{"seconds"}` now and then; then `{"value", "bound", "sessions"}`, or `{"clash", "sessions"}` when the pins can't
    stand together."""
    one_at_a_time, begun_at = Lock(), time.monotonic()
    last = begun_at

    def write(message: dict[str, Any]) -> None:
        with one_at_a_time:  # the solver has threads
            target.write(json.dumps(message).encode() + b"\n")
            target.flush()

    def beat() -> bool:
        """The solver asks now and then whether to stop: the parent, who knows, ends this process."""
        nonlocal last
        now = time.monotonic()
        if now - last >= BEAT_SECONDS:
            last = now
            write({"seconds": now - begun_at})
        return False

    def tell(progress: Progress) -> None:
        at = [progress.seconds, progress.value, progress.bound]
        write({"at": at, "sessions": _rows(progress.sessions)})

    request = json.loads(source.read())
    start = tuple(read_session(row) for row in request["start"])
    try:
        season = engine_season(request["season"])
        result = plan(season, seconds=request["seconds"], start=start, tell=tell, stop=beat)
    except PinsClash as clash:
        broken = clash.broken
        write({"clash": broken.rule, "limit": broken.limit, "sessions": _rows(broken.sessions)})
        return
    sessions = _rows(session.session for session in result.sessions)
    write({"value": result.value, "bound": result.bound, "sessions": sessions})


def _rows(sessions: Any) -> list[dict[str, str]]:
    return [as_row(session) for session in sessions]
