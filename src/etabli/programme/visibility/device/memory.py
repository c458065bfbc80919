"""What a browser holds of whoever has no account: looks, steps, weeks, ads; and the gestures of protection."""

import itertools
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from etabli.foundation.people.device_memory import DeviceMemory, Stored
from etabli.foundation.people.viewer import MARKED_KEY, PLANNED_KEY, SEEN_KEY
from etabli.programme.protection.mark_store import merge_marks
from etabli.programme.visibility.calendar.session import held_calendars, held_changes, to_session
from etabli.programme.visibility.known_trade import TRADE, WHERE


class Device:
    """All of it at once, erased there and put back within the hour."""

    def __init__(self, session: SessionBase) -> None:
        self._memories = {key: DeviceMemory(session, key, merge) for key, merge in MERGED.items()}

    @property
    def holds_some(self) -> bool:
        """Whether there is something to erase."""
        return any(memory.value for memory in self._memories.values())

    @property
    def was_erased(self) -> bool:
        """Whether something was erased here within the hour, and can come back."""
        return any(memory.aside for memory in self._memories.values())

    def erase(self, *, at: datetime) -> None:
        """Nothing is left here but what `restore` brings back."""
        for memory in self._memories.values():
            memory.erase(at=at)

    def restore(self) -> None:
        """What was erased here a moment ago is here again, beside what was begun since."""
        for memory in self._memories.values():
            memory.restore()


def _seen_together(erased: Stored, begun: Stored) -> Stored:
    """Each kind in the order of its store; of the end of one name, what was noted last."""
    kinds = {**erased.get("looks", {}), **begun.get("looks", {})}
    looks = [part.get("looks", {}) for part in (begun, erased)]
    return {
        "checks": _each_once(erased.get("checks", []), begun.get("checks", [])),
        "steps": _each_once(erased.get("steps", []), begun.get("steps", [])),
        "looks": {kind: _each_once(*(rows.get(kind, []) for rows in looks)) for kind in kinds},
        "domains": {**erased.get("domains", {}), **begun.get("domains", {})},
        "campaigns": _each_once(begun.get("campaigns", []), erased.get("campaigns", [])),
        **{name: both[name] for name in (TRADE, WHERE) if (both := {**erased, **begun}).get(name)},
    }


def _planned_together(erased: Stored, begun: Stored) -> Stored:
    """The weeks begun since are shown; those erased are among the weeks before."""
    if not begun:
        return erased
    return to_session([*held_calendars(begun), *held_calendars(erased)], held_changes(begun))


def _each_once(*lists: list[Any]) -> list[Any]:
    rows: list[Any] = []
    for row in itertools.chain(*lists):
        if row not in rows:
            rows.append(row)
    return rows


MERGED = {SEEN_KEY: _seen_together, PLANNED_KEY: _planned_together, MARKED_KEY: merge_marks}
