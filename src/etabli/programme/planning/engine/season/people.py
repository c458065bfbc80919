"""How many people the sessions of one theme serve, exactly: the best way to seat those of each zone.

The people that sessions can seat from each zone form a polymatroid (they flow from sessions to zones), so serving the
zones by decreasing weight, each as much as the former leave possible, is best. A zone is served by what its sessions
have left, then along augmenting paths: a session that is full passes people of another zone on to a session with seats.
"""

from collections.abc import Mapping, Sequence

EPSILON = 1e-12

type Seats = tuple[float, Mapping[int, float]]
"""A session: its seats, and how many people of each zone may come."""


def seated(
    sessions: Sequence[Seats], demand: Mapping[int, float], weight: Sequence[float]
) -> list[dict[int, float]]:
    """For each session, the people of each zone in the best way to serve this theme."""
    seats_left = [seats for seats, _ in sessions]
    taken: list[dict[int, float]] = [{} for _ in sessions]
    exhausted: set[int] = set()
    zones: dict[int, list[int]] = {}
    for at, (_, reach) in enumerate(sessions):
        for zone in reach:
            zones.setdefault(zone, []).append(at)
    for zone in sorted(zones, key=lambda zone: (-weight[zone], zone)):
        people_left = demand[zone]
        for at in zones[zone]:
            people = min(seats_left[at], sessions[at][1][zone], people_left)
            if people > EPSILON:
                taken[at][zone] = people
                seats_left[at] -= people
                people_left -= people
        if people_left > EPSILON:
            _reroute(zone, people_left, sessions, zones, seats_left, taken, exhausted)
    return taken


def worth(sessions: Sequence[Seats], demand: Mapping[int, float], weight: Sequence[float]) -> float:
    """What the people served by these sessions of a theme are worth."""
    return sum(
        weight[zone] * people for taken in seated(sessions, demand, weight) for zone, people in taken.items()
    )


def _reroute(
    zone: int,
    people_left: float,
    sessions: Sequence[Seats],
    zones: Mapping[int, Sequence[int]],
    seats_left: list[float],
    taken: list[dict[int, float]],
    exhausted: set[int],
) -> None:
    """Serves more of a zone by passing people of other zones from its full sessions to those with seats.

    `exhausted` are the sessions from which no seat can be reached: whatever is served later, none ever will.
    """
    while people_left > EPSILON:
        path = _path(zone, sessions, zones, seats_left, taken, exhausted)
        if path is None:
            return
        amount = min(people_left, seats_left[path[-1][0]])
        for at, comes, goes in path:
            amount = min(amount, sessions[at][1][comes] - taken[at].get(comes, 0.0))
            if goes is not None:
                amount = min(amount, taken[at][goes])
        for at, comes, goes in path:
            taken[at][comes] = taken[at].get(comes, 0.0) + amount
            if goes is not None:
                taken[at][goes] -= amount
        seats_left[path[-1][0]] -= amount
        people_left -= amount


type _Step = tuple[int, int, int | None]
"""At a session, people of one zone come and as many of another leave (none where there are seats)."""


def _path(
    zone: int,
    sessions: Sequence[Seats],
    zones: Mapping[int, Sequence[int]],
    seats_left: Sequence[float],
    taken: Sequence[Mapping[int, float]],
    exhausted: set[int],
) -> list[_Step] | None:
    """The shortest way to seat more of a zone; None when there is none, and those on the way are spent."""
    visited: set[int] = set()
    ways: list[tuple[int, list[_Step]]] = [(zone, [])]
    reached_zones = {zone}
    for comes, steps in ways:
        for at in zones[comes]:
            if (
                at in visited
                or at in exhausted
                or sessions[at][1][comes] - taken[at].get(comes, 0.0) <= EPSILON
            ):
                continue
            visited.add(at)
            if seats_left[at] > EPSILON:
                return [*steps, (at, comes, None)]
            for goes, people in taken[at].items():
                if people > EPSILON and goes not in reached_zones:
                    reached_zones.add(goes)
                    ways.append((goes, [*steps, (at, comes, goes)]))
    exhausted |= visited
    return None
