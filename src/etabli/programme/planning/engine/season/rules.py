"""The rules of a season, for sessions that somebody chose: what they break, and which pins can't stand together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from .shapes import Broken, Rule, Season, Session


def broken_rules(season: Season, sessions: Iterable[Session]) -> list[Broken]:
    """Every rule that the sessions break, each with those that break it together; pins that are left out aren't told.

    Sessions may name only what the season knows, apart from half-days that it doesn't list.
    """
    chosen = list(sessions)
    rules = _Rules(season)
    alone = [Broken(rule, (session,)) for session in chosen for rule in rules.alone(session)]
    return [*alone, *rules.together(chosen)]


def clashing_pins(season: Season) -> Broken | None:
    """A smallest set of pins that break a rule together, or None when they can stand.

    The pins alone decide: what breaks a rule still breaks it with more sessions.
    """
    broken = broken_rules(season, dict.fromkeys(season.pins))
    clashes = [
        Broken(breach.rule, breach.sessions[: breach.limit + 1], breach.limit)
        if breach.rule in _COUNTED
        else breach
        for breach in broken
    ]
    return min(clashes, key=lambda clash: len(clash.sessions), default=None)


_COUNTED = frozenset[Rule]({"day", "half_day", "week", "load"})


class _Rules:
    def __init__(self, season: Season) -> None:
        self.season = season
        self.advisers = {adviser.id: adviser for adviser in season.advisers}
        self.venues = {venue.id: venue for venue in season.venues}
        self.gaps = {theme.id: theme.gap_days for theme in season.themes}
        self.first = min((day for day, _ in season.slots), default=None)

    def alone(self, session: Session) -> Iterator[Rule]:
        """What a session breaks by itself."""
        adviser, slot = self.advisers[session.adviser], (session.day, session.half)
        if session.theme not in adviser.themes:
            yield "theme"
        if adviser.venues is not None and session.venue not in adviser.venues:
            yield "venue"
        if slot not in self.season.slots:
            yield "listed"
        if slot not in adviser.available:
            yield "available"
        if slot in self.venues[session.venue].closed:
            yield "closed"
        if any(_matches(session, ban) for ban in self.season.bans):
            yield "banned"

    def together(self, sessions: Sequence[Session]) -> Iterator[Broken]:
        yield from _too_many("day", sessions, lambda session: (session.adviser, session.day), lambda _: 1)
        yield from _too_many(
            "half_day", sessions, lambda session: (session.venue, session.day, session.half), lambda _: 1
        )
        yield from _too_many(
            "week",
            sessions,
            lambda session: (session.adviser, *session.day.isocalendar()[:2]),
            lambda session: self.advisers[session.adviser].max_per_week,
        )
        if self.first is not None:
            yield from _too_many(
                "load", sessions, lambda session: (session.adviser, self._period(session)), self._allowed
            )
        for first, other in combinations(sessions, 2):
            days_apart = abs((first.day - other.day).days)
            is_same_place = first.theme == other.theme and self._place(first) == self._place(other)
            if is_same_place and days_apart < self.gaps[first.theme]:
                yield Broken("gap", (first, other), self.gaps[first.theme])

    def _place(self, session: Session) -> str:
        return self.venues[session.venue].zone

    def _period(self, session: Session) -> int:
        assert self.first is not None
        return (session.day - self.first).days // self.season.support.period_days

    def _allowed(self, session: Session) -> int:
        """How many sessions leave time for their support in the adviser's period of this one, decimals exactly."""
        assert self.first is not None
        support, period = self.season.support, self._period(session)
        half_days = sum(
            (day, half) in self.season.slots and (day - self.first).days // support.period_days == period
            for day, half in self.advisers[session.adviser].available
        )
        return int(
            Fraction(str(support.max_load)) * half_days // (1 + Fraction(str(support.half_days_per_session)))
        )


def _matches(session: Session, ban: Mapping[str, str]) -> bool:
    written = {
        "theme": session.theme,
        "venue": session.venue,
        "adviser": session.adviser,
        "day": session.day.isoformat(),
        "half": session.half,
    }
    return all(written[key] == value for key, value in ban.items())


def _too_many(
    rule: Rule,
    sessions: Sequence[Session],
    key: Callable[[Session], Hashable],
    limit: Callable[[Session], int],
) -> Iterator[Broken]:
    """The groups of sessions with the same key that are more than the limit of their first."""
    groups: dict[Hashable, list[Session]] = defaultdict(list)
    for session in sessions:
        groups[key(session)].append(session)
    for group in groups.values():
        allowed = limit(group[0])
        if len(group) > allowed:
            yield Broken(rule, tuple(group), allowed)
