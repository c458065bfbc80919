"""Rows and columns: what stands under a heading, cut into columns and gathered into records.

Nothing is decided here about the meaning of a number: a record keeps, for each column, every number printed in it,
the nearest to the record's own row first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .columns import edge_between, gap, ruled_apart
from .headings import Column, Heading, headings
from .headless import guessed_heading
from .model import Box, Place
from .naming import goes_on, in_brackets, is_a_name
from .numbers import Number, numbers_in
from .pages import Page, Row, Rule, Word, box_of, fold
from .vocabulary import CARRIED_OVER, OPTION, total_kind

_AMOUNTS = {"net", "gross", "amount"}


@dataclass(frozen=True)
class Record:
    """What the table says in one of its rows, column by column (by index)."""

    description: str
    details: str
    numbers: dict[int, tuple[Number, ...]]
    texts: dict[int, str]
    place: Place
    label: str
    optional: bool = False
    after_totals: bool = False
    monthly: bool = False


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    place: Place


@dataclass
class _Strip:
    """A printed row of the table's body, its words dealt out to the columns."""

    row: Row
    cells: dict[int, list[Word]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[Number]] = field(default_factory=dict)

    def cell(self, column: int) -> str:
        return " ".join(word.text for word in self.cells.get(column, ()))

    def words(self, columns: Sequence[int]) -> list[Word]:
        return [word for at in columns for word in self.cells.get(at, ())]


