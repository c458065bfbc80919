"""A table whose columns nobody named: its numbers stand in line, and arithmetic says what they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from ..text.numbers import CURRENCIES, Number, numbers_in
from ..text.pages import Page, Row, Word, fold, segments
from ..text.vocabulary import Role, total_kind
from .cards import PROOFS
from .headings import Column, Heading
from .labels import candidates
from .naming import is_bullet

_AT_THE_EDGE = 0.8  # of the page's width: where an amount may be a figure without cents or currency
_MOST = 7  # numbers of a row that are looked at


@dataclass(frozen=True)
class _Proof:
    """A row in which one number is the product of two others, and the words that name what it is about."""

    row: Row
    roles: tuple[tuple[Role, Number], ...]
    name: tuple[Word, ...]

    def alike(self, other: _Proof) -> bool:
        """True when both rows show the same roles in the same places."""
        mine, theirs = dict(self.roles), dict(other.roles)
        named = not self.name or not other.name or _beside(self.name, other.name)
        return named and all(_in_line(mine[role], theirs[role], role) for role in _PROVEN)


_PROVEN: tuple[Role, ...] = ("quantity", "unit_price", "amount")


def guessed_heading(page: Page, sign: str | None) -> Heading | None:
    """Columns deduced from the rows where one number is the product of two others; None when no row shows it."""
    proofs = [proof for row in page.rows if (proof := _proof(row, sign))]
    groups = [[other for other in proofs if proof.alike(other)] for proof in proofs]
    kin = max(groups, key=len, default=[])
    if len(kin) > 1 and not any(p.name for p in kin) and _are_summed(page, kin, sign):
        kin = [replace(proof, name=_name_beside(page, proof)) for proof in kin]
    if not any(p.name for p in kin) or (len(kin) == 1 and not dict(kin[0].roles)["amount"].is_amount):
        return _price_list(page, sign)
    spans: dict[Role, list[tuple[float, float]]] = {
        "description": [(p.name[0].x0, p.name[-1].x1) for p in kin if p.name]
    }
    for proof in kin:
        for role, number in proof.roles:
            spans.setdefault(role, []).append((number.words[0].x0, number.x1))
    columns = [
        Column("", (role,), min(left for left, _ in numbers), max(right for _, right in numbers))
        for role, numbers in spans.items()
        if role in (*_PROVEN, "description") or 2 * len(numbers) > len(kin)
    ]
    top = _top(page, kin[0], columns, sign)
    return Heading(tuple(sorted(columns, key=lambda column: column.cx)), page.number, top - 1, top)


def _proof(row: Row, sign: str | None) -> _Proof | None:
    numbers = numbers_in(row.words, sign)
    plain = [n for n in numbers if not n.percent][-_MOST:]
    name = _name(row, numbers)
    if len(plain) < 3:
        return None
    for a in range(len(plain) - 1, -1, -1):
        for q, p in permutations((at for at in reversed(range(len(plain))) if at != a), 2):
            if a < max(q, p) and 1 in (plain[q].value, plain[p].value):
                continue  # the amount comes before its price: either may be it
            made = (plain[q].value * plain[p].value).quantize(Decimal("0.01"), ROUND_HALF_UP)
            if made and made == plain[a].value and _counts(plain[q], plain[p], q < p):
                rates: list[tuple[Role, Number]] = [("vat_rate", n) for n in numbers if n.percent][:1]
                roles: list[tuple[Role, Number]] = list(
                    zip(_PROVEN, (plain[q], plain[p], plain[a]), strict=True)
                )
                return _Proof(row, (*roles, *rates), name)
    return None


def _name(row: Row, numbers: Sequence[Number]) -> tuple[Word, ...]:
    """The longest run of words of the row."""
    money = {id(word) for n in numbers if n.is_amount for word in n.words}
    runs = segments([w for w in row.words if id(w) not in money], 0.7)
    named = [run for run in runs if sum(letter.isalpha() for w in run for letter in w.text) > 4]
    return max(named, key=len, default=())


def _are_summed(page: Page, kin: Sequence[_Proof], sign: str | None) -> bool:
    total = sum(dict(proof.roles)["amount"].value for proof in kin)
    return any(c.value == total and c.kind in PROOFS for c in candidates([page], sign, set()))


def _name_beside(page: Page, proof: _Proof) -> tuple[Word, ...]:
    """The words nearest above the numbers of a row, at their left: of names set higher than their numbers."""
    left = min(number.words[0].x0 for _, number in proof.roles)
    near = [row for row in page.rows if 0 < proof.row.base - row.base < row.size]
    return next((tuple(w for w in row.words if w.x1 < left) for row in reversed(near)), ())


def _top(page: Page, first: _Proof, columns: Sequence[Column], sign: str | None) -> float:
    """Where the table begins: above the first proven row, the rows that have an amount in its place or that stand close
    over it in the names' own column."""
    amount = dict(first.roles)["amount"]
    left, right = min(column.x0 for column in columns), max(column.x1 for column in columns)
    rows = [row for row in page.rows if row.base <= first.row.base]
    top = at = len(rows) - 1
    while at > 0:
        row, below = rows[at - 1], rows[at]
        close = below.base - row.base < 1.7 * row.size
        priced = any(_in_line(number, amount) for number in numbers_in(row.words, sign))
        inside = row.words[0].x0 > left - 3 and row.words[-1].x1 < right + 3
        heads = len(segments(row.words)) == len(columns) and not re.search(r"\d", row.text)
        if below.base - row.base > 5 * row.size or heads or not (priced or (close and inside)):
            break
        at -= 1
        top = at
    return rows[top].words[0].y0


