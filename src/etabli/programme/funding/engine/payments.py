"""What a fund pays of each half-day, within its caps for one person and one calendar year; all in minutes and cents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from etabli.programme.funding.engine.rules import Rules

type Used = Mapping[int, tuple[int, int]]
"""By calendar year, the minutes and the cents that a fund has granted to one person already."""


@dataclass(frozen=True)
class FundingLine:
    """One half-day: `fund_cents` + `artisan_cents` + `open_cents` is its price, `cost_cents`.

    `minutes` are those that count against the fund's cap; `open_cents`: what nobody is known to pay. `refused_cents`,
    `refused_minutes`: what the fund was asked for beside, and did not grant."""

    on: date
    minutes: int
    cost_cents: int
    fund_cents: int
    artisan_cents: int
    refused_cents: int = 0
    refused_minutes: int = 0

    @property
    def open_cents(self) -> int:
        return self.cost_cents - self.fund_cents - self.artisan_cents


class Amounts:
    """What the half-days of `lines` bring together."""

    lines: tuple[FundingLine, ...]

    @property
    def fund_cents(self) -> int:
        return sum(line.fund_cents for line in self.lines)

    @property
    def fund_minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def artisan_cents(self) -> int:
        return sum(line.artisan_cents for line in self.lines)

    @property
    def refused_cents(self) -> int:
        return sum(line.refused_cents for line in self.lines)

    @property
    def refused_minutes(self) -> int:
        return sum(line.refused_minutes for line in self.lines)

    @property
    def open_cents(self) -> int:
        return sum(line.open_cents for line in self.lines)


def pay(rules: Rules, halves: Iterable[tuple[date, int]], used: Used) -> tuple[FundingLine, ...]:
    """The half-days (day, minutes), in the order of their days, each by the rules of its day; the first takes what is
    left of a cap."""
    lines = []
    for on, minutes in sorted(halves):
        dated = rules.on(on)
        before = used.get(on.year, (0, 0))
        granted = min(minutes, _left(dated.yearly_minutes, before[0], minutes))
        cost, share = _price(dated, minutes), _part(_price(dated, granted), dated.fund_percent)
        fund = min(share, _left(dated.yearly_cents, before[1], share))
        lines.append(FundingLine(on, granted, cost, fund, cost - _part(cost, dated.fund_percent)))
        used = _added(used, lines[-1])
    return tuple(lines)


def complete(
    rules: Rules,
    halves: Iterable[tuple[date, int]],
    first_lines: Sequence[FundingLine],
    used: Used,
    *,
    is_rest: bool = False,
    caps: Mapping[int, int] | None = None,
) -> tuple[FundingLine, ...]:
    """What a second fund pays of what the first one (`first_lines`) leaves of the price of each half-day, which is the
    price of these lines: at its own price of an hour where it has one, never more than what is left; where the first
    granted less than it was asked for (`is_rest`: also where nothing of that rest is left), never more than that rest.
    Of what then remains the artisan pays what they would have paid without it, or less. `caps`: by year, in cents, in
    the place of those of the rules."""
    lines, left = [], list(first_lines)
    is_rest = is_rest or any(line.refused_cents for line in first_lines)
    for on, minutes in sorted(halves):
        line = next((line for line in left if line.on == on), None)
        if line is not None:
            left.remove(line)
            rest = line.refused_cents if is_rest else line.cost_cents - line.fund_cents
            dated = rules.on(on) if caps is None else replace(rules.on(on), yearly_cents=caps.get(on.year, 0))
            lines.append(_completed(dated, minutes, line, rest, used.get(on.year, (0, 0))))
            used = _added(used, lines[-1])
    return tuple(lines)


def _completed(
    rules: Rules, minutes: int, first: FundingLine, rest: int, before: tuple[int, int]
) -> FundingLine:
    cost = first.cost_cents - first.fund_cents
    granted = min(minutes, _left(rules.yearly_minutes, before[0], minutes))
    own = rest * granted // max(minutes, 1) if rules.hourly_cents is None else _price(rules, granted)
    share = _part(min(own, rest), rules.fund_percent)
    fund = min(share, _left(rules.yearly_cents, before[1], share))
    return FundingLine(first.on, granted, cost, fund, min(first.artisan_cents, cost - fund))


def after_first(
    lines: Iterable[FundingLine], first_lines: Sequence[FundingLine], *, is_artisans: bool = False
) -> tuple[FundingLine, ...]:
    """What was asked of a second fund, once the first one grants less than it was asked for: the price that it leaves
    is higher by that, which is the artisan's to pay only where somebody said so (`is_artisans`)."""
    followed = []
    for line, other in beside(lines, first_lines):
        more = max(other.cost_cents - other.fund_cents - line.cost_cents, 0) if other else 0
        artisan = line.artisan_cents + (more if is_artisans else 0)
        followed.append(replace(line, cost_cents=line.cost_cents + more, artisan_cents=artisan))
    return tuple(followed)


