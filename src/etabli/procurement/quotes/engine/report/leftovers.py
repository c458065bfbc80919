"""What is printed and has no place in the reading: an amount left over, or one that explains a difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations, product

from ..model import Found, Line, Place, Quote
from ..text.numbers import readings
from ..values.arithmetic import close

_MOST_LEFT = 12  # amounts that have no place in the reading: of more, too much wasn't understood
_MOST_SUMS = 20_000
_WHOLE = r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)"
NUMBER = re.compile(rf"{_WHOLE}(?:[.,]\d{{1,2}})?(?!\d)")
_MONEY = re.compile(rf"{_WHOLE}(?:[.,]\d\d(?!\d)|(?=\s?(?:€|eur|ht\b|ttc\b)))", re.I)
PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")


def explains(quote: Quote, gap: Decimal, of: Decimal | None = None) -> bool:
    """Whether something printed may make that difference: an amount, two or three that have no place in the reading
    (a line or a discount that we passed over), or a percentage `of` a total or of what makes it."""
    gap, money = abs(gap), {*_printed(quote, _MONEY)}
    if of is not None and of not in money:
        money = {*_printed(quote, NUMBER)}  # its amounts have neither cents nor currency
    left = sorted(money - {*understood(quote), Decimal(0)})
    if gap in money or len(left) > _MOST_LEFT:
        return True
    signed = [(amount, -amount) for amount in left]
    pairs = (sum(pair) for both in combinations(signed, 2) for pair in product(*both))
    if any(abs(made) == gap for made in pairs) or any(sum(three) == gap for three in combinations(left, 3)):
        return True
    shares: set[Decimal] = {
        Decimal(match.replace(",", ".")) for p in quote.passages for match in PERCENT.findall(p.text)
    }
    bases = (of, of + gap, of - gap) if of is not None else ()
    return any(close(abs(base) * share / 100, gap, Decimal("0.02")) for base in bases for share in shares)


def is_left_over(quote: Quote, lines: Sequence[Line], total: Found[Decimal]) -> bool:
    """Whether an amount printed between the first line and the total is none of the lines', nor what some of them in a
    row come to: a line, a discount or a charge that we passed over."""
    places = [line.place for line in lines if line.place]
    if total.place is None or not places or quote.source == "xml":
        return False
    own = [cell.place for line in quote.lines for cell in line.cells]
    start, end = min((p.page, p.box[1]) for p in places), (total.place.page, total.place.box[3])
    known = {*understood(quote), *running(lines), Decimal(0)} - {a.amount for a in quote.totals.adjustments}
    return any(
        not (known & {*readings(re.sub(r"\s", "", digits), None)})
        for p in quote.passages
        if start <= (p.place.page, p.place.box[3]) and (p.place.page, p.place.box[1]) <= end
        and not any(_are_level(p.place, place) for place in own)
        for digits in _MONEY.findall(p.text)
    )  # fmt: skip


def _are_level(place: Place, other: Place) -> bool:
    return place.page == other.page and place.box[1] < other.box[3] and other.box[1] < place.box[3]


def running(lines: Sequence[Line]) -> Iterator[Decimal]:
    """What the lines that stand in a row come to, as sub-totals and carry-overs say it."""
    amounts = [line.amount or Decimal(0) for line in lines]
    for first in range(len(amounts)):
        yield from accumulate(amounts[first:])


def printed_on(quote: Quote, line: Line) -> Iterator[str]:
    """The rows of the page that a line stands on."""
    if line.place:
        _left, top, _right, bottom = line.place.box
        yield from (
            p.text
            for p in quote.passages
            if p.place.page == line.place.page and p.place.box[1] < bottom and p.place.box[3] > top
        )


def differences(quote: Quote, lines: Sequence[Line]) -> Iterator[Decimal]:
    """What other amounts on the rows of lines would add to these or take from them, in place of their own."""
    for line in lines:
        amount = line.amount
        if amount is None:
            continue
        known = {line.quantity, line.unit_price, line.vat_rate, line.net_amount, line.gross_amount}
        for text in printed_on(quote, line):
            yield from {other - amount for other in amounts_in(text) if other not in known}


def _printed(quote: Quote, numbers: re.Pattern[str]) -> Iterator[Decimal]:
    """The numbers of that form printed on the pages, in all their readings."""
    for passage in quote.passages:
        for digits in numbers.findall(passage.text):
            yield from readings(re.sub(r"\s", "", digits), None)


def understood(quote: Quote) -> Iterator[Decimal]:
    """Every number that has its place in the reading."""
    totals = quote.totals
    for line in quote.lines:
        values = (line.quantity, line.unit_price, line.vat_rate, line.net_amount, line.gross_amount)
        yield from (value for value in values if value is not None)
    for total in (totals.net, totals.vat, totals.gross, totals.deposit, totals.due):
        if total:
            yield total.value
    for share in totals.breakdown:
        yield from (value for value in (share.rate, share.base, share.vat) if value is not None)
    yield from (abs(change.amount) for change in totals.adjustments)


def amounts_in(text: str) -> Iterator[Decimal]:
    """The amounts of money printed in a text, each in all its readings."""
    for digits in _MONEY.findall(text):
        yield from readings(re.sub(r"\s", "", digits), None)


def some_of(amounts: Iterable[Decimal]) -> set[Decimal]:
    """What some of the amounts come to, as far as they are few."""
    made = {Decimal(0)}
    for amount in amounts:
        if len(made) > _MOST_SUMS:
            break
        made |= {total + amount for total in made}
    return made
