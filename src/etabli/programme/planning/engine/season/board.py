"""A plan that grows and shrinks by one session at a time, and the rules that say what may still be added."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .indexed_season import Numbered, Placed


class Board:
    """Sessions that keep all the rules together. `put` trusts that the session fits: ask `fits` before."""

    def __init__(self, numbered: Numbered, sessions: Iterable[Placed] = ()) -> None:
        self.numbered = numbered
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
        numbered = self.numbered
        period = numbered.period[slot]
        return (
            (adviser, numbered.day[slot]) not in self._days
            and self._weeks[adviser, numbered.week[slot]] < numbered.per_week[adviser]
            and self._periods[adviser, period] < numbered.allowed[adviser][period]
        )

    def is_apart(self, theme: int, venue: int, slot: int) -> bool:
        """Whether the venue is free then, and the theme far enough from its other sessions in the venue's zone."""
        numbered = self.numbered
        if (venue, slot) in self._rooms:
            return False
        day, gap = numbered.day[slot], numbered.gap[theme]
        return all(abs(day - other_day) >= gap for other_day in self._given[theme, numbered.place[venue]])

    def fits(self, session: Placed) -> bool:
        """Whether it may be added without breaking a rule."""
        return bool(
            self.numbered.usable[session.theme, session.venue, session.adviser, session.slot]
            and self.is_free(session.adviser, session.slot)
            and self.is_apart(session.theme, session.venue, session.slot)
        )

    def put(self, session: Placed) -> None:
        """Add a session; whether it `fits` is asked before."""
        numbered, slot = self.numbered, session.slot
        self.sessions[session] = None
        self._days.add((session.adviser, numbered.day[slot]))
        self._rooms.add((session.venue, slot))
        self._weeks[session.adviser, numbered.week[slot]] += 1
        self._periods[session.adviser, numbered.period[slot]] += 1
        self._given[session.theme, numbered.place[session.venue]].append(numbered.day[slot])

    def take(self, session: Placed) -> None:
        """Take a session out that was put in. Raises KeyError for another."""
        numbered, slot = self.numbered, session.slot
        del self.sessions[session]
        self._days.discard((session.adviser, numbered.day[slot]))
        self._rooms.discard((session.venue, slot))
        self._weeks[session.adviser, numbered.week[slot]] -= 1
        self._periods[session.adviser, numbered.period[slot]] -= 1
        self._given[session.theme, numbered.place[session.venue]].remove(numbered.day[slot])
