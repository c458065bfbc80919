"""What is paid of half-days that were shorter than they were to be; all in minutes and cents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.programme.funding.engine.payments import FundingLine, beside, complete
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


def shorten(lines: Iterable[FundingLine], halves: Iterable[Done]) -> tuple[FundingLine, ...]:
    """Each line by the minutes that were done: its price is that of these, to the nearest cent, and so is the part of
    each; a cap that the fund had reached still holds."""
    return tuple(_shortened(line, half) if half else line for line, half in _with(lines, halves))


def shorten_rest(
    rules: Rules,
    lines: Iterable[FundingLine],
    halves: Sequence[Done],
    first_lines: Sequence[FundingLine],
    *,
    is_rest: bool = False,
) -> tuple[FundingLine, ...]:
    """The same of what a second fund was asked for: what its rules give of what the first one (`first_lines`) then
    leaves, and no more than it was asked for. `is_rest`: it was asked for what the first one had refused, and for
    nothing else."""
    now = complete(rules, [(half.on, half.minutes) for half in halves], first_lines, {}, is_rest=is_rest)
    rows = list(_with(lines, halves))
    others = beside([line for line, _half in rows], now)
    return tuple(
        _shortened_rest(line, half, other) if half and other else line
        for (line, half), (_line, other) in zip(rows, others, strict=True)
    )


def _with(lines: Iterable[FundingLine], halves: Iterable[Done]) -> Iterable[tuple[FundingLine, Done | None]]:
    """Each line with its half-day, the next one of its day, where that was short."""
    left = list(halves)
    for line in lines:
        half = next((half for half in left if half.on == line.on), None)
        if half is not None:
            left.remove(half)
        yield line, half if half is not None and half.is_short else None


def _shortened(line: FundingLine, half: Done) -> FundingLine:
    def part(cents: int) -> int:
        return (2 * cents * half.minutes + half.asked) // (2 * half.asked)

    cost, most = part(line.cost_cents), part(line.fund_cents + line.refused_cents + line.open_cents)
    return _of(line, half, cost, most, cost - most)


def _shortened_rest(line: FundingLine, half: Done, now: FundingLine) -> FundingLine:
    return _of(line, half, now.cost_cents, now.fund_cents, now.artisan_cents)


def _of(line: FundingLine, half: Done, cost: int, most: int, artisan: int) -> FundingLine:
    """`most`: what the fund pays of these minutes where nothing limits it; `artisan`: what is theirs then."""
    wanted = min(line.fund_cents + line.refused_cents, most)
    fund = min(line.fund_cents, wanted)
    length = min(line.minutes, half.minutes)
    return FundingLine(
        line.on,
        length,
        cost,
        fund,
        artisan + wanted - fund,
        wanted - fund,
        min(line.minutes + line.refused_minutes, half.minutes) - length,
    )
