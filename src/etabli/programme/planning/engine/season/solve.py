"""`plan`: the season that serves most, as good as the time allows, with a bound that is proven."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from .best import Best
from .board import Board
from .clock import Clock
from .gains import Gains
from .greedy import extend
from .halfdays import HalfDays
from .highs import QUICK_OPTIONS, Model
from .improving import Improving
from .indexed_season import IndexedSeason, Placed
from .people import worth
from .rule_constraints import Choice, keep_rules
from .rules import clashing_pins
from .shapes import More, PinsClash, Plan, Progress, Proposed, Reason, Season, Served, Session
from .value import EPSILON, seats, value_of

# The plan as it is given: without what brings nothing, each session with its people and its reason.


def explain(season: Season, sessions: Iterable[Session]) -> Plan:
    """These sessions as they are, whatever they bring, each with its people and its reason; nothing is proven of them.

    One on a half-day that isn't listed serves nobody.
    """
    indexed, session_list = IndexedSeason(season), list(dict.fromkeys(sessions))
    placed = [
        indexed.placed_session(session)
        for session in session_list
        if (session.day, session.half) in indexed.slot_of
    ]
    reasons = dict.fromkeys(session_list, Reason("people", 0.0, ())) | _reasons(
        indexed, placed, keep_all=True
    )
    return _plan(season, reasons, bound=0.0, seconds=0.0)


def explained(indexed: IndexedSeason, sessions: Iterable[Placed], *, bound: float, seconds: float) -> Plan:
    """A plan of these sessions, in order of time; those that add nothing are left out, pins apart."""
    reasons = _reasons(indexed, list(sessions), keep_all=False)
    return _plan(indexed.season, reasons, bound=bound, seconds=seconds)


def _plan(season: Season, reasons: dict[Session, Reason], *, bound: float, seconds: float) -> Plan:
    served = value_of(season, reasons)
    bound = max(bound, served.value)
    return Plan(
        sessions=tuple(
            Proposed(
                session, served.expected[session], served.zones[session], _with_zones(reason, session, served)
            )
            for session, reason in sorted(
                reasons.items(), key=lambda pair: (pair[0].day, pair[0].half, pair[0].adviser)
            )
        ),
        value=served.value,
        bound=bound,
        gap=(bound - served.value) / max(1.0, abs(bound)),
        uncovered=served.uncovered,
        unserved=served.unserved,
        seconds=seconds,
    )


def _reasons(indexed: IndexedSeason, sessions: list[Placed], *, keep_all: bool) -> dict[Session, Reason]:
    """Of the sessions that add something; those of the worst half-days are looked at first."""
    pins = set(indexed.season.pins)
    gains = Gains(indexed, sessions)
    reasons = {}
    for placed in sorted(sessions, key=lambda session: indexed.factor[session.slot]):
        session = indexed.session(placed)
        gains.take(placed)
        gain = gains.of(placed)
        if gain <= EPSILON and session not in pins and not keep_all:
            continue
        alone = tuple(indexed.season.zones[zone].id for zone in gains.alone(placed))
        gains.put(placed)
        if session in pins:
            reasons[session] = Reason("pinned", gain, ())
        else:
            reasons[session] = Reason("covers" if alone else "people", gain, alone)
    return reasons


def _with_zones(reason: Reason, session: Session, served: Served) -> Reason:
    """Says where people come from, the most first, unless what counts is whom it covers."""
    if reason.kind == "covers":
        return reason
    people = served.zones[session]
    return Reason(reason.kind, reason.worth, tuple(sorted(people, key=lambda zone: (-people[zone], zone))))


# A small season as one model: every session that may take place is a column, so that HiGHS proves the best
# plan.

MAX_SMALL_SIZE = 1500  # sessions that may take place; HiGHS proves twice as many in minutes only


def is_small(half_days: HalfDays) -> bool:
    """Whether the whole season can be given to the solver at once."""
    return int(half_days.open.sum()) <= MAX_SMALL_SIZE


class WholeModel:
    """Sessions of one theme, venue and factor are alike: their people are counted together."""

    def __init__(self, half_days: HalfDays) -> None:
        self._half_days = half_days
        self._model = Model()
        self._choices: list[Choice] = [
            (self._model.column(high=1.0, whole=True), Placed(*place))
            for place in np.argwhere(half_days.open).tolist()
        ]
        self._seat()
        self._cover()
        keep_rules(self._model, half_days, self._choices)

    def _seat(self) -> None:
        indexed, model = self._half_days.indexed, self._model
        people: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        similar_pins: dict[tuple[int, int, float], list[int]] = defaultdict(list)
        for column, choice in self._choices:
            similar_pins[choice.theme, choice.venue, indexed.factor[choice.slot]].append(column)
        for (theme, venue, factor), columns in similar_pins.items():
            columns_here = []
            for zone, limit in indexed.reach[theme][venue].items():
                covered_column = model.column(indexed.weight[zone])
                columns_here.append((covered_column, 1.0))
                people[theme, zone].append((covered_column, 1.0))
                model.row(
                    [(covered_column, 1.0), *((column, -factor * limit) for column in columns)], high=0.0
                )
            model.row([*columns_here, *((column, -indexed.capacity[venue]) for column in columns)], high=0.0)
        for pin in self._half_days.pins:
            columns_here = []
            for zone, limit in indexed.reach[pin.theme][pin.venue].items():
                covered_column = model.column(indexed.weight[zone], high=indexed.factor[pin.slot] * limit)
                columns_here.append((covered_column, 1.0))
                people[pin.theme, zone].append((covered_column, 1.0))
            model.row(columns_here, high=indexed.capacity[pin.venue])
        for (theme, zone), terms in people.items():
            model.row(terms, high=indexed.demand[theme][zone])

    def _cover(self) -> None:
        indexed = self._half_days.indexed
        for zone in sorted(self._half_days.missed):
            none = self._model.column(-indexed.season.uncovered_penalty, high=1.0)
            by = [(column, 1.0) for column, choice in self._choices if zone in indexed.covers[choice.venue]]
            self._model.row([(none, 1.0), *by], low=1.0)

    def solve(self, seconds: float) -> tuple[list[Placed] | None, float]:
        """The sessions found, pins included, and what no plan exceeds."""
        loaded = self._model.loaded()
        loaded.set(mip_rel_gap=0.0, **QUICK_OPTIONS)
        solved = loaded.solve(seconds)
        if solved.solution is None:
            return None, solved.bound
        chosen = [choice for column, choice in self._choices if solved.solution[column] > 0.5]
        return [*self._half_days.pins, *chosen], solved.bound


# What no plan of a season can be worth more than.


def simple_bound(indexed: IndexedSeason) -> float:
    """A first bound, without a solver: all who can be reached, or as many of the best sessions as there is time for.

    A session never adds more than it brings alone, and an adviser gives at most what the periods allow.
    """
    season = indexed.season
    usable = indexed.usable.any(axis=3)
    everybody, alone = 0.0, [0.0] * len(season.advisers)
    coverable: set[int] = set()
    for theme, people in enumerate(indexed.demand):
        reached_zones: set[int] = set()
        for venue, advisers in enumerate(usable[theme]):
            if not advisers.any():
                continue
            coverable |= indexed.covers[venue]
            reached_zones |= indexed.reach[theme][venue].keys()
            best_gain = _best_gain_alone(indexed, theme, venue)
            for adviser in advisers.nonzero()[0].tolist():
                alone[adviser] = max(alone[adviser], best_gain)
        everybody += sum(indexed.weight[zone] * people[zone] for zone in reached_zones)
    sessions = sum(
        sum(allowed) * best_gain for allowed, best_gain in zip(indexed.allowed, alone, strict=True)
    )
    missed = sum(must and zone not in coverable for zone, must in enumerate(indexed.must))
    return min(everybody, sessions) - season.uncovered_penalty * missed


def _best_gain_alone(indexed: IndexedSeason, theme: int, venue: int) -> float:
    """What one session of the theme in the venue brings alone, on its best half-day."""
    days = indexed.usable[theme, venue].any(axis=0).nonzero()[0].tolist()
    best_slot = max(days, key=lambda slot: indexed.factor[slot])
    return worth([seats(indexed, Placed(theme, venue, 0, best_slot))], indexed.demand[theme], indexed.weight)


WHOLE_MODEL_SHARE = 0.4  # of the time, for a small season as one model
REASONS_SHARE = 0.05  # of the time, two seconds at most: to give the reasons


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
    clock = Clock(seconds - min(2.0, REASONS_SHARE * seconds), stop)
    clash = clashing_pins(season)
    if clash is not None:
        raise PinsClash(clash)
    indexed = IndexedSeason(season)
    best = Best(indexed, clock, tell)
    best.prove(simple_bound(indexed))
    board = _starting_board(indexed, start)
    best.find(board)
    extend(board, clock.goes_on)
    best.find(board)
    best.say()
    if clock.goes_on() and not best.is_proven():
        _search(HalfDays(indexed), best, clock)
    return explained(indexed, best.sessions, bound=best.bound, seconds=clock.now())


def _search(half_days: HalfDays, best: Best, clock: Clock) -> None:
    if is_small(half_days):
        sessions, bound = WholeModel(half_days).solve(WHOLE_MODEL_SHARE * clock.seconds_left())
        if sessions is not None:
            best.find(sessions)
        best.prove(bound)
        best.say()
    if not best.is_proven():
        Improving(half_days, best, clock).run()


def _starting_board(indexed: IndexedSeason, start: Sequence[Session]) -> Board:
    """The pins, and what the rules still allow of the plan at hand."""
    board = Board(indexed, map(indexed.placed_session, dict.fromkeys(indexed.season.pins)))
    for session in start:
        if (session.day, session.half) in indexed.slot_of:
            placed = indexed.placed_session(session)
            if placed not in board.sessions and board.fits(placed):
                board.put(placed)
    return board


# What one more half-day would bring: of an adviser, or in a venue.


def worth_of_more(season: Season, plan: Plan) -> More:
    """What the best session added to the plan would bring if one adviser, or one venue, had one more half-day.

    An estimate: the half-day is as good as the season's best, nothing else moves, and the limits of week, period and
    gap are set aside. A session takes (1 + half-days of support) half-days of its adviser.
    """
    indexed = IndexedSeason(season)
    advisers = {adviser.id: 0.0 for adviser in season.advisers}
    venues = {venue.id: 0.0 for venue in season.venues}
    if not indexed.slots:
        return More(advisers, venues)
    gains = Gains(indexed, [indexed.placed_session(proposed.session) for proposed in plan.sessions])
    best_slot = max(range(len(indexed.slots)), key=lambda slot: indexed.factor[slot])
    for theme, venue, adviser in _possible(indexed):
        gain = gains.of(Placed(theme, venue, adviser, best_slot))
        name, place = season.advisers[adviser].id, season.venues[venue].id
        advisers[name] = max(advisers[name], gain)
        venues[place] = max(venues[place], gain)
    return More(advisers, venues)


def _possible(indexed: IndexedSeason) -> list[tuple[int, int, int]]:
    """Theme, venue and adviser of the sessions that no ban and no competence excludes."""
    axes = indexed.could.nonzero()
    return list(zip(*(axis.tolist() for axis in axes), strict=True))
