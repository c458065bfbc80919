"""Where somebody stands among the gestures: what is done, what comes back, what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from etabli.programme.protection.engine.catalogue import Gesture


@dataclass(frozen=True)
class Mark:
    """What somebody said of a gesture on a day: that it is done, or that it isn't for them, and why."""

    is_done: bool
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """One gesture for one person. `again`: it was done, and its period is over. `returns_on`: when it comes back, or
    came back; None for what was not done."""

    gesture: Gesture
    kind: Literal["open", "done", "again", "not-for-me"]
    mark: Mark | None = None
    returns_on: date | None = None

    @property
    def is_open(self) -> bool:
        """To be done, for the first time or again."""
        return self.kind in {"open", "again"}


def standings(gestures: Iterable[Gesture], marks: Mapping[str, Mark], today: date) -> tuple[Standing, ...]:
    """Each gesture in its order, by the latest mark on it. What isn't for somebody doesn't come back by itself."""
    return tuple(_standing(gesture, marks.get(gesture.id), today) for gesture in gestures)


def next_of(rows: Iterable[Standing]) -> Standing | None:
    """The first that is to be done; None when nothing is."""
    return next((row for row in rows if row.is_open), None)


def _standing(gesture: Gesture, mark: Mark | None, today: date) -> Standing:
    if mark is None:
        return Standing(gesture, "open")
    if not mark.is_done:
        return Standing(gesture, "not-for-me", mark)
    returns_on = mark.on + relativedelta(months=gesture.months)
    return Standing(gesture, "again" if returns_on <= today else "done", mark, returns_on)
