"""Which rows of a table announce a sum, and where the totals begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ..text.numbers import MINUS, numbers_in
from ..text.pages import Row, fold, segments
from ..text.vocabulary import TotalKind, total_kind
from .cells import Cut
from .headings import Column
from .labels import side_by_side

_SIGNS = {"€", "EUR", "%", *MINUS}
CLOSING: set[TotalKind | None] = {"net", "vat", "gross"}


class SumRows:
    """`anchor` is the column of the amounts of a table, `sign` the decimal sign of its document."""

    def __init__(self, columns: Sequence[Column], anchor: int, sign: str | None) -> None:
        self.columns, self.anchor, self.sign = columns, anchor, sign

    def kind(self, strip: Cut) -> TotalKind | None:
        """Which total the row announces: by the words just before its last number, or else by all of them. A row with a
        quantity or a price announces none, unless these stand before the label: they are of another table beside."""
        numbers = [number for at, cell in strip.numbers.items() if not self._ranks(at) for number in cell]
        if not numbers and re.search(r"[.,]\d\d\b", strip.row.text):
            numbers = [
                n for n in numbers_in(strip.row.words, self.sign) if re.search(r"[.,]\d{2}\b", n.printed)
            ]
        used = {id(word) for number in numbers for word in number.words}
        last = max((n.words[0].x0 for n in numbers if not n.percent), default=None)
        if last is None:
            return None
        before = [w for w in strip.row.words if id(w) not in used and w.x1 <= last and w.text not in _SIGNS]
        near = segments(before, 1.5)[-1:]
        labels = [run for run in near if total_kind(fold(" ".join(word.text for word in run)))]
        apart = any(number.x1 < run[0].x0 for run in labels for number in numbers)
        if self._priced(strip) and not apart:
            return None
        if not before:  # the amount stands at the left of its label
            before = [w for w in strip.row.words if id(w) not in used and w.text not in _SIGNS]
        for words in (*near, before):
            label = fold(" ".join(word.text for word in words))
            kind = total_kind(label)
            if kind and (len(label) <= 30 or total_kind(" ".join(label.split()[:3]))):
                return kind
        return None

    def headed(self, strips: Sequence[Cut]) -> set[int]:
        """The rows that hold nothing but totals, each under its name: a band with a heading of its own."""
        rows = [strip.row for strip in strips]
        return {at for at in range(1, len(rows)) if side_by_side(rows[at], [rows[at - 1]], self.sign)}

    def bare(self, strips: Sequence[Cut], anchors: Sequence[int]) -> set[int]:
        """The rows of an amount alone that is the sum of those above it, since the last such row; none where amounts
        stand apart from the words of their lines."""
        sums, since = set(), [Decimal(0)]
        for at in anchors:
            value = next((n.value for n in strips[at].numbers.get(self.anchor, ())), Decimal(0))
            if strips[at].label:
                since.append(value)
            elif len(since) > 2 and value == sum(since):
                sums.add(at)
                since = [Decimal(0)]
            else:
                return set()
        return sums

    def closing(
        self,
        strips: Sequence[Cut],
        anchors: Sequence[int],
        kinds: Sequence[TotalKind | None],
        named: Sequence[int],
    ) -> int:
        """The row of the first total: what comes after it is no line. The total of a section closes nothing: lines
        follow it. `kinds`: what each row announces, `named`: the columns of words."""
        priced = {at for at in anchors if kinds[at] is None and self._priced(strips[at])}
        plain = priced or {at for at in anchors if kinds[at] is None and strips[at].words(named)}
        first = next((at for at in anchors if kinds[at] in CLOSING), len(strips))
        sections = [at for at in anchors if at < first and kinds[at] in ("subtotal", "total")]
        if len(sections) > 1 and not any(at < first for at in plain):
            return first
        for at in range(anchors[0], len(strips)):
            if kinds[at] in CLOSING and at in anchors:
                if self._is_part(strips, at, anchors, kinds):
                    continue
                return at
            until = next((n for n in anchors if n > at and kinds[n] in CLOSING), len(strips))
            if kinds[at] in (*CLOSING, "total", "subtotal", "due") and not any(at < n < until for n in plain):
                return at
        return len(strips)

    def _is_part(
        self, strips: Sequence[Cut], at: int, anchors: Sequence[int], kinds: Sequence[TotalKind | None]
    ) -> bool:
        """True for the total of the lines above that a later one completes: with those between, or for these alone."""
        values = {
            n: strips[n].numbers[self.anchor][0].value for n in anchors if self.anchor in strips[n].numbers
        }
        until = next((n for n in values if n > at and kinds[n] in CLOSING), None)
        above = [value for n, value in values.items() if n < at and kinds[n] is None]
        between = [value for n, value in values.items() if until and at < n < until and kinds[n] is None]
        if until is None or not between or at not in values or sum(above) != values[at]:
            return False
        return values[until] in (sum(between), sum(between) + values[at])

    def _ranks(self, column: int) -> bool:
        """Whether a column holds the numbers of the lines."""
        return self.columns[column].roles[0] == "position"

    def _priced(self, strip: Cut) -> bool:
        """True when the row has numbers of its own besides the amount (a quantity, a price): it's no total."""
        wanted = {"quantity", "unit_price"}
        return any(
            wanted & set(self.columns[at].roles) and not all(number.percent for number in numbers)
            for at, numbers in strip.numbers.items()
            if at != self.anchor
        )


def closes(row: Row) -> bool:
    """True for the first row of the totals: a short label of a total, and a number."""
    if not re.search(r"\d", row.text):
        return False
    labels = (
        re.sub(r"[\d %]+$", "", fold(" ".join(w.text for w in run))) for run in segments(row.words, 1.5)
    )
    return any(len(label) < 30 and total_kind(label) in (*CLOSING, "subtotal", "due") for label in labels)
