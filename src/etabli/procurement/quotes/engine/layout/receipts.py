"""What tills print: a name, and on its row or the next one "3 x 12,50" with the amount at the right edge; no headings,
but products that come out and a printed total that adds them up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model import Place
from ..text.numbers import Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold
from ..text.vocabulary import total_kind
from .body import Record, Table
from .cards import SUMS
from .descriptions import Description
from .headings import Column
from .labels import candidates
from .wording import Wording

_TIMES = frozenset("xX×*@")
_CENT = Decimal("0.01")
_FAR = 2.2  # in letters' heights: from a name to its product
_LEVEL = 1.5  # in letters' heights: right edges of one column


@dataclass(frozen=True)
class _Sale:
    """A thing sold: the words that name it, its quantity and price when they are printed, and its amount."""

    name: tuple[Word, ...]
    numbers: tuple[Number, ...]

    @property
    def amount(self) -> Number:
        return self.numbers[-1]


def receipt(page: Page, sign: str | None) -> Table | None:
    """The sales of a page as the records of a table; None unless two at least spell out a product that comes out, and a
    labelled total is the sum of all."""
    sales = list(_sales(page.rows, sign))
    total = sum((sale.amount.value for sale in sales), Decimal(0))
    sums = {c.value for c in candidates([page], sign, set()) if c.kind in SUMS}
    if sum(len(sale.numbers) == 3 for sale in sales) < 2 or total not in sums:
        return None
    records = tuple(_record(sale, page.number) for sale in sales)
    box = box_of([word for sale in sales for number in sale.numbers for word in (*sale.name, *number.words)])
    columns = (
        Column("", ("description",), box[0], box[2]), Column("", ("quantity",), box[0], box[2]),
        Column("", ("unit_price",), box[0], box[2]), Column("", ("amount",), box[0], box[2]),
    )  # fmt: skip
    return Table(columns, records, Place(page.number, box), Wording(0))


def _sales(rows: Sequence[Row], sign: str | None) -> Iterator[_Sale]:
    """The products of a page, and between them the names that have an amount alone, at the same edge."""
    products = {at: product for at, row in enumerate(rows) if (product := _product(row, sign))}
    if not products:
        return
    edge = max(numbers[-1].x1 for numbers in products.values())
    for at in range(min(products) - 1, len(rows)):
        row = rows[max(at, 0)]
        if at in products:
            before = _words_before(row, products[at][0])
            name = before or _name_above(rows, at, sign)
            if name:
                yield _Sale(name, products[at])
            continue
        numbers = numbers_in(row.words, sign)
        name = _words_before(row, numbers[0]) if len(numbers) == 1 and numbers[0].is_amount else ()
        if total_kind(row.folded):
            if at > max(products):
                return
        elif name and abs(numbers[0].x1 - edge) < _LEVEL * row.size:
            yield _Sale(name, (numbers[0],))


def _product(row: Row, sign: str | None) -> tuple[Number, ...] | None:
    """The quantity, the price and the amount that end a row ("3 x 12,50   37,50"), when the one makes the other."""
    numbers = numbers_in(row.words, sign)
    if len(numbers) < 3:
        return None
    quantity, price, amount = numbers[-3:]
    start, stop = row.words.index(quantity.words[-1]) + 1, row.words.index(price.words[0])
    between = [word.text for word in row.words[start:stop]]
    comes_out = any(
        abs(q * p - a) <= _CENT
        for q in quantity.readings
        for p in price.readings
        for a in amount.readings
        if a
    )
    return (quantity, price, amount) if between and between[-1] in _TIMES and comes_out else None


def _words_before(row: Row, number: Number) -> tuple[Word, ...]:
    words = row.words[: row.words.index(number.words[0])]
    return words if re.search(r"[a-z]{3}", fold(" ".join(word.text for word in words))) else ()


def _name_above(rows: Sequence[Row], at: int, sign: str | None) -> tuple[Word, ...]:
    above = rows[at - 1] if at else None
    if above is None or rows[at].base - above.base > _FAR * max(above.size, rows[at].size):
        return ()
    has_amount = any(number.is_amount for number in numbers_in(above.words, sign))
    return () if has_amount or not re.search(r"[a-z]{3}", above.folded) else above.words


def _record(sale: _Sale, page: int) -> Record:
    name = " ".join(word.text for word in sale.name)
    places = (1, 2, 3) if len(sale.numbers) == 3 else (3,)
    box = box_of([*sale.name, *(word for number in sale.numbers for word in number.words)])
    cells: dict[int, tuple[Number, ...]] = {
        at: (number,) for at, number in zip(places, sale.numbers, strict=True)
    }
    texts = {0: name, **{at: numbers[0].printed for at, numbers in cells.items()}}
    return Record(Description("", name, "", name), cells, texts, Place(page, box), name)
