"""A PDF with an e-invoice inside says everything twice: on its page, which a person signs, and in its data.

The data's values are kept, and told where the page prints them; what the data leave out comes from the page; where the
two disagree a `Contradiction` says both. A value that the page reading isn't sure of, and one of the data that is
printed anywhere on the page, contradict nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..model import Contradiction, ContradictionField, Found, Line, Party, Place, Quote, Totals
from ..text.dates import dates_in
from ..text.numbers import decimal_sign, numbers_in
from ..text.pages import Page, Row, box_of, fold
from ..text.vocabulary import COMPANY

_SURE = 0.9
_NAMED = 0.7  # the name of a supplier is never surer where it stands without a label
_AGREED = 0.99  # the page's totals add up, and its lines make them
_MOST = 5  # lines told one by one


def with_page(data: Quote, page: Quote, pages: Sequence[Page]) -> Quote:
    """The quote of the data, completed and placed by the reading of its pages, with what contradicts it."""
    printed = _Printed(pages)
    lines, others = _placed_lines(data.lines, page.lines, printed)
    quote = replace(
        data,
        number=_placed(data.number, page.number, printed),
        issued_on=_placed(data.issued_on, page.issued_on, printed),
        valid_until=_placed(data.valid_until, page.valid_until, printed) or page.valid_until,
        supplier=_party(data.supplier, page.supplier, printed),
        customer=_party(data.customer, page.customer, printed),
        currency=data.currency or page.currency,
        lines=lines or page.lines,
        totals=_totals(data.totals, page.totals, printed),
        commitment=page.commitment,
        pages=len(pages),
        page_sizes=page.page_sizes,
        passages=(*page.passages, *data.passages),
        reasons=page.reasons,
    )
    contradictions = list(_values(quote, page, printed))
    if lines and page.totals.net and page.totals.net.confidence >= _AGREED:
        contradictions += [*_lines(quote, printed), *_other_lines(quote, others)][:_MOST]
    return replace(quote, contradictions=tuple(contradictions))


class _Printed:
    """What stands on the pages, to be looked up by value."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.rows = [row for page in pages for row in page.rows]

    @cached_property
    def numbers(self) -> dict[Decimal, list[Place]]:
        """Where each number is printed, whatever its sign: a credit note may print what it gives back without one."""
        sign = decimal_sign(word.text for page in self.pages for word in page.words)
        places: dict[Decimal, list[Place]] = {}
        for row in self.rows:
            for number in numbers_in(row.words, sign):
                for value in number.readings:
                    places.setdefault(abs(value), []).append(Place(row.page, box_of(number.words)))
        return places

    @cached_property
    def dates(self) -> dict[date, list[Place]]:
        places: dict[date, list[Place]] = {}
        for row in self.rows:
            for day, _, _ in dates_in(row.text, compact=True):
                places.setdefault(day, []).append(row.place)
        return places

    @cached_property
    def text(self) -> str:
        return " ".join(_squashed(row.text) for row in self.rows)

    def says(self, value: object) -> bool:
        """Whether the pages print this value anywhere, in whatever style."""
        if isinstance(value, Decimal):
            return abs(value) in self.numbers
        if isinstance(value, date):
            return value in self.dates or _turned(value) in self.dates
        return _squashed(str(value)) in self.text.replace(" ", "")

    def place(self, value: object) -> Place | None:
        """Where a value is printed; None when that is nowhere, or in several places."""
        if isinstance(value, Decimal | date):
            places = (
                self.numbers.get(abs(value), []) if isinstance(value, Decimal) else self.dates.get(value, [])
            )
            return places[0] if len(set(places)) == 1 else None
        wanted = _squashed(str(value))
        places = [place for row in self.rows if (place := _within(row, wanted))] if len(wanted) > 2 else []
        return places[0] if len(places) == 1 else None


def _turned(day: date) -> date:
    """The day that it would be with the month first."""
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _within(row: Row, wanted: str) -> Place | None:
    """The words of a row that make up `wanted`, from the beginning of one to the end of another."""
    starts, letters = [], ""
    for word in row.words:
        starts.append(len(letters))
        letters += _squashed(word.text)
    at = letters.find(wanted)
    if at not in starts:
        return None
    own = [word for word, start in zip(row.words, starts, strict=True) if at <= start < at + len(wanted)]
    return Place(row.page, box_of(own))


def _same(value: object, other: object) -> bool:
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return abs(value) == abs(other)
    if isinstance(value, str) and isinstance(other, str):
        return _squashed(value) == _squashed(other)
    return value == other


def _placed[T](data: Found[T] | None, page: Found[T] | None, printed: _Printed) -> Found[T] | None:
    if data is None:
        return None
    if page and _same(page.value, data.value):
        return replace(data, place=page.place, printed=page.printed)
    return replace(data, place=printed.place(data.value))


def _party(data: Party, page: Party, printed: _Printed) -> Party:
    """The party of the data; what they don't hold as the page says it."""
    return Party(
        **{
            f.name: _placed(getattr(data, f.name), getattr(page, f.name), printed) or getattr(page, f.name)
            for f in fields(Party)
        }
    )


