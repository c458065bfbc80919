"""Survival curves: the same figures as a statistics library, and what is not said of few people."""

import math
import warnings
from random import Random

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy import stats

from etabli.programme.journeys.engine.survival import MIN_AT_END, MIN_PEOPLE, Span, survival

spans = st.lists(st.builds(Span, st.integers(0, 400), st.booleans()), min_size=1, max_size=120)
# Remission of leukaemia under 6-mercaptopurine (Freireich 1963, the example of the textbooks), weeks; + is censored.
FREIREICH = [Span(days, True) for days in (6, 6, 6, 7, 10, 13, 16, 22, 23)] + [
    Span(days, False) for days in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
]


@given(spans)
def test_the_curve_is_that_of_the_library(people: list[Span]) -> None:
    curve = survival(people, min_people=1)
    assert curve is not None
    seen = stats.CensoredData.right_censored(
        [span.days for span in people], [not span.happened for span in people]
    )
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # that it has no interval where the share is 1 or 0
        library = stats.ecdf(seen).sf
        interval = library.confidence_interval(0.95, method="log-log")
    for day in {span.days for span in people} | {0, 401}:
        step = curve.on(day)
        assert step.share == pytest.approx(float(library.evaluate(day)), abs=1e-9)
        if step.low is not None and step.high is not None:
            assert step.low == pytest.approx(float(interval.low.evaluate(day)), abs=1e-9)
            assert step.high == pytest.approx(float(interval.high.evaluate(day)), abs=1e-9)
        else:
            assert step.share in (0.0, 1.0)


@given(spans)
def test_what_holds_of_every_curve(people: list[Span]) -> None:
    curve = survival(people, min_people=1)
    assert curve is not None
    shares = [step.share for step in curve.steps]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(step.happened for step in curve.steps) == curve.happened == sum(s.happened for s in people)
    for step in curve.steps:
        assert step.happened <= step.followed <= curve.people
        if step.low is not None and step.high is not None:
            assert 0 <= step.low <= step.share <= step.high <= 1
    followed_to_the_end = sum(span.days >= curve.until for span in people)
    assert followed_to_the_end >= min(MIN_AT_END, len(people))


@given(spans, st.randoms(use_true_random=False))
def test_the_order_of_people_is_of_no_matter(people: list[Span], random: Random) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)
    assert survival(shuffled, min_people=1) == survival(people, min_people=1)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=80))
def test_without_anybody_lost_from_view_it_is_the_plain_share(days: list[int]) -> None:
    curve = survival([Span(day, True) for day in days], min_people=1)
    assert curve is not None
    for step in curve.steps:
        assert step.share == pytest.approx(sum(day > step.day for day in days) / len(days), abs=1e-9)
    assert curve.median == sorted(days)[math.ceil(len(days) / 2) - 1]


def test_the_example_of_the_textbooks() -> None:
    curve = survival(FREIREICH)
    assert curve is not None
    table = [(step.day, step.followed, round(step.share, 4)) for step in curve.steps]
    assert table == [
        (6, 21, 0.8571), (7, 17, 0.8067), (10, 15, 0.7529), (13, 12, 0.6902),
        (16, 11, 0.6275), (22, 7, 0.5378), (23, 6, 0.4482),
    ]  # fmt: skip
    assert (curve.median, curve.earliest, curve.latest) == (23, 13, None)


def test_whoever_is_lost_from_view_on_a_day_was_still_there_on_it() -> None:
    curve = survival([Span(5, True), Span(5, False), Span(8, True), Span(9, False)], min_people=1)
    assert curve is not None
    assert [(step.followed, step.share) for step in curve.steps] == [(4, 0.75), (2, 0.375)]


def test_nothing_is_said_of_few_people() -> None:
    few = [Span(day, True) for day in range(MIN_PEOPLE - 1)]
    assert survival(few) is None
    assert survival([*few, Span(3, False)]) is not None
    assert survival([], min_people=0) is None


def test_before_anything_happens_everybody_is_there_and_no_interval_is_made_up() -> None:
    curve = survival([Span(30, False)] * MIN_PEOPLE)
    assert curve is not None
    step = curve.on(20)
    assert (step.share, step.low, step.high, curve.median) == (1.0, None, None, None)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        survival([Span(-1, True)] * MIN_PEOPLE)
