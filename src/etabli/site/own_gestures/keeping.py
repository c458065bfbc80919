"""What was last found of what we hold to: looked for by the clock, once a day, and read by the page."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Gesture
from etabli.site.checks import Point, Verdict
from etabli.site.own_gestures.commitments import COMMITMENTS, Commitment

DONE, TO_DO, UNKNOWN, NOT_YET = "done", "to-do", "unknown", ""
_KEY = "own-gestures"
_AGAIN_AFTER = timedelta(hours=1)
_KEPT_FOR = timedelta(days=2)  # a clock that stands still tells nothing of today

log = logging.getLogger("etabli.tick")


@dataclass(frozen=True)
class Answer:
    """A commitment, how it stands, and the day on which what it speaks of was last done, where that is known."""

    commitment: Commitment
    state: str
    last_day: date | None


def state_of(points: Iterable[Point]) -> str:
    """What is to be mended is to be done; where nothing is sound either, nobody knows from here."""
    verdicts = [(point.verdict, point.mend) for point in points]
    if any(verdict is Verdict.FAULT or mend for verdict, mend in verdicts):
        return TO_DO
    return DONE if any(verdict is Verdict.SOUND for verdict, _mend in verdicts) else UNKNOWN


def look_each_day(at: datetime) -> None:
    """Look at each commitment once a day; an hour later again at those to be done: all may just have started."""
    today, kept = timezone.localdate(at).isoformat(), cache.get(_KEY) or {}
    states = kept["states"] if kept.get("on") == today else {}
    if states and at - kept["at"] < _AGAIN_AFTER:
        return
    due = [row for row in COMMITMENTS if states.get(row.id, (TO_DO, ""))[0] == TO_DO]
    states = {**states, **{commitment.id: _state(commitment) for commitment in due}}
    cache.set(_KEY, {"on": today, "at": at, "states": states}, timeout=_KEPT_FOR.total_seconds())


def answers() -> tuple[date | None, list[tuple[Gesture, list[Answer]]]]:
    """The day of the last look, None before the first; each gesture with our answers to it."""
    kept: dict[str, Any] = cache.get(_KEY) or {}
    given = [_answer(commitment, kept.get("states", {})) for commitment in COMMITMENTS]
    rows = [
        (gesture, [answer for answer in given if answer.commitment.gesture == gesture.id])
        for gesture in load().gestures
    ]
    return date.fromisoformat(kept["on"]) if kept else None, rows


def _state(commitment: Commitment) -> tuple[str, str]:
    try:
        last_day = commitment.last_day()
        return state_of(commitment.points()), last_day.isoformat() if last_day else ""
    except Exception:  # one look that fails doesn't hide the others
        log.exception("%s could not be looked at", commitment.id)
        return UNKNOWN, ""


def _answer(commitment: Commitment, states: dict[str, tuple[str, str]]) -> Answer:
    state, last_day = states.get(commitment.id, (NOT_YET, ""))
    return Answer(commitment, state, date.fromisoformat(last_day) if last_day else None)
