"""Things sold each in a block of its own, its price alone on the last line, the blocks one below the other or side by
side: no table, but prices that a printed total adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model import Place
from ..text.numbers import Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import Role, TotalKind, total_kind
from .body import Record, Table
from .descriptions import Description
from .headings import Column
from .labels import candidates
from .wording import Wording

SUMS: set[TotalKind | None] = {"net", "gross", "total", "subtotal", "due"}
PROOFS = SUMS | {"base"}  # what the amounts of things may come to
_OF_MONEY = re.compile(r"(eur(os?)?|ht|ttc|h t|t t c|net|prix|tarif|forfait|hors taxes?)*")
_FAR = 2.6  # in letters' heights: from a line of a block to the next
_MOST_LINES = 8  # of a block
_ALIGNED = 0.5  # in letters' heights: lines that stand over each other


@dataclass(frozen=True)
class _Cell:
    """What stands together on a printed row."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


@dataclass(frozen=True)
class _Card:
    """The lines of a block, from top to bottom, and its price."""

    lines: tuple[_Cell, ...]
    price: _Cell
    number: Number


def cards(page: Page, sign: str | None) -> Table | None:
    """The blocks of a page, or its names each after a price, as the records of a table; None unless a labelled total is
    the sum of their prices."""
    sums = {c.value for c in candidates([page], sign, set()) if c.kind in PROOFS}
    ways = (list(way(page.rows, sign)) for way in (_cards, _after_prices))
    blocks = next((way for way in ways if len(way) > 1 and _sum(way) in sums), None)
    if blocks is None:
        return None
    records = tuple(_record(card, page.number) for card in blocks)
    taxed = all("ttc" in fold(card.price.text).split() for card in blocks)
    role: Role = "gross" if taxed else "amount"
    boxes = [record.place.box for record in records]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    columns = (Column("", ("description",), box[0], box[2]), Column("", (role,), box[0], box[2]))
    return Table(columns, records, Place(page.number, box), Wording(0))


def _cards(rows: Sequence[Row], sign: str | None) -> Iterator[_Card]:
    """Each price that stands alone, with the lines over it that no other price has taken."""
    cells = [_Cell(run) for row in rows for run in segments(row.words, 1.8)]
    prices = [(cell, number) for cell in cells if (number := _price(cell, sign))]
    taken = {id(cell) for cell, _ in prices}
    for price, number in prices:
        lines: list[_Cell] = []
        below, edges = price, {"left", "right", "middle"}
        for cell in sorted(cells, key=lambda cell: -cell.base):
            if id(cell) in taken or cell.base >= below.base or not _over(cell, below):
                continue
            edges &= _shared(cell, below)
            far = below.base - cell.base > _FAR * max(cell.size, below.size)
            if far or not edges or len(lines) == _MOST_LINES:
                break
            lines.insert(0, cell)
            taken.add(id(cell))
            below = cell
        if lines and not _says_a_sum(lines[-1]):
            yield _Card(tuple(lines), price, number)


def _sum(blocks: Sequence[_Card]) -> Decimal:
    return sum((card.number.value for card in blocks), Decimal(0))


def _after_prices(rows: Sequence[Row], sign: str | None) -> Iterator[_Card]:
    """Each price that begins a row, with the name that ends it and the lines right under this."""
    cells = [[_Cell(run) for run in segments(row.words, 1.8)] for row in rows]
    for at, row in enumerate(cells):
        number = _price(row[0], sign) if len(row) == 2 else None
        if number is None or _says_a_sum(row[1]):
            continue
        lines = [row[1]]
        for below in cells[at + 1 : at + _MOST_LINES]:
            near = below[0].base - lines[-1].base <= _FAR * below[0].size
            if len(below) > 1 or not near or "left" not in _shared(below[0], row[1]):
                break
            lines.append(below[0])
        yield _Card(tuple(lines), row[0], number)


def _says_a_sum(cell: _Cell) -> bool:
    return total_kind(fold(cell.text)) in {*SUMS, "vat", "base", "deposit"}


def _price(cell: _Cell, sign: str | None) -> Number | None:
    """The one amount of a cell that says nothing else."""
    numbers = numbers_in(cell.words, sign)
    if len(numbers) != 1 or not numbers[0].is_amount or numbers[0].percent:
        return None
    used = {id(word) for word in numbers[0].words}
    rest = fold(" ".join(word.text for word in cell.words if id(word) not in used))
    return numbers[0] if _OF_MONEY.fullmatch(rest.replace(" ", "")) else None


def _over(cell: _Cell, below: _Cell) -> bool:
    return cell.words[0].x0 < below.words[-1].x1 and below.words[0].x0 < cell.words[-1].x1


def _shared(cell: _Cell, below: _Cell) -> set[str]:
    """How two lines of a block stand over each other: by their left or right edges, or by their middles."""
    left, right = cell.words[0].x0 - below.words[0].x0, cell.words[-1].x1 - below.words[-1].x1
    apart = {"left": left, "right": right, "middle": (left + right) / 2}
    return {name for name, points in apart.items() if abs(points) < _ALIGNED * cell.size}


def _record(card: _Card, page: int) -> Record:
    name, *rest = (cell.text for cell in card.lines)
    details = " ".join(rest)
    box = box_of([word for cell in (*card.lines, card.price) for word in cell.words])
    described = Description("", name, details, f"{name} {details}".strip())
    return Record(
        described, {1: (card.number,)}, {0: f"{name} {details}", 1: card.price.text}, Place(page, box), name
    )
