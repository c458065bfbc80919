"""How long the search may still go on."""

import time
from collections.abc import Callable


class Clock:
    """Counts from its making; `stop` is asked each time that somebody wants to know whether to go on."""

    def __init__(self, seconds: float, stop: Callable[[], bool] | None = None) -> None:
        self.whole = seconds
        self._begun = time.monotonic()
        self._stop = stop
        self._is_over = False

    def now(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self._begun

    def seconds_left(self) -> float:
        """Seconds until the end, 0.0 once it is over or was stopped."""
        return 0.0 if self._is_over else max(0.0, self.whole - self.now())

    def goes_on(self) -> bool:
        """Whether there is time left; asks `stop`, and once that says so it is over for good."""
        if self._stop is not None and self._stop():
            self._is_over = True
        return self.seconds_left() > 0.0
