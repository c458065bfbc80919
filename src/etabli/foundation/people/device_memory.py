"""What a browser holds of somebody who has not said who they are, and how it is erased there and put back."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

ERASED_FOR = timedelta(hours=1)

type Stored = Mapping[str, Any]


class DeviceMemory:
    """What the session holds under one of the keys of `people.viewer`.

    What is erased there is aside for an hour, whatever is begun meanwhile: the first visit after it, or the end of the
    session, deletes it.
    """

    def __init__(self, session: SessionBase, key: str) -> None:
        self._session, self._key, self._aside_key = session, key, f"{key}_before"
        stored = session.get(self._aside_key)
        if stored and timezone.now() - datetime.fromisoformat(stored["at"]) >= ERASED_FOR:
            del session[self._aside_key]

    @property
    def value(self) -> Stored:
        """What it holds; empty without."""
        held: Stored = self._session.get(self._key) or {}
        return held

    @property
    def aside(self) -> Stored:
        """What was erased here within the hour; empty without."""
        erased: Stored = (self._session.get(self._aside_key) or {}).get("value", {})
        return erased

    def hold(self, value: Stored) -> None:
        """Write it in the place of what was there."""
        self._session[self._key] = dict(value)

    def clear(self) -> None:
        """It is kept elsewhere from now on."""
        self._session.pop(self._key, None)

    def erase(self, *, at: datetime) -> None:
        """Nothing is left here but what `restore` brings back."""
        if value := self._session.pop(self._key, None):
            self._session[self._aside_key] = {"value": value, "at": at.isoformat()}

    def restore(self, merged: Callable[[Stored, Stored], Stored] | None = None) -> None:
        """What was erased here a moment ago is here again: with what was begun since as `merged(erased, begun)` has it,
        in its place without."""
        if aside := self.aside:
            self.hold(merged(aside, self.value) if merged is not None else aside)
        self._session.pop(self._aside_key, None)

    def drop(self, is_meant: Callable[[Stored], bool]) -> None:
        """Of what is here and what is aside, nothing is left that `is_meant`."""
        if is_meant(self.value):
            self._session.pop(self._key, None)
        if is_meant(self.aside):
            self._session.pop(self._aside_key, None)
