"""What a quote costs: once, each year, over three years at the prices printed. Exact, rounded to the cent at the end.

What the quote doesn't let one know stays None: a price is never guessed, a silence is never nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..model import Found, Line, Passage, Quote
from ..text.pages import fold
from ..values.arithmetic import CENT, cents
from ..values.commitment import decimal, payments_per_year, upfront_in

YEARS = 3
SURE = 0.7
type Side = Literal["net", "gross"]


@dataclass(frozen=True)
class Cost:
    """An amount in euros without VAT and with it, each None where the quote doesn't let one know it."""

    net: Decimal | None = None
    gross: Decimal | None = None

    @property
    def is_said(self) -> bool:
        return self.net is not None or self.gross is not None


@dataclass(frozen=True)
class Costs:
    """What is paid once, what is paid each year, and both over YEARS years if all is kept and no price changes."""

    once: Cost
    yearly: Cost
    over: Cost


def costs(quote: Quote) -> Costs:
    """Options are left out, and so are lines that others already count."""
    both = {side: _of_side(quote, side) for side in _SIDES}
    return Costs(*(Cost(both["net"][at], both["gross"][at]) for at in range(3)))


_SIDES: tuple[Side, Side] = ("net", "gross")


def _of_side(quote: Quote, side: Side) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    once, (yearly, over) = _once(quote, side), _again(quote, side)
    whole = once + over if once is not None and over is not None else None
    return _rounded(once), _rounded(yearly), _rounded(whole)


def _once(quote: Quote, side: Side) -> Fraction | None:
    """The printed total less what comes back in it; without a total, the lines that are paid once."""
    lines = [line for line in quote.lines if line.in_total]
    if not lines:
        return _upfront(quote, side)
    again = _sum(_amount(quote, line, side) for line in lines if line.recurring)
    total = _sure(getattr(quote.totals, side))
    held = _holds_what_comes_back(quote, lines)
    if held is None:
        return None
    if total is None:
        changed = bool(quote.totals.adjustments)
        alone = _sum(_amount(quote, line, side) for line in lines if not line.recurring)
        return None if changed or not any(not line.recurring for line in lines) else alone
    if not held:
        return total
    return None if again is None else total - again


def _holds_what_comes_back(quote: Quote, lines: Sequence[Line]) -> bool | None:
    """Whether the printed total counts the lines that come back; None when the lines don't make it."""
    for side in _SIDES:
        total = _sure(getattr(quote.totals, side))
        amounts = [_amount(quote, line, side) for line in lines]
        every = _sum(amounts)
        if total is None or every is None:
            continue
        again = _sum(amount for amount, line in zip(amounts, lines, strict=True) if line.recurring)
        changes = [Fraction(adjustment.amount) for adjustment in quote.totals.adjustments]
        slack = Fraction(CENT) * len(lines)
        for held, made in ((True, every), (False, every - (again or 0))):
            if any(abs(made + change - total) <= slack for change in (0, sum(changes), *changes)):
                return held
        return None
    known = _sure(quote.totals.net) is not None or _sure(quote.totals.gross) is not None
    return None if known and any(line.recurring for line in lines) else True


def _again(quote: Quote, side: Side) -> tuple[Fraction | None, Fraction | None]:
    """What comes back: each year, and over YEARS years. A rent that ends earlier without renewal ends there."""
    months = quote.commitment.months if quote.commitment else 12
    lines = [line for line in quote.lines if line.in_total and line.recurring]
    if lines:
        dues = [(_amount(quote, line, side), payments_per_year(line, months)) for line in lines]
        yearly = _sum(None if amount is None else amount * times for amount, times in dues)
        return yearly, None if yearly is None else yearly * YEARS
    bound = quote.commitment
    if bound is None or bound.total_over_term is None or not bound.months:
        return None, None
    if side not in _sides_of(next((p for p in quote.passages if p.place == bound.place), None), quote):
        return None, None
    rent = Fraction(bound.total_over_term)
    yearly = rent / bound.months * 12
    return yearly, rent if bound.months < YEARS * 12 and not bound.renewal else yearly * YEARS


def _upfront(quote: Quote, side: Side) -> Fraction | None:
    """What the text of a rental asks for at the start, when it says whether VAT is in."""
    for passage in quote.passages:
        asked = upfront_in((passage,), ()) if side in _sides_of(passage, quote) else None
        if asked is not None:
            return Fraction(asked)
    return None


def _sides_of(passage: Passage | None, quote: Quote) -> frozenset[Side]:
    """With VAT, without it, or both when none is charged; nothing when the passage doesn't say."""
    if is_exempt(quote):
        return frozenset(_SIDES)
    words = set(fold(passage.text).split()) if passage else set()
    named: dict[Side, str] = {"net": "ht", "gross": "ttc"}
    sides = frozenset(side for side, word in named.items() if word in words)
    return sides if len(sides) == 1 else frozenset()


def _amount(quote: Quote, line: Line, side: Side) -> Fraction | None:
    """The amount of a line on this side: as printed, or worked out from the other by a rate that is printed."""
    own = line.net_amount if side == "net" else line.gross_amount
    if own is not None:
        return Fraction(own)
    other, rate = line.amount, _rate(quote, line)
    if other is None or rate is None:
        return None
    factor = 1 + Fraction(rate) / 100
    return Fraction(other) * factor if side == "gross" else Fraction(other) / factor


def _rate(quote: Quote, line: Line) -> Decimal | None:
    """The line's own rate; or nought when no VAT is charged, or the one rate of the whole quote."""
    if line.vat_rate is not None:
        return line.vat_rate
    if is_exempt(quote):
        return Decimal(0)
    rates = {share.rate for share in quote.totals.breakdown}
    return rates.pop() if len(rates) == 1 else None


def is_exempt(quote: Quote) -> bool:
    """Without VAT, and saying so."""
    return quote.totals.vat is None and any(check.id == "vat-exempt" for check in quote.checks)


def _sure(amount: Found[Decimal] | None) -> Fraction | None:
    return Fraction(amount.value) if amount and amount.confidence >= SURE else None


def _sum(amounts: Iterable[Fraction | None]) -> Fraction | None:
    """The sum; None as soon as one of them isn't known."""
    total = Fraction(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _rounded(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else cents(decimal(amount))
