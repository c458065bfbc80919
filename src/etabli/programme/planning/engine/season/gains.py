"""What a session adds to others, as they come and go."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from .indexed_season import IndexedSeason, Placed
from .people import worth
from .value import seats


class Gains:
    """What each session adds to the others, and what one more would add."""

    def __init__(self, indexed: IndexedSeason, sessions: Iterable[Placed]) -> None:
        self._indexed = indexed
        self._given: dict[int, list[Placed]] = defaultdict(list)
        self._worth: dict[int, float] = {}
        self._times: Counter[int] = Counter()
        for session in sessions:
            self.put(session)

    def put(self, session: Placed) -> None:
        """Count a session from now on."""
        self._given[session.theme].append(session)
        self._times.update(self._indexed.covers[session.venue])
        self._worth.pop(session.theme, None)

    def take(self, session: Placed) -> None:
        """Count a session no more. Raises ValueError when it was not counted."""
        self._given[session.theme].remove(session)
        self._times.subtract(self._indexed.covers[session.venue])
        self._worth.pop(session.theme, None)

    def of(self, session: Placed) -> float:
        """What one more session adds."""
        indexed, theme = self._indexed, session.theme
        people = 0.0
        if indexed.reach[theme][session.venue]:
            if theme not in self._worth:
                self._worth[theme] = self._reckoned(theme, self._given[theme])
            people = self._reckoned(theme, [*self._given[theme], session]) - self._worth[theme]
        return people + indexed.season.uncovered_penalty * len(self.alone(session))

    def alone(self, session: Placed) -> list[int]:
        """The zones to cover that it covers and the others don't; it is not among them."""
        return [zone for zone in sorted(self._indexed.covers[session.venue]) if not self._times[zone]]

    def _reckoned(self, theme: int, sessions: Iterable[Placed]) -> float:
        indexed = self._indexed
        return worth([seats(indexed, session) for session in sessions], indexed.demand[theme], indexed.weight)
