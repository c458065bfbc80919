"""Where somebody stands on their path: doing, on hold, silent, resumed, arrived."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SILENT_AFTER = timedelta(days=60)

Name = Literal["doing", "on_hold", "silent", "resumed", "arrived"]


@dataclass(frozen=True)
class Pause:
    """The path was put on hold at `at`, until the beginning of the day `until`, or until they say so."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Life:
    """What is known of somebody. `acted_at`: their last sign of life (an act, a place in a workshop, a call);
    `seen_at`: they last looked at their path; `resumed_at`: they took it up again; `arrived_at`: they reached its
    end."""

    acted_at: datetime | None
    seen_at: datetime | None = None
    resumed_at: datetime | None = None
    arrived_at: datetime | None = None
    pause: Pause | None = None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands; since when, except of "doing"; until when, of "on_hold", if they named a day."""

    name: Name
    since: datetime | None
    until: datetime | None = None

    @property
    def is_on_hold(self) -> bool:
        return self.name == "on_hold"


def standing_of(life: Life, at: datetime) -> Standing:
    """Where somebody stands at this instant. No path is ever closed.

    - on_hold: they asked for it, that day has not come, and they did nothing since.
    - silent: no sign of life for sixty days (`SILENT_AFTER`).
    - arrived: they reached the end, and the path is not on hold.
    - resumed: they took it up again less than sixty days ago, after a pause that they asked for.
    - doing: all the others.
    """
    pause = life.pause if life.pause and _holds(life.pause, life, at) else None
    if pause:
        return Standing("on_hold", pause.at, pause.until)
    if life.arrived_at is not None:
        return Standing("arrived", life.arrived_at)
    signs = [
        sign
        for sign in (life.acted_at, life.seen_at, life.resumed_at, _end_of_pause(life.pause, at))
        if sign is not None and sign <= at
    ]
    if not signs:
        return Standing("doing", None)
    last = max(signs)
    if at - last >= SILENT_AFTER:
        return Standing("silent", last)
    if life.resumed_at is not None and timedelta(0) <= at - life.resumed_at < SILENT_AFTER:
        return Standing("resumed", life.resumed_at)
    return Standing("doing", None)


def _holds(pause: Pause, life: Life, at: datetime) -> bool:
    """They asked for it, its day has not come, and they gave no sign of life since. To look at it is none."""
    over = pause.until is not None and at >= pause.until
    signs = (life.acted_at, life.resumed_at)
    return (
        pause.at <= at and not over and not any(sign is not None and pause.at < sign <= at for sign in signs)
    )


def _end_of_pause(pause: Pause | None, at: datetime) -> datetime | None:
    """The day for which they asked: their silence counts from it."""
    return pause.until if pause and pause.until and pause.until <= at else None
