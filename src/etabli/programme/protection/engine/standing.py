"""Where somebody stands among the gestures: what is done, what comes back, what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from etabli.programme.protection.engine.catalogue import Gesture

PUT_OFF_FOR = relativedelta(months=1)


@dataclass(frozen=True)
class Mark:
    """What somebody said of a gesture on a day: that it is done, or that it isn't for them, and why. Neither done nor
    with a reason, it is put off for a month."""

    is_done: bool
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """One gesture for one person. `again`: it was done, and its period is over. `later`: it is put off. `returns_on`:
    when it comes back, or came back; None for what was neither done nor put off."""

    gesture: Gesture
    kind: Literal["open", "done", "again", "later", "not-for-me"]
    mark: Mark | None = None
    returns_on: date | None = None

    @property
    def is_open(self) -> bool:
        """To be done, for the first time or again."""
        return self.kind in {"open", "again"}

    @property
    def is_to_do(self) -> bool:
        """The same, or put off."""
        return self.is_open or self.kind == "later"


def standings(gestures: Iterable[Gesture], marks: Mapping[str, Mark], today: date) -> tuple[Standing, ...]:
    """Each gesture in its order, by the latest mark on it. What isn't for somebody doesn't come back by itself."""
    return tuple(_standing(gesture, marks.get(gesture.id), today) for gesture in gestures)


def next_of(rows: Iterable[Standing]) -> Standing | None:
    """The first that is to be done; None when nothing is."""
    return next((row for row in rows if row.is_open), None)


def _standing(gesture: Gesture, mark: Mark | None, today: date) -> Standing:
    if mark is None:
        return Standing(gesture, "open")
    if not mark.is_done and mark.reason:
        return Standing(gesture, "not-for-me", mark)
    if not mark.is_done:
        returns_on = mark.on + PUT_OFF_FOR
        return Standing(gesture, "open" if returns_on <= today else "later", mark, returns_on)
    returns_on = mark.on + relativedelta(months=gesture.months)
    return Standing(gesture, "again" if returns_on <= today else "done", mark, returns_on)
