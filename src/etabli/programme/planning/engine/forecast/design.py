"""The workshops as rows of numbers, and the settings that nobody knows beforehand."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from etabli.programme.planning.engine.forecast.shapes import Past, Upcoming

type Array = NDArray[np.float64]

REFERENCE_PEOPLE = 10.0  # the attendance that the level is told for
LEVEL_SPREAD = 0.28  # how far one chamber's level is from another's, on the scale of logarithms
SLOPE, SLOPE_SPREAD = 0.85, 0.15  # twice the people bring a little less than twice the requests
MAX_EFFECTS = 60  # themes, and zones, that have an effect of their own: the commonest
KNOT_DAYS, MAX_KNOTS = 120, 24  # how often the level may bend

# Each setting takes either value, as likely one as the other: how far themes and zones are from the mean, how far the
# level walks in a year, how even the counts are (small: uneven).
THEME, ZONE, DRIFT, SIZE = (0.2, 0.45), (0.12, 0.35), (0.1, 0.3), (2.5, 5.0)
SETTINGS: Array = np.array(list(product(THEME, ZONE, DRIFT, SIZE)))


def design(history: Sequence[Past], upcoming: Sequence[Upcoming]) -> tuple[Array, Array, NDArray[np.intp]]:
    """Rows of the history, rows to come, and the kind of each column: the level today (0), what attendance adds (1),
    themes (2), zones (3), steps of the drift (4)."""
    both: list[Past | Upcoming] = [*history, *upcoming]
    people = np.array([row.attended for row in history] + [row.expected for row in upcoming], dtype=float)
    days = np.array([row.on.toordinal() for row in both], dtype=float)
    now = days[: len(history)].max() if history else days.min()
    columns = [
        np.ones((len(both), 1)),
        np.log(np.maximum(people, 0.5) / REFERENCE_PEOPLE)[:, None],
        _belongs([row.theme for row in both]),
        _belongs([row.zone for row in both]),
        _steps(days - now),
    ]
    kinds = np.repeat(np.arange(5), [column.shape[1] for column in columns])
    rows = np.hstack(columns)
    return rows[: len(history)], rows[len(history) :], kinds


def informative(past: Array, kinds: NDArray[np.intp]) -> NDArray[np.intp]:
    """The columns that the history says something of."""
    rows = (past != 0).sum(axis=0)
    rows[:2] = len(past)
    groups = [np.flatnonzero((kinds == kind) & (rows > 0)) for kind in range(5)]
    return np.sort(
        np.concatenate([group[np.argsort(-rows[group], kind="stable")[:MAX_EFFECTS]] for group in groups])
    )


def spreads(kinds: NDArray[np.intp]) -> Array:
    """How far each effect may be from nothing, or from what is usual, in each setting."""
    always = np.tile((LEVEL_SPREAD, SLOPE_SPREAD), (len(SETTINGS), 1))
    result: Array = np.column_stack([always, SETTINGS[:, :3]])[:, kinds]
    return result


def _belongs(names: Sequence[str]) -> Array:
    index_of = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.eye(len(index_of))[[index_of[name] for name in names]]


def _steps(days: Array) -> Array:
    """A walk away from today, backwards and forwards: what each step adds on each day (its spread is a year's)."""
    columns = []
    for reach, sign in ((max(0.0, -days.min()), -1.0), (max(0.0, days.max()), 1.0)):
        count = min(MAX_KNOTS, int(np.ceil(reach / KNOT_DAYS)))
        width = reach / count if count else 0.0
        columns += [
            np.clip(sign * days / width - at, 0, 1)
            * np.sqrt(width / 365)  # at the end of each step: its whole
            for at in range(count)
        ]
    return np.stack(columns, axis=1) if columns else np.zeros((len(days), 0))
