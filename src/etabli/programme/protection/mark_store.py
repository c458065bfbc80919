"""Where marks stand: with the artisan, or, of somebody who has not said who they are, in this browser's session."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from etabli.foundation.people.access import Request
from etabli.foundation.people.device_memory import DeviceMemory, Stored
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import get_person
from etabli.foundation.people.viewer import MARKED_KEY
from etabli.programme.protection import actions
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Gesture, Mark, Standing, standings
from etabli.programme.protection.queries import own_marks


class MarkStore:
    """What whoever sends this request said of the gestures, wherever it stands.

    An artisan's is kept at each word. What was noted in this session before they came in counts for them too, and is
    kept with the first thing that they note, or when they ask for it (`keep`).
    """

    def __init__(self, request: Request) -> None:
        self._device = DeviceMemory(request.session, MARKED_KEY, merge_marks)
        self._viewer = request.viewer
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None
        self._rows = own_marks(request.viewer)

    @property
    def held(self) -> dict[Gesture, Mark]:
        """What stands in this session alone, or was noted there on a later day than in the space."""
        known = [(load().gesture(id), _mark(mark)) for id, mark in self._device.value.items()]
        return {
            gesture: mark for gesture, mark in known if gesture is not None and self._is_newer(gesture, mark)
        }

    def standings(self, at: datetime) -> tuple[Standing, ...]:
        """Each gesture, and where it stands today."""
        marks = {id: Mark(row.is_done, row.marked_on, row.reason) for id, row in self._rows.items()}
        marks |= {gesture.id: mark for gesture, mark in self.held.items()}
        return standings(load().gestures, marks, timezone.localdate(at))

    def note(self, gesture: Gesture, mark: Mark, *, at: datetime) -> None:
        """Write it down. Raises ActionError."""
        if self.is_own:
            self._note_in_space(gesture, mark, at=at)
        else:
            self._hold({**self.held, gesture: mark})

    def _note_in_space(self, gesture: Gesture, mark: Mark, *, at: datetime) -> None:
        """With what this session holds of the other gestures."""
        row = self._rows.get(gesture.id)
        if row is not None and Mark(row.is_done, row.marked_on, row.reason) == mark:
            return  # pressed twice: taking it back once is then enough
        person = get_person(self._viewer, self._viewer.person_id or 0)
        earlier = {other: held for other, held in self.held.items() if other != gesture}
        if earlier:
            actions.keep_marks(person=person, marks=earlier, by=self._viewer, at=at)
        actions.mark_gesture(person=person, gesture=gesture, mark=mark, by=self._viewer, at=at)
        self._device.clear()

    def keep(self, *, at: datetime) -> None:
        """Take what this session holds into the artisan's space. Raises ActionError."""
        person = get_person(self._viewer, self._viewer.person_id or 0)
        actions.keep_marks(person=person, marks=self.held, by=self._viewer, at=at)
        self._device.clear()

    def clear_device(self) -> None:
        """It is kept elsewhere from now on."""
        self._device.clear()

    @property
    def was_erased(self) -> bool:
        """Whether something was erased here within the hour, and can come back."""
        return bool(self._device.aside)

    def erase_from_device(self, *, at: datetime) -> None:
        """Nothing of it is left in this browser but what `restore` brings back."""
        self._device.erase(at=at)

    def restore(self) -> None:
        """What was erased here a moment ago is here again, beside what was noted since."""
        self._device.restore()

    def reopen(self, gesture: Gesture, *, at: datetime) -> None:
        """Take back what was said of it last."""
        if gesture in self.held or gesture.id not in self._rows:
            self._hold({other: mark for other, mark in self.held.items() if other != gesture})
        else:
            row, title = self._rows[gesture.id], gesture.title.fr
            actions.reopen_gesture(mark=row, title=title, by=self._viewer, at=at)

    def _is_newer(self, gesture: Gesture, mark: Mark) -> bool:
        row = self._rows.get(gesture.id)
        return row is None or row.marked_on < mark.on

    def _hold(self, marks: Mapping[Gesture, Mark]) -> None:
        self._device.hold(
            {
                gesture.id: {"is_done": mark.is_done, "on": mark.on.isoformat(), "reason": mark.reason}
                for gesture, mark in marks.items()
            }
        )


def merge_marks(erased: Stored, noted: Stored) -> Stored:
    """What a session holds of both; of one gesture, what was noted last."""
    return {**erased, **noted}


def _mark(stored: Mapping[str, Any]) -> Mark:
    return Mark(stored["is_done"], date.fromisoformat(stored["on"]), stored["reason"])