def hours_beside(lines: Iterable[FundingLine], first_lines: Sequence[FundingLine]) -> tuple[FundingLine, ...]:
    """What a second fund pays, with the hours that the first one does not: of one half-day, both together never say
    more than its hours. A half-day lasts at least what either was asked for."""
    return tuple(
        line if other is None else replace(line, minutes=_hours_left(line, other))
        for line, other in beside(lines, first_lines)
    )


def _hours_left(line: FundingLine, first: FundingLine) -> int:
    lasts = max(line.minutes + line.refused_minutes, first.minutes + first.refused_minutes)
    return min(line.minutes, lasts - first.minutes)


def beside(
    lines: Iterable[FundingLine], first_lines: Sequence[FundingLine]
) -> list[tuple[FundingLine, FundingLine | None]]:
    """Each line with that of the same half-day in the first file: of its day; of another where only one of the two
    files follows a half-day that has moved. None for one that the first has no more."""
    rows, left = list(lines), list(first_lines)
    same: dict[int, FundingLine] = {}
    for is_of in (lambda row, line: row.on == line.on, lambda _row, _line: True):
        for number, line in enumerate(rows):
            other = None if number in same else next((row for row in left if is_of(row, line)), None)
            if other is not None:
                left.remove(other)
                same[number] = other
    return [(line, same.get(number)) for number, line in enumerate(rows)]


def grant(lines: Iterable[FundingLine], minutes: int, cents: int) -> tuple[FundingLine, ...]:
    """What was asked, of which the fund grants no more than these minutes and these cents, the first half-days first.
    The artisan pays the rest, unless another fund does."""
    granted = []
    for line in lines:
        length, fund = min(line.minutes, minutes), min(line.fund_cents, cents)
        minutes, cents = minutes - length, cents - fund
        refused = line.fund_cents - fund
        granted.append(
            replace(
                line,
                minutes=length,
                fund_cents=fund,
                artisan_cents=line.artisan_cents + refused,
                refused_cents=refused,
                refused_minutes=line.minutes - length,
            )
        )
    return tuple(granted)


def without_rest(lines: Iterable[FundingLine]) -> tuple[FundingLine, ...]:
    """What was granted, and nobody pays yet what was not: the artisan no more than before the answer."""
    return tuple(replace(line, artisan_cents=line.artisan_cents - line.refused_cents) for line in lines)


def with_rest(lines: Iterable[FundingLine]) -> tuple[FundingLine, ...]:
    """The artisan pays all that the fund doesn’t, also what is beyond its caps."""
    return tuple(replace(line, artisan_cents=line.cost_cents - line.fund_cents) for line in lines)


def grant_again(lines: Iterable[FundingLine], granted: Sequence[FundingLine]) -> tuple[FundingLine, ...]:
    """What the fund `granted` for all half-days, among the `lines` of those that are left."""
    asked = [
        replace(
            line,
            minutes=line.minutes + line.refused_minutes,
            fund_cents=line.fund_cents + line.refused_cents,
            artisan_cents=line.artisan_cents - line.refused_cents,
        )
        for line in lines
    ]
    return grant(asked, sum(line.minutes for line in granted), sum(line.fund_cents for line in granted))


