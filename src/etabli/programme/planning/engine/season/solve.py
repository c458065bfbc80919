"""`plan`: the season that serves most, as good as the time allows, with a bound that is proven."""

from collections.abc import Callable, Sequence

from .best import Best
from .board import Board
from .bound import simple_bound
from .clock import Clock
from .explaining import explained
from .flat import Flat, is_small
from .greedy import extend
from .halfdays import HalfDays
from .improving import Improving
from .numbered import Numbered
from .rules import clashing_pins
from .shapes import PinsClash, Plan, Progress, Season, Session

AT_ONCE = 0.4  # of the time, for a small season as one model
RESERVE = 0.05  # of the time, two seconds at most: to give the reasons


def plan(
    season: Season,
    *,
    seconds: float = 30.0,
    start: Sequence[Session] = (),
    tell: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found within `seconds`, and a bound that no plan exceeds. Raises `PinsClash`.

    `start` is the plan at hand: the search goes on from what the rules still allow of it. `tell` hears of each better
    plan or bound; `stop` is asked now and then, and ends the search when it says yes.
    """
    clock = Clock(seconds - min(2.0, RESERVE * seconds), stop)
    clash = clashing_pins(season)
    if clash is not None:
        raise PinsClash(clash)
    numbered = Numbered(season)
    best = Best(numbered, clock, tell)
    best.prove(simple_bound(numbered))
    board = _begun(numbered, start)
    best.find(board)
    extend(board, clock.goes_on)
    best.find(board)
    best.say()
    if clock.goes_on() and not best.is_proven():
        _search(HalfDays(numbered), best, clock)
    return explained(numbered, best.sessions, bound=best.bound, seconds=clock.now())


def _search(half_days: HalfDays, best: Best, clock: Clock) -> None:
    if is_small(half_days):
        sessions, bound = Flat(half_days).solve(AT_ONCE * clock.left())
        if sessions is not None:
            best.find(sessions)
        best.prove(bound)
        best.say()
    if not best.is_proven():
        Improving(half_days, best, clock).run()


def _begun(numbered: Numbered, start: Sequence[Session]) -> Board:
    """The pins, and what the rules still allow of the plan at hand."""
    board = Board(numbered, map(numbered.placed, dict.fromkeys(numbered.season.pins)))
    for session in start:
        if (session.day, session.half) in numbered.slot_of:
            placed = numbered.placed(session)
            if placed not in board.sessions and board.fits(placed):
                board.put(placed)
    return board
