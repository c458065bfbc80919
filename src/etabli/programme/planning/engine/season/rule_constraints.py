"""The rules as rows of a model whose columns are sessions with their day and adviser (1: it takes place)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .halfdays import HalfDays
from .highs import Model
from .indexed_season import IndexedSeason, Placed

type Choice = tuple[int, Placed]
"""A column, and the session that it stands for: one of those that the pins leave open."""


def keep_rules(model: Model, half_days: HalfDays, choices: Sequence[Choice]) -> None:
    """Whatever of these sessions takes place keeps all the rules, beside the pins."""
    indexed = half_days.indexed
    allowance = _allowance_left(half_days)
    rows: dict[tuple[object, ...], list[tuple[int, float]]] = defaultdict(list)
    for column, session in choices:
        for key in _shared(indexed, session):
            rows[key].append((column, 1.0))
    for key, terms in rows.items():
        if len(terms) > allowance.get(key, 1):
            model.row(terms, high=allowance.get(key, 1))
    _keep_apart(model, indexed, choices)


def _shared(indexed: IndexedSeason, session: Placed) -> Iterator[tuple[object, ...]]:
    """What a session takes a part of: its adviser's day, week and period, its room."""
    adviser, slot = session.adviser, session.slot
    yield "day", adviser, indexed.day[slot]
    yield "week", adviser, indexed.week[slot]
    yield "period", adviser, indexed.period[slot]
    yield "room", session.venue, slot


def _allowance_left(half_days: HalfDays) -> dict[tuple[object, ...], int]:
    """How many sessions the pins leave of each week and period; of days and rooms, those left are for one."""
    allowance: dict[tuple[object, ...], int] = {}
    for adviser in range(len(half_days.most)):
        weeks, periods = half_days.remaining(adviser)
        allowance |= {("week", adviser, week): left for week, left in weeks.items()}
        allowance |= {("period", adviser, period): left for period, left in periods.items()}
    return allowance


def _keep_apart(model: Model, indexed: IndexedSeason, choices: Sequence[Choice]) -> None:
    """Sessions of one theme in one zone keep their distance: at most one in any stretch of that many days."""
    groups: dict[tuple[int, int], list[Choice]] = defaultdict(list)
    for column, session in choices:
        groups[session.theme, indexed.place[session.venue]].append((column, session))
    for (theme, _), group in groups.items():
        gap = indexed.gap[theme]
        days = sorted({indexed.day[session.slot] for _, session in group})
        for first in days if gap else []:
            near_columns = [
                (column, 1.0) for column, session in group if first <= indexed.day[session.slot] < first + gap
            ]
            if len(near_columns) > 1:
                model.row(near_columns, high=1.0)
