"""What a browser holds of the visibility of whoever has no account: looks, steps, weeks, ads."""

from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase

from etabli.foundation.people.device_memory import DeviceMemory
from etabli.foundation.people.viewer import PLANNED_KEY, SEEN_KEY


class Device:
    """All of it at once, erased there and put back within the hour."""

    def __init__(self, session: SessionBase) -> None:
        self._memories = [DeviceMemory(session, key) for key in (SEEN_KEY, PLANNED_KEY)]

    @property
    def holds_some(self) -> bool:
        """Whether there is something to erase."""
        return any(memory.value for memory in self._memories)

    @property
    def was_erased(self) -> bool:
        """Whether something was erased here within the hour, and can come back."""
        return any(memory.aside for memory in self._memories)

    def erase(self, *, at: datetime) -> None:
        """Nothing is left here but what `restore` brings back."""
        for memory in self._memories:
            memory.erase(at=at)

    def restore(self) -> None:
        """What was erased here a moment ago is here again, in the place of what was begun since."""
        for memory in self._memories:
            memory.restore()
