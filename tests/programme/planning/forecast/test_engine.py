"""The forecast's engine: what must hold whatever the history."""

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bench.forecast import fixed_prior, ours, pinball, running_mean, upsets
from bench.forecast.cases import TODAY, simulated
from etabli.programme.planning.engine.forecast import EMPTY_RANGE, Past, Upcoming, forecast
from etabli.programme.planning.engine.forecast.counts import log_gamma

SOON = TODAY + timedelta(days=30)
ONE = Upcoming(SOON, "photo", "33", 10.0)


def past(number: int, requests: int, theme: str = "photo", people: float = 10.0) -> list[Past]:
    return [Past(TODAY - timedelta(days=9 * at + 1), theme, "33", people, requests) for at in range(number)]


def test_nothing_to_come_is_a_total_of_nothing() -> None:
    assert forecast(past(3, 6), []).total == EMPTY_RANGE


def test_without_history_the_belief_is_widened_upwards() -> None:
    found = forecast([], [ONE]).workshops[0]
    assert found.p10 <= 2 < found.mean < 9 < found.p90
    assert forecast([], [ONE], belief=4.0).total.mean > 1.5 * found.mean


def test_the_same_question_has_the_same_answer_in_any_order() -> None:
    case = simulated(9100, 30)
    first = forecast(case.history, case.upcoming)
    assert forecast(case.history, case.upcoming) == first
    turned = forecast(case.history[::-1], case.upcoming).total.mean
    assert turned == pytest.approx(first.total.mean, rel=0.02)


@pytest.mark.parametrize("size", [0, 3, 100])
def test_quantiles_are_whole_in_order_and_the_total_is_that_of_the_rows(size: int) -> None:
    case = simulated(9200, size)
    found = forecast(case.history, case.upcoming)
    for one in (*found.workshops, found.total):
        assert 0 <= one.p10 <= one.p50 <= one.p90
        assert all(isinstance(q, int) for q in (one.p10, one.p50, one.p90))
    assert found.total.mean == pytest.approx(sum(workshop.mean for workshop in found.workshops))
    assert found.total.p90 - found.total.p10 < sum(
        workshop.p90 - workshop.p10 for workshop in found.workshops
    )


def test_it_follows_what_came_a_theme_and_attendance() -> None:
    assert forecast(past(40, 6), [ONE]).total.mean == pytest.approx(6, rel=0.2)
    history = past(40, 3) + past(40, 12, theme="site")
    photo, site = forecast(history, [ONE, replace(ONE, theme="site")]).workshops
    assert site.mean > 2 * photo.mean
    few, many = forecast(past(40, 6), [replace(ONE, expected=5.0), replace(ONE, expected=20.0)]).workshops
    assert many.mean > 2 * few.mean


def test_a_drift_is_followed() -> None:
    rising = [replace(one, requests=12 - at // 8) for at, one in enumerate(past(90, 0))]
    assert forecast(rising, [ONE]).total.mean > 1.4 * np.mean([one.requests for one in rising])


@pytest.mark.parametrize(("size", "mean"), [(10, 0.07), (30, 0.04)])
def test_an_odd_workshop_hardly_moves_the_total(size: int, mean: float) -> None:
    moved = upsets(simulated(9300, size))
    assert moved.mean() < mean
    assert moved.max() < 0.10


def test_odd_histories_stop_nothing() -> None:
    far = [ONE, replace(ONE, on=SOON + timedelta(days=4000)), replace(ONE, expected=0.0)]
    for history in (past(5, 0), past(2, 100_000), past(3, 4, people=0.0), past(1, 7)):
        found = forecast(history, far)
        assert all(np.isfinite(workshop.mean) for workshop in found.workshops)
    names = [Past(SOON, f"t{at}", f"z{at}", 8.0, at % 9) for at in range(120)]
    assert len(forecast(names, far).workshops) == 3


def test_it_does_better_than_a_mean_and_a_belief() -> None:
    cases = [simulated(9400 + at, size) for at in range(3) for size in (0, 10, 100)]
    loss = {
        way: np.mean([pinball(way(case), case.came) for case in cases])
        for way in (ours, running_mean, fixed_prior)
    }
    assert loss[ours] < 0.85 * loss[running_mean]
    assert loss[ours] < 0.8 * loss[fixed_prior]


def test_the_logarithm_of_gamma() -> None:
    values = np.array([0.5, 1.0, 2.5, 10.0, 300.0])
    assert log_gamma(values) == pytest.approx([math.lgamma(value) for value in values], abs=1e-8)