def cents_of(lines: Iterable[FundingLine], minutes: int) -> int:
    """What the fund was asked for these minutes, the first half-days first, to the nearest cent."""
    cents = 0
    for line in lines:
        length = min(line.minutes, minutes)
        minutes -= length
        cents += (2 * line.fund_cents * length + line.minutes) // max(2 * line.minutes, 1)
    return cents


def credit_shares(whole: int, billed_cents: int, credits: Iterable[tuple[int, bool]]) -> list[int]:
    """Of the minutes of a bill, or of the artisan's part of it, what each of its credit notes (cents, whether the hours
    stay) takes off, as it takes of its cents: the whole together when nothing is left of the bill, and nothing where
    the hours stay, as the price alone was wrong. What one takes stays, whatever comes after it."""
    taken, off = 0, []
    for cents, is_price_alone in credits:
        before, taken = taken, taken + cents
        if is_price_alone:
            whole -= _share(whole, before, billed_cents)
            billed_cents, taken = billed_cents - taken, 0
            off.append(0)
        else:
            off.append(_share(whole, taken, billed_cents) - _share(whole, before, billed_cents))
    return off


def _share(whole: int, cents: int, of_cents: int) -> int:
    """To the nearest minute, or cent."""
    return (2 * whole * cents + of_cents) // max(2 * of_cents, 1)


def without(lines: Iterable[FundingLine], days: Iterable[date]) -> tuple[FundingLine, ...]:
    """The half-days but those of these days: as many of each as it is named."""
    left, kept = Counter(days), []
    for line in lines:
        if left[line.on] > 0:
            left[line.on] -= 1
        else:
            kept.append(line)
    return tuple(kept)


def without_caps(rules: Rules, *names: str) -> Rules:
    """The same, as if they had none of these caps."""
    none: dict[str, Any] = dict.fromkeys(names)
    later = tuple((on, replace(after, **none)) for on, after in rules.later)
    return replace(rules, **none, later=later)


def used_by(lines: Iterable[FundingLine]) -> Used:
    """By year, what these half-days take of the caps."""
    used: Used = {}
    for line in lines:
        used = _added(used, line)
    return used


def is_within(rules: Rules, used: Used) -> bool:
    """Whether no cap of these rules is passed, in any year; of a year in which they change, the widest counts."""
    return all(
        any(
            (dated.yearly_minutes is None or minutes <= dated.yearly_minutes)
            and (dated.yearly_cents is None or cents <= dated.yearly_cents)
            for dated in _in_year(rules, year)
        )
        for year, (minutes, cents) in used.items()
    )


def caps_in(rules: Rules, year: int) -> tuple[int | None, int | None]:
    """The caps of a year, in minutes and in cents, None for none; where they change in it, the widest."""
    dated = _in_year(rules, year)
    return _widest(row.yearly_minutes for row in dated), _widest(row.yearly_cents for row in dated)


def _widest(caps: Iterable[int | None]) -> int | None:
    values = list(caps)
    return None if None in values else max(value for value in values if value is not None)


def _in_year(rules: Rules, year: int) -> list[Rules]:
    begun = [later for since, later in rules.later if since.year == year]
    return [rules.on(date(year, 1, 1)), *begun]


def _added(used: Used, line: FundingLine) -> Used:
    minutes, cents = used.get(line.on.year, (0, 0))
    return {**used, line.on.year: (minutes + line.minutes, cents + line.fund_cents)}


def _left(cap: int | None, used: int, wanted: int) -> int:
    return wanted if cap is None else max(cap - used, 0)


def hourly_price(rules: Rules, line: FundingLine, minutes: int) -> int:
    """By which price of an hour, in cents, the line of a half-day of these minutes was worked out: that of its day, or
    of another one where it has moved at the same price. 0 for none."""
    dated = [rules.on(line.on), rules, *(later for _since, later in rules.later)]
    own = next((each for each in dated if _price(each, minutes) == line.cost_cents), dated[0])
    return own.hourly_cents or 0


def _price(rules: Rules, minutes: int) -> int:
    """To the nearest cent, a half upwards."""
    return (minutes * (rules.hourly_cents or 0) + 30) // 60


def _part(cents: int, percent: int) -> int:
    return (cents * percent + 50) // 100