def tables(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """Every table of the document in reading order, those of later pages without a heading of their own joined."""
    furniture = _furniture(pages)
    found: list[Table] = []
    current: Heading | None = None
    for page in pages:
        rows = [row for row in page.rows if (row.page, row.base) not in furniture]
        heads = headings(page)
        if current and len(page.rows) and not (heads and heads[0].signature == current.signature):
            top = heads[0].top if heads else page.height
            body = [row for row in rows if row.base < top]
            table = _Body(current, body, page, sign, strict=True).table()
            if table:
                found.append(table)
        for at, head in enumerate(heads):
            below = heads[at + 1].top if at + 1 < len(heads) else page.height
            if not head.of_lines:
                current = None
                continue
            body = [row for row in rows if head.bottom < row.base and row.base < below]
            above = [r.folded for r in rows if head.top - 34 < r.base <= head.top + 1]
            table = _Body(head, body, page, sign).table(optional=any(OPTION.search(text) for text in above))
            if table:
                found.append(table)
                current = head
    return found or _headless(pages, sign)


def _headless(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """Tables without headings: where numbers in line with each other verify quantity × price = amount."""
    found = []
    for page in pages:
        head = guessed_heading(page, sign)
        if head:
            body = [row for row in page.rows if row.base >= head.bottom]
            table = _Body(head, body, page, sign).table()
            if table:
                found.append(table)
    return found


def _furniture(pages: Sequence[Page]) -> set[tuple[int, float]]:
    """Rows printed on several pages at the same height, near the top or the bottom: letterheads and footers."""
    if len(pages) < 2:
        return set()
    seen: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for row in page.rows:
            edge = row.base < 0.14 * page.height or row.base > 0.86 * page.height
            if edge and not re.search(r"\d[.,]\d\d(?!\d)", row.text):
                key = (_PAGE_NUMBER.sub("", row.folded), round(row.base / 4))
                seen[key].append((row.page, row.base))
    again = {spot for spots in seen.values() if len(spots) > 1 for spot in spots}
    own = {number for number, _ in again}
    heads = {page.number: headings(page) for page in pages if page.number in own}
    return {
        (number, base)
        for number, base in again
        if not any(head.top <= base <= head.bottom + 1 for head in heads[number])
    }


class _Body:
    """The rows under one heading on one page."""

    def __init__(
        self, head: Heading, rows: Sequence[Row], page: Page, sign: str | None, strict: bool = False
    ) -> None:
        self.columns, self.page, self.sign, self.strict = head.columns, page, sign, strict
        self.head = head
        self.rows = rows
        self.anchor = self._anchor()
        self.text_columns = self._text_columns()
        self.text_right = self.text_edge = 0.0
        self.edges: list[float] = []

    def _anchor(self) -> int:
        for wanted in (_AMOUNTS, {"unit_price"}):
            for at in range(len(self.columns) - 1, -1, -1):
                if wanted & set(self.columns[at].roles):
                    return at
        return len(self.columns) - 1

    def _text_columns(self) -> list[int]:
        named = [at for at, column in enumerate(self.columns) if column.roles[0] == "description"]
        plain = [at for at in named if self.columns[at].text not in ("item", "poste")]
        spare = [
            at
            for at, column in enumerate(self.columns)
            if column.roles[0] in ("other", "reference", "position")
        ]
        return plain or named or spare or [0]

    def table(self, *, optional: bool = False) -> Table | None:
        strips = self._strips()
        self.text_right = self._text_right(strips)
        self.text_edge = self._text_edge(strips)
        anchors = [at for at, strip in enumerate(strips) if strip.numbers.get(self.anchor)]
        if self.strict:
            anchors = [at for at in anchors if len(strips[at].numbers) >= 2]
        if not anchors:
            return None
        shares = self._shares(strips, anchors)
        records, closed, last = [], False, -1
        for at, share in zip(anchors, shares, strict=True):
            above = [strips[i].row.folded for i in range(last + 1, at)]
            last = max(share.stop - 1, at)
            label = _label(strips[at])
            kind = total_kind(label) if not self._priced(strips[at]) else None
            if CARRIED_OVER.search(label):
                continue
            optional = (optional and not kind) or any(OPTION.search(text) for text in above)
            records.append(
                self._record(strips, at, self._without_title(strips, at, share), label, optional, closed)
            )
            closed = closed or kind in ("net", "vat", "gross", "total", "due")
        box = box_of([word for strip in strips for word in strip.row.words])
        return Table(self.columns, tuple(records), Place(self.page.number, box)) if records else None

    def _text_edge(self, strips: Sequence[_Strip]) -> float:
        """Where the next column's own words begin."""
        following = (self.text_columns or [0])[-1] + 1
        if following >= len(self.columns):
            return self.page.width
        words = [w.x0 for s in strips if s.numbers for w in s.cells.get(following, ())]
        return min([self.columns[following].x0, *words])

    def _text_right(self, strips: Sequence[_Strip]) -> float:
        """How far to the right the lines of text go before they are broken."""
        words = [w for s in strips if s.numbers for w in s.words(self.text_columns)]
        printed = max((w.x1 for w in words), default=0.0)
        left, last = (
            min((w.x0 for w in words), default=0.0),
            self.text_columns[-1] if self.text_columns else 0,
        )
        edge = self.edges[last] if last < len(self.edges) else printed
        return max(printed, left + 0.8 * (edge - left))

    def _priced(self, strip: _Strip) -> bool:
        """True when the row has numbers of its own besides the amount (a quantity, a price): it's no total."""
        wanted = {"quantity", "unit_price"}
        return any(
            wanted & set(self.columns[at].roles) and not all(number.percent for number in numbers)
            for at, numbers in strip.numbers.items()
            if at != self.anchor
        )

    def _strips(self) -> list[_Strip]:
        edges = self.edges = self._edges()
        strips = []
        for row in self.rows:
            strip = _Strip(row)
            for word in row.words:
                strip.cells[sum(word.cx > edge for edge in edges)].append(word)
            for at, words in strip.cells.items():
                if at not in self.text_columns and (numbers := numbers_in(words, self.sign)):
                    strip.numbers[at] = numbers
            strips.append(strip)
        self._join_broken(strips)
        return strips

    def _join_broken(self, strips: Sequence[_Strip]) -> None:
        """Join an amount that its narrow column broke after the thousands ("1" over "680,00")."""
        for at, strip in enumerate(strips):
            for column, found in list(strip.numbers.items()):
                if len(found) > 1 or not re.fullmatch(r"\d{1,3}", strip.cell(column)):
                    continue
                for below in strips[at + 1 : at + 3]:
                    tail = below.cell(column)
                    near = below.row.base - strip.row.base < 1.4 * strip.row.size
                    if near and re.fullmatch(r"\d{3}[.,]\d{2}( ?€)?", tail):
                        whole = numbers_in(
                            [*strip.cells[column], *below.cells[column]], self.sign, stacked=True
                        )
                        del strip.numbers[column]
                        below.numbers[column] = whole
                        break
                    if tail:
                        break

    def _edges(self) -> list[float]:
        """The x between each column and the next: a ruling line, or else where the fewest words are crossed."""
        until = next((row.base for row in self.rows if _closes(row)), self.page.height)
        words = [w for row in self.rows if row.base < until for w in row.words] or [
            w for row in self.rows for w in row.words
        ]
        upright = [
            r for r in self.page.rules if not r.horizontal and r.y1 > self.head.top - 3 and r.y0 < until
        ]
        edges: list[float] = []
        for left, right in zip(self.columns, self.columns[1:], strict=False):
            edge = edge_between(left, right, words, upright)
            edges.append(max(edge, edges[-1]) if edges else edge)
        return edges

    def _shares(self, strips: Sequence[_Strip], anchors: Sequence[int]) -> list[range]:
        """For each anchor, the rows that belong to its record; rows that belong to none are titles."""
        lines = [r for r in self.page.rules if r.horizontal and r.x1 - r.x0 > 0.15 * self.page.width]
        starts, stops = [self._first(strips, anchors[0], lines)], []
        for here, there in pairwise(anchors):
            stop, start = self._cut(strips, here, there, lines)
            stops.append(stop)
            starts.append(start)
        stops.append(self._last(strips, anchors[-1], lines))
        return [range(start, stop) for start, stop in zip(starts, stops, strict=True)]

    def _cut(self, strips: Sequence[_Strip], here: int, there: int, lines: Sequence[Rule]) -> tuple[int, int]:
        """Where the record of row `here` stops and where that of row `there` begins: at the lines drawn between, at the
        widest blank, or just above `there` when the rows are evenly spaced."""
        gaps = {at: gap(strips[at - 1].row, strips[at].row) for at in range(here + 1, there + 1)}
        ruled = [at for at in gaps if ruled_apart(strips[at - 1].row, strips[at].row, lines)]
        if ruled:
            return ruled[0], ruled[-1]
        widest = max(gaps.values())
        if gaps[there] < 0.88 * widest:
            cut = max((at for at in gaps if gaps[at] >= 0.97 * widest), default=there)
            return cut, cut
        if there > here + 1 and gaps[here + 1] > 1.9 * strips[here].row.size:
            return here + 1, there
        return there, there

    def _first(self, strips: Sequence[_Strip], anchor: int, lines: Sequence[Rule]) -> int:
        at = anchor
        while at > 0:
            above, row = strips[at - 1].row, strips[at].row
            if ruled_apart(above, row, lines) or gap(above, row) > 1.5 * row.size:
                break
            at -= 1
        return at

    def _last(self, strips: Sequence[_Strip], anchor: int, lines: Sequence[Rule]) -> int:
        at = anchor + 1
        while at < len(strips):
            above, row = strips[at - 1].row, strips[at].row
            if ruled_apart(above, row, lines) or gap(above, row) > 1.7 * min(above.size, row.size):
                break
            if not strips[at].words(self.text_columns) or total_kind(_label(strips[at])) == "net":
                break
            at += 1
        return at

    def _without_title(self, strips: Sequence[_Strip], anchor: int, share: range) -> range:
        """Leave out a section's title: rows without a number, above an anchor that has words of its own and none
        below."""
        own = strips[anchor].words(self.text_columns)
        below = any(strips[at].words(self.text_columns) for at in share if at > anchor)
        if share.start == anchor or not own or below or strips[anchor - 1].numbers:
            return share
        above = strips[anchor - 1].words(self.text_columns)
        if above and goes_on(above, own, self.text_right, self._limit(own)):
            return share
        return range(anchor, share.stop)

    def _limit(self, words: Sequence[Word]) -> float:
        """How far a line goes when what follows may well be something else: nearly to the column's edge."""
        left = min(w.x0 for w in words)
        return left + 0.97 * (self.text_edge - left)

    def _record(
        self, strips: Sequence[_Strip], anchor: int, share: range, label: str, optional: bool, closed: bool
    ) -> Record:
        base = strips[anchor].row.base
        numbers: dict[int, tuple[Number, ...]] = {}
        texts: dict[int, str] = {}
        for column in range(len(self.columns)):
            near = [n for at in share for n in strips[at].numbers.get(column, ())]
            if column == self.anchor:
                near = list(strips[anchor].numbers[column])
            if near:
                numbers[column] = tuple(sorted(near, key=lambda n: abs(n.base - base)))
            words = [w for at in share for w in strips[at].cells.get(column, ())]
            texts[column] = " ".join(w.text for w in words)
        kept = [strips[at] for at in share if strips[at].words(self.text_columns) or at == anchor]
        description, details = self._described([strip.words(self.text_columns) for strip in kept])
        spare = [c for c, column in enumerate(self.columns) if column.roles[0] in ("reference", "other")]
        names = [
            texts[c]
            for c in spare
            if self.columns[c].roles[0] == "reference" and c not in self.text_columns and is_a_name(texts[c])
        ]
        description = " ".join([*names, description]).strip()
        if not re.search(r"\w", description):
            description = " ".join(texts[c] for c in spare).strip()
        box: Box = box_of([w for strip in kept for w in strip.row.words])
        return Record(
            description,
            details,
            numbers,
            texts,
            Place(self.page.number, box),
            label,
            optional or bool(OPTION.search(fold(description))),
            closed,
            self._monthly(kept),
        )

    def _monthly(self, kept: Sequence[_Strip]) -> bool:
        """True when the amount's heading says a month and the row doesn't say once."""
        said = any(_MONTHLY.search(column.text) for column in self.columns)
        return said and not any(_ONCE.search(strip.row.folded) for strip in kept)

    def _described(self, printed: Sequence[Sequence[Word]]) -> tuple[str, str]:
        """The name of what is sold, going on to the next line where its line is full, and the details under it."""
        lines = [words for words in printed if words]
        right = max((w.x1 for words in lines for w in words), default=0.0)
        right = max(right, self.text_right)
        named = 1
        limit = self._limit([w for words in lines for w in words]) if lines else right
        while named < min(len(lines), 2) and goes_on(lines[named - 1], lines[named], right, limit):
            named += 1
        if named < len(lines) and in_brackets(lines[named]):
            named += 1
        texts = [" ".join(w.text for w in words) for words in lines]
        return " ".join(texts[:named]), " ".join(texts[named:])


_PAGE_NUMBER = re.compile(r"\b(page|seite|p)? ?\d+ ?(sur|of|von|de)? ?\d+$|\bpage \d+")
_MONTHLY = re.compile(r"\b(mensualites?|mensuel\w*|par mois|loyers?|monthly)\b")
_ONCE = re.compile(r"\b(une fois|unique|mise en service|frais de (dossier|mise)|once)\b")


def _label(strip: _Strip) -> str:
    """The row's words without its numbers, folded."""
    used = {id(word) for numbers in strip.numbers.values() for number in numbers for word in number.words}
    return fold(" ".join(w.text for w in strip.row.words if id(w) not in used and w.text not in ("€", "EUR")))


def _closes(row: Row) -> bool:
    """True for the first row of the totals: a short label of a total, and a number."""
    label = re.sub(r"[\d %]+$", "", row.folded)
    return (
        len(label) < 30
        and bool(re.search(r"\d", row.text))
        and total_kind(label) in ("net", "vat", "gross", "subtotal")
    )