def _totals(data: Totals, page: Totals, printed: _Printed) -> Totals:
    def placed(name: str) -> Found[Decimal] | None:
        return _placed(getattr(data, name), getattr(page, name), printed)

    gross, due = placed("gross"), placed("due")
    if due and gross and not due.place and due.value == gross.value:
        due = replace(due, place=gross.place)  # what is to be paid is printed once, as the total
    return Totals(
        net=placed("net"),
        vat=placed("vat"),
        gross=gross,
        deposit=placed("deposit") or page.deposit,
        due=due,
        breakdown=data.breakdown,
        adjustments=tuple(
            replace(adjustment, place=printed.place(adjustment.amount)) for adjustment in data.adjustments
        ),
    )


def _placed_lines(
    data: Sequence[Line], page: Sequence[Line], printed: _Printed
) -> tuple[tuple[Line, ...], list[Line]]:
    """The lines of the data where the page prints them, and the lines of the page that are none of those."""
    left, placed = list(page), []
    for line in data:
        twin = max(left, key=lambda other: _likeness(line, other), default=None)
        if twin is None or _likeness(line, twin) < 1:
            placed.append(replace(line, place=printed.place(line.description)))
            continue
        left.remove(twin)
        cells = tuple(c for c in twin.cells if _same(getattr(line, c.field), getattr(twin, c.field)))
        placed.append(replace(line, place=twin.place, cells=cells))
    return tuple(placed), left


def _likeness(line: Line, other: Line) -> float:
    """At least 1 for lines that may be the same: their names are alike, or their amounts are and a word is shared."""
    mine, theirs = _words(line.description), _words(f"{other.description} {other.details}")
    shared = len(mine & theirs) / max(len(mine), 1)
    amount = line.net_amount is not None and other.amount is not None and _same(line.net_amount, other.amount)
    return shared + (1 if amount and shared else 0) + (0.3 if shared > 0.6 else 0)


def _words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) > 1}


def _values(quote: Quote, page: Quote, printed: _Printed) -> Iterator[Contradiction]:
    """Totals and head: a sure value of the page against one that the page prints nowhere."""
    clients = {value.value for f in fields(Party) if (value := getattr(quote.customer, f.name))}
    for field, data, seen in _pairs(quote, page):
        if data is None or seen is None or seen.confidence < _SURE or _same(seen.value, data.value):
            continue
        if seen.value not in clients and not printed.says(data.value):
            yield Contradiction(field, seen.value, data.value, seen.place)
    yield from _name(quote, page, clients, printed)


def _pairs(
    quote: Quote, page: Quote
) -> Iterator[tuple[ContradictionField, Found[Any] | None, Found[Any] | None]]:
    yield "net", quote.totals.net, page.totals.net
    yield "vat", quote.totals.vat, page.totals.vat
    yield "gross", quote.totals.gross, page.totals.gross
    yield "number", quote.number, page.number
    yield "issued_on", quote.issued_on, page.issued_on
    yield "siren", quote.supplier.siren, page.supplier.siren
    yield "vat_id", quote.supplier.vat_id, page.supplier.vat_id
    yield "iban", quote.supplier.iban, page.supplier.iban


def _name(quote: Quote, page: Quote, clients: set[str], printed: _Printed) -> Iterator[Contradiction]:
    """A supplier has several names (a shop's, a person's, a logo's): it is another one only when the page prints no
    word of the data's, and none of its numbers."""
    data, seen = quote.supplier, page.supplier
    if not (data.name and seen.name) or seen.name.confidence < _NAMED or seen.name.value in clients:
        return
    own = [word for word in _words(data.name.value) if len(word) > 2 and not COMPANY.search(word)]
    numbers = [identifier.value for identifier in (data.siren, data.vat_id, data.iban) if identifier]
    if own and not any(word in printed.text for word in own) and not any(map(printed.says, numbers)):
        yield Contradiction("supplier", seen.name.value, data.name.value, seen.name.place)


def _lines(quote: Quote, printed: _Printed) -> Iterator[Contradiction]:
    """Lines of the data whose amount stands nowhere on the page, which need not print what others include."""
    for at, line in enumerate(quote.lines):
        if line.in_total and line.net_amount and not printed.says(line.net_amount):
            yield Contradiction("line", None, line.net_amount, line.place, at)


def _other_lines(quote: Quote, others: Sequence[Line]) -> Iterator[Contradiction]:
    """Lines of the page whose amount is nothing that the data hold."""
    known = {abs(a) for line in quote.lines for a in (line.net_amount, line.gross_amount) if a is not None}
    known |= {abs(change.amount) for change in quote.totals.adjustments}
    for line in others:
        if (
            line.net_amount
            and line.confidence >= _SURE
            and line.in_total
            and abs(line.net_amount) not in known
        ):
            yield Contradiction("line", line.net_amount, None, line.place, label=line.description)
