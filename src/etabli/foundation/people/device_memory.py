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

    What is erased there is aside for an hour, whatever is begun or erased meanwhile: the first visit after it, or the
    end of the session, deletes it. `merge(erased, begun)` gives both together, for what is erased again or restored.
    Without it the last erased comes back first, in the place of what was begun since.
    """

    def __init__(
        self, session: SessionBase, key: str, merge: Callable[[Stored, Stored], Stored] | None = None
    ) -> None:
        self._session, self._key, self._aside_key = session, key, f"{key}_before"
        self._merge = merge
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
        value = self._session.pop(self._key, None)
        if not value:
            return
        erased = self._erased
        if self._merge is not None and erased:
            self._put_aside([dict(self._merge(erased[-1], value))], at=at)
        else:
            self._put_aside([*erased, value], at=at)

    def restore(self) -> None:
        """What was erased here a moment ago is here again."""
        if not (erased := self._erased):
            return
        *earlier, latest = erased
        at = datetime.fromisoformat(self._session[self._aside_key]["at"])
        self.hold(self._merge(latest, self.value) if self._merge is not None else latest)
        self._put_aside(earlier, at=at)

    def drop(self, is_meant: Callable[[Stored], bool]) -> None:
        """Of what is here and what is aside, nothing is left that `is_meant`."""
        if is_meant(self.value):
            self._session.pop(self._key, None)
        if erased := self._erased:
            at = datetime.fromisoformat(self._session[self._aside_key]["at"])
            self._put_aside([value for value in erased if not is_meant(value)], at=at)

    @property
    def _erased(self) -> list[Stored]:
        """All that is aside, the last erased at the end."""
        stored = self._session.get(self._aside_key) or {}
        return [*stored.get("earlier", []), stored["value"]] if stored else []

    def _put_aside(self, values: list[Stored], *, at: datetime) -> None:
        if not values:
            self._session.pop(self._aside_key, None)
            return
        *earlier, latest = values
        kept = {"value": latest, "at": at.isoformat()}
        self._session[self._aside_key] = {**kept, "earlier": earlier} if earlier else kept
