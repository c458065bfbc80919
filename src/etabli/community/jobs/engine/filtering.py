"""The offers that are out, narrowed to what somebody looks for, and counted: one pass, whatever their number."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

MONTH_STEPS = (180_000, 220_000, 280_000, 350_000)  # cents a month, gross
DAY_STEPS = (25_000, 35_000, 45_000)  # cents a day, without tax


class Row(NamedTuple):
    """What is looked at of one offer. `month` and `day` are the highest pay made comparable, in cents, or None."""

    pk: int
    published_on: date
    kind: str
    trade: str
    remote: str
    commune: str
    month: int | None
    day: int | None


@dataclass(frozen=True)
class JobFilter:
    """What somebody looks for; an empty part asks for nothing.

    `pay`: "m180000" is so many cents a month at least, "d25000" a day. `communes`: those that are near enough; what is
    done from anywhere is near to all. `pks`: the offers that hold the words, or None when none were typed.
    """

    kind: str = ""
    trade: str = ""
    remote: str = ""
    pay: str = ""
    communes: Collection[str] | None = None
    pks: Collection[int] | None = None


@dataclass(frozen=True)
class Facets:
    """How many offers each choice would leave, all the others being kept as they are."""

    kind: Counter[str] = field(default_factory=Counter)
    trade: Counter[str] = field(default_factory=Counter)
    remote: Counter[str] = field(default_factory=Counter)
    pay: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class FilteredJobs:
    """The offers that remain, by day of publication, the latest day first; the order within a day says nothing."""

    days: Sequence[tuple[date, Sequence[int]]]
    total: int
    facets: Facets

    def on_page(self, number: int, size: int) -> tuple[list[tuple[date, Sequence[int]]], int]:
        """The days of which offers stand on this page (from 1), and how many of their offers stand before it."""
        start, end, before = (number - 1) * size, number * size, 0
        days: list[tuple[date, Sequence[int]]] = []
        skipped = 0
        for day, pks in self.days:
            if before + len(pks) > start and before < end:
                skipped = skipped if days else start - before
                days.append((day, pks))
            before += len(pks)
        return days, skipped


def filter_jobs(rows: Sequence[Row], job_filter: JobFilter) -> FilteredJobs:
    """Those that answer to all that is wanted; each facet is counted as if nothing were asked of it."""
    tests = _tests(job_filter)
    facets = Facets()
    days: dict[date, list[int]] = {}
    total = 0
    for row in rows:
        failed = [name for name, test in tests if not test(row)]
        if len(failed) > 1 or "" in failed:
            continue
        for name in failed or ("kind", "trade", "remote", "pay"):
            _count(facets, name, row)
        if not failed:
            total += 1
            days.setdefault(row.published_on, []).append(row.pk)
    latest_first = sorted(days.items(), reverse=True)
    return FilteredJobs([(day, tuple(pks)) for day, pks in latest_first], total, facets)


def pay_steps(row: Row) -> list[str]:
    """The steps of pay that this offer reaches."""
    steps = [f"m{step}" for step in MONTH_STEPS if row.month is not None and row.month >= step]
    return steps + [f"d{step}" for step in DAY_STEPS if row.day is not None and row.day >= step]


def _count(facets: Facets, name: str, row: Row) -> None:
    if name == "pay":
        facets.pay.update(pay_steps(row))
    else:
        getattr(facets, name)[getattr(row, name)] += 1


def _tests(job_filter: JobFilter) -> list[tuple[str, Callable[[Row], bool]]]:
    """What each row must pass, by facet; "" for what is no facet."""
    tests: list[tuple[str, Callable[[Row], bool]]] = []
    if job_filter.kind:
        tests.append(("kind", lambda row: row.kind == job_filter.kind))
    if job_filter.trade:
        tests.append(("trade", lambda row: row.trade == job_filter.trade))
    if job_filter.remote:
        tests.append(("remote", lambda row: row.remote == job_filter.remote))
    if job_filter.pay:
        tests.append(("pay", lambda row: job_filter.pay in pay_steps(row)))
    communes, pks = job_filter.communes, job_filter.pks
    if communes is not None:
        tests.append(("", lambda row: row.commune in communes or row.remote == "remote"))
    if pks is not None:
        tests.append(("", lambda row: row.pk in pks))
    return tests
