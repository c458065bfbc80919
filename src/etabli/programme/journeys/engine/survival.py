"""How long it takes, when not everybody has got there yet: the curve of Kaplan and Meier, with its intervals.

Somebody for whom it has not happened yet is counted for as long as they were followed (right censoring), then leaves
the count: they are neither a success nor a failure. On the day when one gets there and another is lost from view, the
second was still there. Intervals are pointwise: Greenwood's variance on the scale of log(-log S), at 95 %. They are not
worked out where S is 1 or 0, and nothing is said of fewer than `MIN_PEOPLE` people, whom a curve could name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

MIN_PEOPLE = 10  # people: under it, no curve
MIN_AT_END = 10  # people still followed: beyond, a curve is not drawn
NORMAL_QUANTILE = 1.959963984540054  # of a normal law, 95 % lies within so many standard deviations
EPSILON = 1e-12  # shares that differ by less are equal: (1 - 1/3)(1 - 1/4) is a half


@dataclass(frozen=True)
class Span:
    """How many days somebody was followed (0 or more), and whether what is waited for happened on the last of them."""

    days: int
    happened: bool


@dataclass(frozen=True)
class Step:
    """On a day when it happened for somebody: for what share it has not happened after that day.

    `followed`: people for whom it could still happen that day; `happened`: for how many it did. `low` and `high` bound
    the share at 95 %, or are None.
    """

    day: int
    followed: int
    happened: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Curve:
    """What is known of a group: `people` in it, `happened` for so many, `steps` by day.

    `median`: the day by which it has happened for half of them, between `earliest` and `latest` at 95 %; None where it
    is not known yet. `until`: the last day on which `MIN_AT_END` people were still followed.
    """

    people: int
    happened: int
    steps: tuple[Step, ...]
    median: int | None
    earliest: int | None
    latest: int | None
    until: int

    def on(self, day: int) -> Step:
        """What is known on that day: the last step at or before it."""
        start = Step(0, self.people, 0, 1.0, None, None)
        return next((step for step in reversed(self.steps) if step.day <= day), start)


def survival(spans: Iterable[Span], *, min_people: int = MIN_PEOPLE) -> Curve | None:
    """The curve of these people; None when there are fewer than `min_people`. Raises ValueError on days below zero."""
    span_list = list(spans)
    if len(span_list) < max(1, min_people):
        return None
    days = np.array([span.days for span in span_list], dtype=np.int64)
    if days.min() < 0:
        raise ValueError("nobody is followed for a negative number of days")
    happened = np.array([span.happened for span in span_list], dtype=bool)
    steps = _steps(days, happened)
    last_day = np.sort(days)[-min(MIN_AT_END, len(span_list))]
    return Curve(
        people=len(span_list),
        happened=int(happened.sum()),
        steps=steps,
        median=_median_day(steps, [step.share for step in steps]),
        earliest=_median_day(steps, [step.low for step in steps]),
        latest=_median_day(steps, [step.high for step in steps]),
        until=int(last_day),
    )


def _steps(days: "np.ndarray", happened: "np.ndarray") -> tuple[Step, ...]:
    moments, counts = np.unique(days[happened], return_counts=True)
    followed = len(days) - np.searchsorted(np.sort(days), moments, side="left")
    shares = np.cumprod(1 - counts / followed)
    remaining = followed - counts
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.sqrt(np.cumsum(counts / (followed * remaining)))
        spread = np.exp(NORMAL_QUANTILE * greenwood / np.log(shares))
        lows, highs = shares ** (1 / spread), shares**spread
    has_interval = (remaining > 0) & (shares > 0) & (shares < 1)
    return tuple(
        Step(
            int(moments[at]),
            int(followed[at]),
            int(counts[at]),
            float(shares[at]) if remaining[at] else 0.0,
            float(lows[at]) if has_interval[at] else None,
            float(highs[at]) if has_interval[at] else None,
        )
        for at in range(len(moments))
    )


def _median_day(steps: Sequence[Step], shares: Sequence[float | None]) -> int | None:
    """The first day on which at most a half is left."""
    for step, share in zip(steps, shares, strict=True):
        if share is not None and share <= 0.5 + EPSILON:
            return step.day
    return None