def _in_line(a: Number, b: Number, role: Role = "amount") -> bool:
    """True when two numbers share an edge or their middle: they stand in one column. A unit beside a quantity pushes
    it out of line."""
    reach = (3 if role == "quantity" else 0.8) * a.words[0].size
    left, right = a.words[0].x0 - b.words[0].x0, a.x1 - b.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < reach


def _beside(a: Sequence[Word], b: Sequence[Word]) -> bool:
    return a[0].x0 < b[-1].x1 and b[0].x0 < a[-1].x1


def _price_list(page: Page, sign: str | None) -> Heading | None:
    """Names with one price each, proved by a total below that is their sum."""
    priced: list[tuple[Row, Number]] = []
    for row in page.rows:
        numbers = _money_at_the_end(row, sign)
        if numbers and (
            numbers[-1].is_amount or not numbers[-1].value or numbers[-1].x1 > _AT_THE_EDGE * page.width
        ):
            priced.append((row, numbers[-1]))
    totals: dict[Decimal, list[float]] = defaultdict(list)
    for c in candidates([page], sign, set()) if len(priced) > 1 else ():
        if c.kind in PROOFS:
            totals[c.value].append(c.place.box[3])
    for listed in _lists(priced):
        total = Decimal(0)
        for at, (row, number) in enumerate(listed):
            total += number.value
            if at and total and any(bottom > row.base + 1 for bottom in totals.get(total, ())):
                heading = _list_heading(page, listed[: at + 1])
                if _nameless(listed[: at + 1], sign):
                    continue
                if heading.columns[0].x1 < heading.columns[1].x0:
                    return heading
    return None


def _lists(priced: Sequence[tuple[Row, Number]]) -> Iterator[list[tuple[Row, Number]]]:
    """Rows that may be one list: those whose prices stand in line; then those whose names do, each far from its price.
    None of them names a sum."""
    plain = [(row, number) for row, number in priced if total_kind(_name_before(row, number)) not in PROOFS]
    done: list[Number] = []
    for _, seed in plain:
        if seed not in done:
            listed = [(row, number) for row, number in plain if _in_line(number, seed)]
            done += [number for _, number in listed]
            yield listed
    for left in sorted({round(row.words[0].x0) for row, _ in plain}):
        yield [(row, n) for row, n in plain if abs(row.words[0].x0 - left) < 2 and _apart(row, n)]


def _nameless(listed: Sequence[tuple[Row, Number]], sign: str | None) -> bool:
    """True where most rows say but a unit, a rate or another price before theirs: the names are elsewhere."""
    bare = 0
    for row, number in listed:
        before = [w for w in row.words if w.x1 <= number.words[0].x0]
        figures = {id(w) for n in numbers_in(before, sign) for w in n.words}
        letters = sum(letter.isalpha() for w in before if id(w) not in figures for letter in w.text)
        bare += bool(figures) and letters < 8
    return 2 * bare > len(listed)


def _name_before(row: Row, number: Number) -> str:
    return fold(" ".join(w.text for w in _before(row, number)))


def _before(row: Row, number: Number) -> list[Word]:
    """The words before a price, without the currency that leads it."""
    return [w for w in row.words if w.x1 <= number.words[0].x0 and w.text not in CURRENCIES]


def _apart(row: Row, number: Number) -> bool:
    """True when a blank, or dots that lead across it, part the price from its name."""
    before = _before(row, number)
    return bool(before) and number.words[0].x0 - before[-1].x1 > 2 * row.size


def _list_heading(page: Page, listed: Sequence[tuple[Row, Number]]) -> Heading:
    left, right = min(n.words[0].x0 for _, n in listed), max(n.x1 for _, n in listed)
    text_end = max(w.x1 for row, n in listed for w in _before(row, n))
    start = min(row.words[0].x0 for row, _ in listed)
    columns = (Column("", ("description",), start, text_end), Column("", ("amount",), left, right))
    titles = [_title_over(page, row) for row, _ in listed]
    rows = titles if all(titles) else [_over_bullets(page, listed[0][0]), *(row for row, _ in listed)]
    top = min(row.words[0].y0 for row in rows if row)
    return Heading(columns, page.number, top - 1, top)


def _over_bullets(page: Page, row: Row) -> Row:
    """The row that the points of a list stand under, when this is one of them; else itself."""
    above = [r for r in page.rows if r.base < row.base]
    while is_bullet(row.words[0]) and above and row.base - above[-1].base < 1.9 * row.size:
        row = above.pop()
    return row


def _title_over(page: Page, row: Row) -> Row | None:
    """The row right over another, in line with it and without a number: its title, where all of a list have one."""
    over = max((r for r in page.rows if r.base < row.base), key=lambda r: r.base, default=None)
    if over is None or row.base - over.base > 1.9 * row.size or re.search(r"\d", over.text):
        return None
    return over if abs(over.words[0].x0 - row.words[0].x0) < 2 else None


def _money_at_the_end(row: Row, sign: str | None) -> list[Number]:
    """The numbers of a row after its words."""
    numbers = [n for n in numbers_in(row.words, sign) if not n.percent]
    if not numbers or row.words[0] is numbers[-1].words[0]:
        return []
    return numbers[-4:]


def _counts(quantity: Number, price: Number, first: bool) -> bool:
    """True when the first is the likelier quantity: it isn't printed as money while the other is, or it comes first."""
    if quantity.money != price.money:
        return price.money
    if quantity.is_amount != price.is_amount:
        return price.is_amount
    return first
