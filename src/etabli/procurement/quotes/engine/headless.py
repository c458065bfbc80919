"""A table whose columns nobody named: its numbers stand in line, and arithmetic says what they are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from .headings import Column, Heading
from .numbers import Number, numbers_in
from .pages import Page, Row, fold
from .vocabulary import Role, total_kind

_REACH = 14.0  # points between two right edges of one column


def guessed_heading(page: Page, sign: str | None) -> Heading | None:
    """Columns deduced from the rows where one number is the product of two others; None when no row shows it."""
    rows = [(row, _money_at_the_end(row, sign)) for row in page.rows]
    rows = [(row, numbers) for row, numbers in rows if len(numbers) >= 3]
    proofs = [(row, numbers, proof) for row, numbers in rows if (proof := _proof(numbers))]
    if not proofs:
        return _price_list(page, sign)
    _row, numbers, roles = max(proofs, key=lambda item: sum(_alike(item[1], other) for _, other, _ in proofs))
    kin = [(r, n) for r, n, _ in proofs if _alike(numbers, n)]
    columns = [Column("", ("description",), min(r.words[0].x0 for r, _ in kin), _text_end(kin))]
    for at, role in enumerate(roles):
        columns.append(
            Column("", (role,), min(n[at].words[0].x0 for _, n in kin), max(n[at].x1 for _, n in kin))
        )
    top = min(r.words[0].y0 for r, _ in kin)
    return Heading(tuple(columns), page.number, top - 1, top)


def _price_list(page: Page, sign: str | None) -> Heading | None:
    """Names with one price each, proved by a total that is their sum."""
    listed: list[tuple[Row, Number]] = []
    for row in page.rows:
        numbers = _money_at_the_end(row, sign)
        if not numbers or (listed and abs(numbers[-1].x1 - listed[-1][1].x1) > _REACH):
            continue
        label = fold(" ".join(w.text for w in row.words if w.x1 <= numbers[-1].words[0].x0))
        if total_kind(label) in ("net", "gross", "total", "subtotal"):
            if len(listed) > 1 and sum(n.value for _, n in listed) in numbers[-1].readings:
                return _list_heading(page, listed)
        elif numbers[-1].money or not numbers[-1].value:
            listed.append((row, numbers[-1]))
    return None


def _list_heading(page: Page, listed: Sequence[tuple[Row, Number]]) -> Heading:
    left, right = min(n.words[0].x0 for _, n in listed), max(n.x1 for _, n in listed)
    text_end = max(w.x1 for row, n in listed for w in row.words if w.x1 <= n.words[0].x0)
    start = min(row.words[0].x0 for row, _ in listed)
    columns = (Column("", ("description",), start, text_end), Column("", ("amount",), left, right))
    top = min(row.words[0].y0 for row, _ in listed)
    return Heading(columns, page.number, top - 1, top)


def _money_at_the_end(row: Row, sign: str | None) -> list[Number]:
    """The numbers of a row after its words."""
    numbers = [n for n in numbers_in(row.words, sign) if not n.percent]
    if not numbers or row.words[0] is numbers[0].words[0]:
        return []
    return numbers[-4:]


def _proof(numbers: Sequence[Number]) -> tuple[Role, ...] | None:
    """The roles of the numbers when two of them make the product of the last or so."""
    for q, p, a in permutations(range(len(numbers)), 3):
        made = (numbers[q].value * numbers[p].value).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if a > max(q, p) and made == numbers[a].value and made and _counts(numbers[q], numbers[p], q < p):
            roles: list[Role] = ["other"] * len(numbers)
            roles[q], roles[p], roles[a] = "quantity", "unit_price", "amount"
            return tuple(roles)
    return None


def _counts(quantity: Number, price: Number, first: bool) -> bool:
    """True when the first is the likelier quantity: it isn't money while the other is, or it comes first."""
    if quantity.money != price.money:
        return price.money
    return first


def _alike(a: Sequence[Number], b: Sequence[Number]) -> bool:
    return len(a) == len(b) and all(abs(x.x1 - y.x1) < _REACH for x, y in zip(a, b, strict=True))


def _text_end(kin: Sequence[tuple[Row, Sequence[Number]]]) -> float:
    ends = [w.x1 for row, numbers in kin for w in row.words if w.x1 <= numbers[0].words[0].x0]
    return max(ends, default=0.0)
