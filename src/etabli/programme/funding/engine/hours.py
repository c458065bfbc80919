"""What is paid of half-days that were called off, missed, or shorter than they were to be; all in minutes and cents.

One rule for each fund: of the half-days that are left, it pays what its rules give for the hours that were done, never
more than it granted to the file in that year. A cap is a sum, not a share: it is full or not, whichever half-day came
first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etabli.programme.funding.engine.payments import (
    FundingLine,
    Used,
    beside,
    complete,
    grant_again,
    used_by,
    without_caps,
)
from etabli.programme.funding.engine.rules import Rules


@dataclass(frozen=True)
class Done:
    """A half-day: its day, the minutes that its artisan was there, those for which its line was worked out."""

    on: date
    minutes: int
    asked: int

    @property
    def is_short(self) -> bool:
        return self.minutes < self.asked


def settle(
    lines: Iterable[FundingLine], halves: Sequence[Done], asked: Sequence[FundingLine]
) -> tuple[FundingLine, ...]:
    """What its fund pays of the `lines` that are left of a file, each by the minutes that were done: its price is that
    of these, to the nearest cent, and so is the part of each. What a cap of the year kept from one of the half-days
    that were `asked` goes to those that are left, the first ones first; so does what the fund granted."""
    left = {year: list(amounts) for year, amounts in _asked_by_year(asked).items()}
    settled = []
    for line, half in _with(lines, halves):
        now = _shortened(line, half) if half and half.is_short else line
        length = half.minutes if half else line.minutes + line.refused_minutes
        pool = left[line.on.year]
        minutes = min(length, pool[0])
        wanted = now.fund_cents + now.refused_cents + now.open_cents
        fund = min((2 * wanted * minutes + length) // max(2 * length, 1), pool[1])
        pool[0], pool[1] = pool[0] - minutes, pool[1] - fund
        settled.append(_asking(now, minutes, fund))
    return grant_again(settled, asked)


def settle_rest(
    rules: Rules,
    lines: Iterable[FundingLine],
    halves: Sequence[Done],
    first_lines: Sequence[FundingLine],
    asked: Sequence[FundingLine],
    *,
    is_rest: bool = False,
) -> tuple[FundingLine, ...]:
    """The same of a second fund: what its rules give of what the first one (`first_lines`) then leaves. `is_rest`: it
    was asked for what the first one had refused, and for nothing else."""
    pools = _asked_by_year(asked)
    days = [(half.on, half.minutes) for half in halves]
    uncapped = without_caps(rules, "yearly_minutes", "yearly_cents")
    caps = {year: cents for year, (_minutes, cents) in pools.items()}
    now = complete(uncapped, days, first_lines, {}, is_rest=is_rest, caps=caps)
    left = {year: minutes for year, (minutes, _cents) in pools.items()}
    rows = list(_with(lines, halves))
    settled = []
    for (line, half), (_line, other) in zip(rows, beside([line for line, _half in rows], now), strict=True):
        length = half.minutes if half else line.minutes + line.refused_minutes
        minutes = min(length, left[line.on.year])
        left[line.on.year] -= minutes
        row = replace(other, on=line.on) if other else line
        settled.append(_asking(row, minutes, row.fund_cents + row.refused_cents))
    return grant_again(settled, asked)


def _asked_by_year(asked: Iterable[FundingLine]) -> Used:
    """By year, what the fund was asked for, within its caps."""
    return used_by(
        _asking(line, line.minutes + line.refused_minutes, line.fund_cents + line.refused_cents)
        for line in asked
    )


def _asking(line: FundingLine, minutes: int, cents: int) -> FundingLine:
    """The half-day, as if its fund were asked for so much, and had not answered."""
    artisan = line.artisan_cents - line.refused_cents
    return FundingLine(line.on, minutes, line.cost_cents, cents, artisan)


def _with(lines: Iterable[FundingLine], halves: Iterable[Done]) -> Iterable[tuple[FundingLine, Done | None]]:
    """Each line with its half-day, the next one of its day."""
    left = list(halves)
    for line in lines:
        half = next((half for half in left if half.on == line.on), None)
        if half is not None:
            left.remove(half)
        yield line, half


def _shortened(line: FundingLine, half: Done) -> FundingLine:
    """By the minutes that were done; its fund is asked for all that its rules give for them."""

    def part(cents: int) -> int:
        return (2 * cents * half.minutes + half.asked) // (2 * half.asked)

    cost, most = part(line.cost_cents), part(line.fund_cents + line.refused_cents + line.open_cents)
    return FundingLine(line.on, half.minutes, cost, most, cost - most)
