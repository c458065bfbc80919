"""`plan`: the season that serves most, as good as the time allows, with a bound that is proven."""

import time
from collections.abc import Callable, Sequence

from .board import Board
from .bound import simple_bound
from .greedy import extend
from .numbered import Numbered
from .rules import clashing_pins
from .shapes import PinsClash, Plan, Progress, Season, Session
from .value import explained, value_of

type Tell = Callable[[Progress], None]


def plan(
    season: Season,
    *,
    seconds: float = 30.0,
    start: Sequence[Session] = (),
    tell: Tell | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found within `seconds`, and a bound that no plan exceeds. Raises `PinsClash`.

    `start` is the plan at hand: the search goes on from what the rules still allow of it. `tell` hears of each better
    plan or bound; `stop` is asked now and then, and ends the search when it says yes.
    """
    begun = time.monotonic()
    clash = clashing_pins(season)
    if clash is not None:
        raise PinsClash(clash)
    numbered = Numbered(season)
    board = _begun(numbered, start)
    bound = simple_bound(numbered)
    ends = begun + seconds
    extend(board, lambda: time.monotonic() < ends and not (stop and stop()))
    sessions = [numbered.session(placed) for placed in board]
    if tell:
        value = value_of(season, sessions).value
        tell(Progress(time.monotonic() - begun, value, max(bound, value), tuple(sessions)))
    return explained(season, sessions, bound=bound, seconds=time.monotonic() - begun)


def _begun(numbered: Numbered, start: Sequence[Session]) -> Board:
    """The pins, and what the rules still allow of the plan at hand."""
    board = Board(numbered, map(numbered.placed, dict.fromkeys(numbered.season.pins)))
    for session in start:
        if (session.day, session.half) in numbered.slot_of:
            placed = numbered.placed(session)
            if placed not in board.sessions and board.fits(placed):
                board.put(placed)
    return board
