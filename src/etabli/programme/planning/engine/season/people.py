"""How many people the sessions of one theme serve, exactly: the best way to seat those of each zone.

The people that sessions can seat from each zone form a polymatroid (they flow from sessions to zones), so serving the
zones by decreasing weight, each as much as the former leave possible, is best. A zone is served by what its sessions
have left, then along augmenting paths: a session that is full passes people of another zone on to a session with seats.
"""

from collections.abc import Mapping, Sequence

TINY = 1e-12

type Seats = tuple[float, Mapping[int, float]]
"""A session: its seats, and how many people of each zone may come."""


def seated(
    sessions: Sequence[Seats], demand: Mapping[int, float], weight: Sequence[float]
) -> list[dict[int, float]]:
    """For each session, the people of each zone in the best way to serve this theme."""
    left = [seats for seats, _ in sessions]
    taken: list[dict[int, float]] = [{} for _ in sessions]
    spent: set[int] = set()
    zones: dict[int, list[int]] = {}
    for at, (_, reach) in enumerate(sessions):
        for zone in reach:
            zones.setdefault(zone, []).append(at)
    for zone in sorted(zones, key=lambda zone: (-weight[zone], zone)):
        wanted = demand[zone]
        for at in zones[zone]:
            people = min(left[at], sessions[at][1][zone], wanted)
            if people > TINY:
                taken[at][zone] = people
                left[at] -= people
                wanted -= people
        if wanted > TINY:
            _reroute(zone, wanted, sessions, zones, left, taken, spent)
    return taken


def worth(sessions: Sequence[Seats], demand: Mapping[int, float], weight: Sequence[float]) -> float:
    """What the people served by these sessions of a theme are worth."""
    return sum(
        weight[zone] * people for taken in seated(sessions, demand, weight) for zone, people in taken.items()
    )


def _reroute(
    zone: int,
    wanted: float,
    sessions: Sequence[Seats],
    zones: Mapping[int, Sequence[int]],
    left: list[float],
    taken: list[dict[int, float]],
    spent: set[int],
) -> None:
    """Serves more of a zone by passing people of other zones from its full sessions to those with seats.

    `spent` are the sessions from which no seat can be reached: whatever is served later, none ever will.
    """
    while wanted > TINY:
        path = _path(zone, sessions, zones, left, taken, spent)
        if path is None:
            return
        amount = min(wanted, left[path[-1][0]])
        for at, comes, goes in path:
            amount = min(amount, sessions[at][1][comes] - taken[at].get(comes, 0.0))
            if goes is not None:
                amount = min(amount, taken[at][goes])
        for at, comes, goes in path:
            taken[at][comes] = taken[at].get(comes, 0.0) + amount
            if goes is not None:
                taken[at][goes] -= amount
        left[path[-1][0]] -= amount
        wanted -= amount


type _Step = tuple[int, int, int | None]
"""At a session, people of one zone come and as many of another leave (none where there are seats)."""


def _path(
    zone: int,
    sessions: Sequence[Seats],
    zones: Mapping[int, Sequence[int]],
    left: Sequence[float],
    taken: Sequence[Mapping[int, float]],
    spent: set[int],
) -> list[_Step] | None:
    """The shortest way to seat more of a zone; None when there is none, and those on the way are spent."""
    seen: set[int] = set()
    ways: list[tuple[int, list[_Step]]] = [(zone, [])]
    known = {zone}
    for comes, steps in ways:
        for at in zones[comes]:
            if at in seen or at in spent or sessions[at][1][comes] - taken[at].get(comes, 0.0) <= TINY:
                continue
            seen.add(at)
            if left[at] > TINY:
                return [*steps, (at, comes, None)]
            for goes, people in taken[at].items():
                if people > TINY and goes not in known:
                    known.add(goes)
                    ways.append((goes, [*steps, (at, comes, goes)]))
    spent |= seen
    return None
