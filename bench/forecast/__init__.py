"""`etabli bench forecast`: how good the forecast of support requests is, beside simpler ones and beside an oracle.

Mean pinball loss at p10, p50 and p90; the share of counts within [p10, p90]; how far one past workshop set to 60
requests moves the total's mean. On cases of a seeded simulator, on those of ETABLI_CORPUS, and with --past on the
workshops of the database in ETABLI_DATA, each forecast from those before it.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from bench import progress
from bench.forecast.cases import SIZES, Array, Case, of_corpus, simulated
from bench.forecast.past import own_past
from bench.report import Part, Table
from etabli.programme.planning.engine.forecast import USUAL_REQUESTS, forecast
from etabli.programme.planning.engine.forecast.counts import log_likelihood
from etabli.site.testing import collected

LEVELS = np.array([0.1, 0.5, 0.9])
FIRST_SEED = 9000  # the model was chosen on others
HIGHEST = np.arange(600.0)
ODD = 60

type Quantiles = Callable[[Case], Array]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=20, help="simulated, of each size")
    parser.add_argument("--past", action="store_true", help="also the past of the database of ETABLI_DATA")


def run(options: argparse.Namespace) -> Iterator[Part]:
    drawn = [simulated(FIRST_SEED + at, size) for size in SIZES for at in range(options.cases)]
    yield _scores("simulated", drawn)
    corpus = collected.holding("season", "forecast")
    if corpus:
        given = list(of_corpus(corpus))
        yield _scores("corpus", given)
        yield _upset("corpus", given)
    yield _upset("simulated", [case for at, case in enumerate(drawn) if at % options.cases < 5])
    yield _speed(drawn)
    if options.past:
        yield _own_past()


def pinball(quantiles: Array, came: Array) -> float:
    """The mean loss of these three quantiles."""
    apart = came[:, None] - quantiles
    return float(np.maximum(LEVELS * apart, (LEVELS - 1) * apart).mean())


def ours(case: Case) -> Array:
    forecasts = forecast(case.history, case.upcoming)
    return np.array(
        [[workshop.p10, workshop.p50, workshop.p90] for workshop in forecasts.workshops], dtype=float
    )


def fixed_prior(case: Case) -> Array:
    """Two requests, whatever happened: a Poisson of the belief."""
    return _even(USUAL_REQUESTS, len(case.upcoming))


def running_mean(case: Case) -> Array:
    """As many as on average until now, or the belief: a Poisson."""
    counts = [workshop.requests for workshop in case.history]
    return _even(float(np.mean(counts)) if counts else USUAL_REQUESTS, len(case.upcoming))


def oracle(case: Case) -> Array:
    """The quantiles of the true counts, whose mean and size nobody knows."""
    return np.array([_quantiles(mean, case.size) for mean in case.means])


def _even(mean: float, number: int) -> Array:
    return np.tile(_quantiles(max(mean, 1e-9), 1e9), (number, 1))


def _quantiles(mean: float, size: float) -> Array:
    below = np.cumsum(np.exp(log_likelihood(HIGHEST, np.array(mean), np.array(size))))
    return np.searchsorted(below, LEVELS).astype(float)


WAYS: dict[str, Quantiles] = {
    "Établi": ours,
    "fixed prior of 2": fixed_prior,
    "running mean": running_mean,
    "oracle": oracle,
}


def _scores(name: str, cases: Sequence[Case]) -> Part:
    """Loss by size of the history, on the mean of all, and coverage."""
    sizes = sorted({len(case.history) for case in cases})
    rows, data = [], {}
    for way, quantiles in WAYS.items():
        progress(f"{name}: {way}")
        quantiles_by_case = [quantiles(case) for case in cases]
        losses = [
            pinball(quantile_row, case.came)
            for quantile_row, case in zip(quantiles_by_case, cases, strict=True)
        ]
        covered = [
            _within(quantile_row, case.came)
            for quantile_row, case in zip(quantiles_by_case, cases, strict=True)
        ]
        by_size = {
            size: float(
                np.mean([x for x, case in zip(losses, cases, strict=True) if len(case.history) == size])
            )
            for size in sizes
        }
        loss, coverage = float(np.mean(losses)), float(np.mean(covered))
        data[way] = {"loss": loss, "coverage": coverage, "loss_by_size": by_size}
        rows.append((way, f"{loss:.3f}", f"{100 * coverage:.1f} %", *(f"{x:.2f}" for x in by_size.values())))
    head = ("forecast", "loss", "within p10–p90", *(f"{size} past" for size in sizes))
    note = f"{len(cases)} cases."
    return Part(f"{name}_scores", data, (Table(f"forecast {name}", head, rows, note),))


def _within(quantile_rows: Array, came: Array) -> float:
    return float(((came >= quantile_rows[:, 0]) & (came <= quantile_rows[:, 2])).mean())


def _upset(name: str, cases: Sequence[Case]) -> Part:
    """How far the total's mean moves when one past workshop, in turn ten of them, brings 60 requests."""
    rows, data = [], {}
    for size in sorted({len(case.history) for case in cases if len(case.history) >= 10}):
        progress(f"{name}: one odd workshop of {size}")
        moved = np.concatenate([upsets(case) for case in cases if len(case.history) == size])
        data[size] = {"mean": float(moved.mean()), "largest": float(moved.max())}
        rows.append((size, f"{100 * moved.mean():.1f} %", f"{100 * moved.max():.1f} %"))
    head = ("past workshops", "moved on average", "at most")
    return Part(f"{name}_upset", data, (Table(f"forecast upset {name}", head, rows),))


def upsets(case: Case) -> Array:
    """By how much each of ten changes to the history moves the total's mean."""
    usual = forecast(case.history, case.upcoming).total.mean
    moved = []
    for at in range(0, len(case.history), max(1, len(case.history) // 10)):
        history = list(case.history)
        history[at] = replace(history[at], requests=ODD)
        moved.append(abs(forecast(history, case.upcoming).total.mean / usual - 1))
    return np.array(moved)


def _speed(cases: Sequence[Case]) -> Part:
    rows, data = [], {}
    for size in SIZES:
        case = next(other for other in cases if len(other.history) == size)
        begun = time.process_time()
        forecast(case.history, case.upcoming)
        data[size] = 1000 * (time.process_time() - begun)
        rows.append((size, f"{data[size]:.0f} ms"))
    return Part("speed", data, (Table("forecast speed", ("past workshops", "processor time"), rows),))


def _own_past() -> Part:
    """Each workshop of the database's first chamber, forecast from those that were counted before it."""
    cases = own_past()
    rows, data = [], {}
    for way in ("Établi", "fixed prior of 2", "running mean"):
        quantiles_by_case = [WAYS[way](case) for case in cases]
        losses = [
            pinball(quantile_row, case.came)
            for quantile_row, case in zip(quantiles_by_case, cases, strict=True)
        ]
        covered = [
            _within(quantile_row, case.came)
            for quantile_row, case in zip(quantiles_by_case, cases, strict=True)
        ]
        loss, coverage = (float(np.mean(values)) if values else 0.0 for values in (losses, covered))
        data[way] = {"loss": loss, "coverage": coverage}
        rows.append((way, f"{loss:.3f}", f"{100 * coverage:.1f} %"))
    head = ("forecast", "loss", "within p10–p90")
    return Part("own_past", data, (Table("forecast own past", head, rows, f"{len(cases)} workshops."),))
