"""What sessions bring. A theme's people depend on its own sessions alone; coverage on all."""

from collections import defaultdict
from collections.abc import Iterable

from .indexed_season import MIN_COVERED_SHARE, IndexedSeason, Placed
from .people import Seats, seated, worth
from .shapes import Season, Served, Session

EPSILON = 1e-9  # what is worth less serves nobody


def value_of(season: Season, sessions: Iterable[Session]) -> Served:
    """What the sessions bring, whether or not they keep the rules; quick enough for each change by hand.

    A session on a half-day that isn't listed serves nobody, and covers as the others.
    """
    indexed, chosen = IndexedSeason(season), list(dict.fromkeys(sessions))
    zones: dict[Session, dict[str, float]] = {session: {} for session in chosen}
    by_theme: dict[int, list[Session]] = defaultdict(list)
    for session in chosen:
        if (session.day, session.half) in indexed.slot_of:
            by_theme[indexed.theme_of[session.theme]].append(session)
    total = 0.0
    for theme, theme_sessions in by_theme.items():
        taken = seated(
            [seats(indexed, indexed.placed_session(session)) for session in theme_sessions],
            indexed.demand[theme],
            indexed.weight,
        )
        for session, people in zip(theme_sessions, taken, strict=True):
            zones[session] = {
                season.zones[zone].id: count for zone, count in people.items() if count > EPSILON
            }
            total += sum(indexed.weight[zone] * count for zone, count in people.items())
    uncovered = _uncovered(season, chosen)
    return Served(
        value=total - season.uncovered_penalty * len(uncovered),
        expected={session: sum(people.values()) for session, people in zones.items()},
        zones=zones,
        uncovered=uncovered,
        unserved=_unserved(season, zones),
    )


def in_turn(season: Season, sessions: Iterable[Session]) -> dict[Session, float]:
    """The people that each session adds to those given before it, in their order: as many in all as `value_of` says,
    and what comes later takes nobody from what stands. One on a half-day that isn't listed adds nobody."""
    indexed = IndexedSeason(season)
    added: dict[Session, float] = {}
    so_far: dict[int, list[Seats]] = defaultdict(list)
    people: dict[int, float] = defaultdict(float)
    for session in dict.fromkeys(sessions):
        added[session] = 0.0
        if (session.day, session.half) in indexed.slot_of:
            theme = indexed.theme_of[session.theme]
            so_far[theme].append(seats(indexed, indexed.placed_session(session)))
            taken = seated(so_far[theme], indexed.demand[theme], indexed.weight)
            seated_count = sum(count for zones in taken for count in zones.values())
            added[session] = max(0.0, seated_count - people[theme])
            people[theme] = seated_count
    return added


def total(indexed: IndexedSeason, sessions: Iterable[Placed]) -> float:
    """What sessions are worth together, penalties deducted."""
    by_theme: dict[int, list[Seats]] = defaultdict(list)
    covered: set[int] = set()
    for session in sessions:
        by_theme[session.theme].append(seats(indexed, session))
        covered |= indexed.covers[session.venue]
    people = sum(
        worth(theme_sessions, indexed.demand[theme], indexed.weight)
        for theme, theme_sessions in by_theme.items()
    )
    return people - indexed.season.uncovered_penalty * (sum(indexed.must) - len(covered))


def seats(indexed: IndexedSeason, session: Placed) -> Seats:
    """The seats of a session, and who would come to it from each territory."""
    factor = indexed.factor[session.slot]
    reach = indexed.reach[session.theme][session.venue]
    return indexed.capacity[session.venue], {zone: factor * people for zone, people in reach.items()}


def _uncovered(season: Season, sessions: Iterable[Session]) -> tuple[str, ...]:
    venues = {session.venue for session in sessions}
    covered = {
        zone
        for (zone, venue), share in season.share.items()
        if venue in venues and share >= MIN_COVERED_SHARE
    }
    return tuple(sorted(zone.id for zone in season.zones if zone.must_cover and zone.id not in covered))


def _unserved(season: Season, zones: dict[Session, dict[str, float]]) -> dict[tuple[str, str], float]:
    unserved_people = dict(season.demand)
    for session, people in zones.items():
        for zone, count in people.items():
            unserved_people[session.theme, zone] -= count
    return {pair: people for pair, people in unserved_people.items() if people > EPSILON}
