"""What a history teaches. The equations, and why these ones: docs/en/models.md, "Forecast of requests"."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etabli.programme.planning.engine.forecast.counts import derivatives, log_likelihood, means_of, trust
from etabli.programme.planning.engine.forecast.design import SETTINGS, SLOPE, design, informative, spreads
from etabli.programme.planning.engine.forecast.shapes import Past, Upcoming

type Array = NDArray[np.float64]

FITTING_PASSES = 3  # each judges again which workshops are odd
MAX_STEPS, CONVERGENCE = 12, 0.01  # of Newton's method
ROWS_AT_ONCE = 400  # rows in one product, so that memory stays bounded
MIN_SPREAD_FACTOR = 2.0  # the size of the counts before themes, zones and drift are known
AS_GOOD_AS = 3  # workshops that the belief weighs against the median
MIN_WEIGHT = 0.003  # a setting so much less likely than the best one changes nothing


@dataclass(frozen=True)
class Fitted:
    """For each setting that is likely: its weight, and how the effects are spread given the history.

    Those that the history tells of (`informative`) are `likely + root @ draws`, the others `likely + spread * draws`.
    """

    weights: Array  # (settings,)
    sizes: Array
    likely: Array  # (settings, effects)
    spreads: Array
    informative: NDArray[np.intp]
    roots: Array  # (settings, told, told)
    ahead: Array  # (to come, effects)


def fit(history: Sequence[Past], upcoming: Sequence[Upcoming], *, level: float) -> Fitted:
    """Learn from the history; `level` is what ten people usually bring, before any history."""
    past, ahead, kinds = design(history, upcoming)
    informative_columns, spread, sizes = informative(past, kinds), spreads(kinds), SETTINGS[:, 3]
    centre = np.zeros(len(kinds))
    centre[:2] = np.log(level), SLOPE
    counts = np.array([row.requests for row in history], dtype=float)
    learnt = _learn(
        _Data(
            past[:, informative_columns],
            counts,
            sizes,
            centre[informative_columns],
            1 / spread[:, informative_columns] ** 2,
        ),
        level,
    )
    weights = np.exp(learnt.evidence - learnt.evidence.max())
    kept_settings = weights > MIN_WEIGHT
    likely = np.tile(centre, (len(sizes), 1))
    likely[:, informative_columns] = learnt.effects
    roots = np.linalg.inv(np.linalg.cholesky(learnt.curvature[kept_settings])).transpose(0, 2, 1)
    share = weights[kept_settings] / weights[kept_settings].sum()
    return Fitted(
        share,
        sizes[kept_settings],
        likely[kept_settings],
        spread[kept_settings],
        informative_columns,
        roots,
        ahead,
    )


@dataclass(frozen=True)
class _Data:
    rows: Array  # (history, effects told of)
    counts: Array
    sizes: Array  # (settings,)
    centre: Array
    precision: Array  # (settings, effects)


@dataclass(frozen=True)
class _Learnt:
    effects: Array
    curvature: Array
    evidence: Array


def _learn(data: _Data, level: float) -> _Learnt:
    """Fit; judge each workshop by what the others say of it; fit again without trust in the odd ones."""
    trusted = trust(data.counts, _usual(data, level), np.full(len(data.counts), MIN_SPREAD_FACTOR))
    for _pass in range(FITTING_PASSES - 1):
        trusted = trust(data.counts, *_by_the_others(data, trusted, _settle(data, trusted)))
    return _settle(data, trusted)


def _usual(data: _Data, level: float) -> Array:
    """What each workshop would bring if only attendance counted: by the median, which no odd one moves."""
    if not len(data.counts):
        return data.counts
    people = np.exp(SLOPE * data.rows[:, 1])
    share = len(data.counts) / (len(data.counts) + AS_GOOD_AS)
    middle = np.median((data.counts + 0.5) / people)
    result: Array = np.exp(share * np.log(middle) + (1 - share) * np.log(level)) * people
    return result


def _by_the_others(data: _Data, trusted: Array, learnt: _Learnt) -> tuple[Array, Array]:
    """For each workshop, in the best setting: the mean and the size of its count as all the others foretell it.

    One step of Newton's method takes its own count out.
    """
    best_setting = learnt.evidence.argmax()
    size, covariance = data.sizes[best_setting], np.linalg.inv(learnt.curvature[best_setting])
    log_means = data.rows @ learnt.effects[best_setting]
    slope, bend = derivatives(data.counts, means_of(log_means), size)
    spread = (data.rows @ covariance * data.rows).sum(axis=1)
    freed = spread / np.maximum(1 - spread * trusted * bend, 0.05)
    mean_without = means_of(log_means - freed * trusted * slope)
    return mean_without, 1 / (1 / size + np.expm1(np.minimum(freed, 1.0)))


def _settle(data: _Data, trusted: Array) -> _Learnt:
    """The most likely effects by Newton's method, the curvature there, and Laplace's evidence: all settings at once."""
    effects = np.tile(data.centre, (len(data.sizes), 1))
    for _step in range(MAX_STEPS):
        slope, curvature = _bend(data, trusted, effects)
        move = np.linalg.solve(curvature, slope[:, :, None])[:, :, 0]
        effects = effects + np.clip(move, -1.0, 1.0)
        if np.abs(move).max(initial=0.0) < CONVERGENCE:
            break
    _slope, curvature = _bend(data, trusted, effects)
    fitted = log_likelihood(data.counts, means_of(effects @ data.rows.T), data.sizes[:, None]) @ trusted
    away = (data.precision * (effects - data.centre) ** 2).sum(axis=1)
    volume = np.log(data.precision).sum(axis=1) - np.linalg.slogdet(curvature)[1]
    return _Learnt(effects, curvature, fitted + 0.5 * (volume - away))


def _bend(data: _Data, trusted: Array, effects: Array) -> tuple[Array, Array]:
    """Slope of what is maximised, and minus its curvature."""
    means = means_of(effects @ data.rows.T)
    slope, bend = derivatives(data.counts, means, data.sizes[:, None])
    pull = (trusted * slope) @ data.rows - data.precision * (effects - data.centre)
    return pull, _squares(trusted * bend, data.rows) + data.precision[:, None, :] * np.eye(len(data.centre))


def _squares(weights: Array, rows: Array) -> Array:
    """For each line w of weights, rows' diag(w) rows: one large product, as many small ones would wait for threads."""
    width = rows.shape[1]
    high, low = np.triu_indices(width)
    flat = np.zeros((len(weights), len(high)))
    for at in range(0, len(rows), ROWS_AT_ONCE):
        block = rows[at : at + ROWS_AT_ONCE]
        flat += weights[:, at : at + ROWS_AT_ONCE] @ (block[:, high] * block[:, low])
    square = np.zeros((len(weights), width, width))
    square[:, high, low] = flat
    square[:, low, high] = flat
    return square
