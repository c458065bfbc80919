"""A plan that grows and shrinks by one session at a time, and the rules that say what may still be added."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .indexed_season import IndexedSeason, Placed


class Board:
    """Sessions that keep all the rules together. `put` trusts that the session fits: ask `fits` before."""

    def __init__(self, indexed: IndexedSeason, sessions: Iterable[Placed] = ()) -> None:
        self.indexed = indexed
        self.sessions: dict[Placed, None] = {}
        self._days: set[tuple[int, int]] = set()
        self._rooms: set[tuple[int, int]] = set()
        self._weeks: dict[tuple[int, int], int] = defaultdict(int)
        self._periods: dict[tuple[int, int], int] = defaultdict(int)
        self._given: dict[tuple[int, int], list[int]] = defaultdict(list)
        for session in sessions:
            self.put(session)

    def __iter__(self) -> Iterator[Placed]:
        return iter(self.sessions)

    def is_free(self, adviser: int, slot: int) -> bool:
        """Whether the adviser may give one more session on this half-day, wherever it is and whatever it is about."""
        indexed = self.indexed
        period = indexed.period[slot]
        return (
            (adviser, indexed.day[slot]) not in self._days
            and self._weeks[adviser, indexed.week[slot]] < indexed.per_week[adviser]
            and self._periods[adviser, period] < indexed.allowed[adviser][period]
        )

    def is_apart(self, theme: int, venue: int, slot: int) -> bool:
        """Whether the venue is free then, and the theme far enough from its other sessions in the venue's zone."""
        indexed = self.indexed
        if (venue, slot) in self._rooms:
            return False
        day, gap = indexed.day[slot], indexed.gap[theme]
        return all(abs(day - other_day) >= gap for other_day in self._given[theme, indexed.place[venue]])

    def fits(self, session: Placed) -> bool:
        """Whether it may be added without breaking a rule."""
        return bool(
            self.indexed.usable[session.theme, session.venue, session.adviser, session.slot]
            and self.is_free(session.adviser, session.slot)
            and self.is_apart(session.theme, session.venue, session.slot)
        )

    def put(self, session: Placed) -> None:
        """Add a session; whether it `fits` is asked before."""
        indexed, slot = self.indexed, session.slot
        self.sessions[session] = None
        self._days.add((session.adviser, indexed.day[slot]))
        self._rooms.add((session.venue, slot))
        self._weeks[session.adviser, indexed.week[slot]] += 1
        self._periods[session.adviser, indexed.period[slot]] += 1
        self._given[session.theme, indexed.place[session.venue]].append(indexed.day[slot])

    def take(self, session: Placed) -> None:
        """Take a session out that was put in. Raises KeyError for another."""
        indexed, slot = self.indexed, session.slot
        del self.sessions[session]
        self._days.discard((session.adviser, indexed.day[slot]))
        self._rooms.discard((session.venue, slot))
        self._weeks[session.adviser, indexed.week[slot]] -= 1
        self._periods[session.adviser, indexed.period[slot]] -= 1
        self._given[session.theme, indexed.place[session.venue]].remove(indexed.day[slot])
