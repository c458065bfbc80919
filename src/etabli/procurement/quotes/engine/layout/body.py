"""The rows under one heading on one page, dealt out to its columns and gathered into records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..model import Box, Place
from ..text.numbers import MINUS, Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import CARRIED_OVER, OPTION, TotalKind, total_kind
from .columns import drawn_down, edge_between, uprights, wholes
from .grouping import Strip, group
from .headings import Column, Heading
from .naming import goes_on, in_brackets, is_a_name

_AMOUNTS = {"net", "gross", "amount"}
_MONTHLY = re.compile(r"\b(mensualites?|mensuel\w*|par mois|loyers?|monthly)\b")
_ONCE = re.compile(r"\b(une fois|unique|mise en service|frais de (dossier|mise)|once)\b")
_ONCE_HEADING = re.compile(
    rf"{_ONCE.pattern}|\b(uniques|ponctuels?|installation|setup|one (off|time)|einmalig\w*)\b"
)
_OF_MONEY = re.compile(r"^(eur|euros?|chf|usd|ht|ttc|tva|net|brut)$")
_SIGNS = {"€", "EUR", *MINUS}
_CLOSING: set[TotalKind | None] = {"net", "vat", "gross"}


@dataclass(frozen=True)
class Record:
    """What the table says in one of its rows, column by column (by index)."""

    description: str
    details: str
    numbers: dict[int, tuple[Number, ...]]
    texts: dict[int, str]
    place: Place
    label: str
    total: TotalKind | None = None
    optional: bool = False
    after_totals: bool = False
    monthly: bool = False


@dataclass(frozen=True)
class Table:
    """The lines of a quote on one page: the columns, the records below them, and where it stands."""

    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    place: Place


@dataclass
class _Cut:
    """A printed row, its words dealt out to the columns."""

    row: Row
    cells: dict[int, list[Word]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[Number]] = field(default_factory=dict)
    once: bool = False  # its amount stands in the column of what is paid once

    def cell(self, column: int) -> str:
        return " ".join(word.text for word in self.cells.get(column, ()))

    def words(self, columns: Sequence[int]) -> list[Word]:
        return [word for at in columns for word in self.cells.get(at, ())]


class Body:
    """`strict`: under a heading of another page, where a lone number proves nothing."""

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
        """The records of the body; None when no row bears an amount."""
        strips = self._strips()
        self.text_right = self._text_right(strips)
        self.text_edge = self._text_edge(strips)
        kinds = [self._total_kind(strip) for strip in strips]
        outside = [self._is_prose(strip) for strip in strips]
        anchors = [
            at for at, strip in enumerate(strips) if strip.numbers.get(self.anchor) and not outside[at]
        ]
        if self.strict:
            anchors = [at for at in anchors if len(strips[at].numbers) >= 2]
        if not anchors:
            return None
        records, last = [], -1
        shares = self._grouped(strips, anchors, outside, kinds)
        closing = self._closing(strips, anchors, kinds)
        for at, share in zip(anchors, shares, strict=True):
            above = [strip.row.folded for strip in strips[last + 1 : at] if not strip.numbers]
            last = at
            label = _label(strips[at])
            if CARRIED_OVER.search(label):
                continue
            optional = (optional and not kinds[at]) or any(OPTION.search(text) for text in above)
            records.append(self._record(strips, at, share, label, kinds[at], optional, at >= closing))
        box = box_of([word for strip in strips for word in strip.row.words])
        return Table(self.columns, tuple(records), Place(self.page.number, box)) if records else None

    def _grouped(
        self,
        strips: Sequence[_Cut],
        anchors: Sequence[int],
        outside: Sequence[bool],
        kinds: Sequence[TotalKind | None],
    ) -> list[range]:
        cut_strips = [
            Strip(
                strip.row, strip.words(self.text_columns), at in anchors,
                outside[at] or bool(kinds[at] in _CLOSING and strip.numbers.get(self.anchor)), bool(strip.numbers),
            )
            for at, strip in enumerate(strips)
        ]  # fmt: skip
        lines = [r for r in self.page.rules if r.horizontal and r.x1 - r.x0 > 6]
        own = [word for strip in strips for word in strip.words(self.text_columns)]
        return group(cut_strips, lines, self.text_right, self._limit(own) if own else self.text_right)

    def _closing(
        self, strips: Sequence[_Cut], anchors: Sequence[int], kinds: Sequence[TotalKind | None]
    ) -> int:
        """The row of the first total: what comes after it is no line. The total of a section closes nothing: lines
        follow it."""
        priced = {at for at in anchors if kinds[at] is None and self._priced(strips[at])}
        plain = priced or {at for at in anchors if kinds[at] is None and strips[at].words(self.text_columns)}
        for at in range(anchors[0], len(strips)):
            if kinds[at] in _CLOSING and at in anchors:
                return at
            until = next((n for n in anchors if n > at and kinds[n] in _CLOSING), len(strips))
            if kinds[at] in (*_CLOSING, "total", "subtotal", "due") and not any(
                at < n < until for n in plain
            ):
                return at
        return len(strips)

    def _is_prose(self, strip: _Cut) -> bool:
        """True for a sentence that runs across the columns or goes on after its number: it is outside the table."""
        crossed = min(2, len(self.edges))
        numbers = {id(word) for cell in strip.numbers.values() for number in cell for word in number.words}
        for run in segments(strip.row.words, 0.65):
            within = [edge for edge in self.edges if run[0].x0 < edge < run[-1].x1]
            edges = sum(not drawn_down(edge, strip.row, self.page.rules) for edge in within)
            if len(run) >= 6 and edges >= crossed:
                return True
            at = [place for place, word in enumerate(run) if id(word) in numbers]
            if edges and at and _has_words(run[: at[0]]) and _has_words(run[at[-1] + 1 :]):
                return True
        return False

    def _text_edge(self, strips: Sequence[_Cut]) -> float:
        """Where the next column's own words begin."""
        following = (self.text_columns or [0])[-1] + 1
        if following >= len(self.columns):
            return self.page.width
        words = [w.x0 for s in strips if s.numbers for w in s.cells.get(following, ())]
        return min([self.columns[following].x0, *words])

    def _text_right(self, strips: Sequence[_Cut]) -> float:
        """How far to the right the lines of text go before they are broken."""
        words = [w for s in strips if s.numbers for w in s.words(self.text_columns)]
        printed = max((w.x1 for w in words), default=0.0)
        left, last = (
            min((w.x0 for w in words), default=0.0),
            self.text_columns[-1] if self.text_columns else 0,
        )
        edge = self.edges[last] if last < len(self.edges) else printed
        return max(printed, left + 0.8 * (edge - left))

    def _priced(self, strip: _Cut) -> bool:
        """True when the row has numbers of its own besides the amount (a quantity, a price): it's no total."""
        wanted = {"quantity", "unit_price"}
        return any(
            wanted & set(self.columns[at].roles) and not all(number.percent for number in numbers)
            for at, numbers in strip.numbers.items()
            if at != self.anchor
        )

    def _total_kind(self, strip: _Cut) -> TotalKind | None:
        """Which total the row announces: by the words just before its last number, or else by all of them. A row with a
        quantity or a price announces none, unless these stand before the label: they are of another table beside."""
        numbers = [number for cell in strip.numbers.values() for number in cell]
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
        apart = bool(near) and any(number.x1 < near[0][0].x0 for number in numbers)
        if self._priced(strip) and not apart:
            return None
        for words in (*near, before):
            label = fold(" ".join(word.text for word in words))
            kind = total_kind(label)
            if kind and (len(label) <= 30 or total_kind(" ".join(label.split()[:3]))):
                return kind
        return None

    def _strips(self) -> list[_Cut]:
        edges = self.edges = self._edges()
        strips = []
        for row in self.rows:
            strip = _Cut(row)
            for run in wholes(row.words):
                column = sum((run[0].x0 + run[-1].x1) / 2 > edge for edge in edges)
                strip.cells[column].extend(run)
            for at, words in strip.cells.items():
                if at not in self.text_columns and (numbers := numbers_in(words, self.sign)):
                    strip.numbers[at] = numbers
            strips.append(strip)
        self._join_broken(strips)
        self._join_once(strips)
        return strips

    def _join_once(self, strips: Sequence[_Cut]) -> None:
        """A column by the month beside one of what is paid once: a row's amount stands in either."""
        money = {*_AMOUNTS, "unit_price"}
        monthly = [
            at for at, c in enumerate(self.columns) if _MONTHLY.search(c.text) and money & set(c.roles)
        ]
        once = [at for at, c in enumerate(self.columns) if _ONCE_HEADING.search(c.text)]
        if len(monthly) != 1 or len(once) != 1 or monthly == once:
            return
        (mine,), (other,) = monthly, once
        columns = list(self.columns)
        roles = tuple(role for role in columns[mine].roles if role in _AMOUNTS)
        columns[mine] = replace(columns[mine], roles=roles or ("amount",))
        columns[other] = replace(columns[other], roles=("other",))
        self.columns, self.anchor = tuple(columns), mine
        for strip in strips:
            if other in strip.numbers and mine not in strip.numbers:
                strip.numbers[mine], strip.once = strip.numbers.pop(other), True

    def _join_broken(self, strips: Sequence[_Cut]) -> None:
        """Join an amount that its narrow column broke after the thousands ("1" over "680,00")."""
        for at, strip in enumerate(strips):
            for column, cell in list(strip.numbers.items()):
                if len(cell) > 1 or not re.fullmatch(r"([-−–] ?)?\d{1,3}", strip.cell(column)):
                    continue
                for below in strips[at + 1 : at + 3]:
                    tail = below.cell(column)
                    reach = 2.1 if tail[-1:].isalpha() else 1.4  # a currency under it draws it down
                    near = below.row.base - strip.row.base < reach * strip.row.size
                    if near and re.fullmatch(r"\d{3}[.,]\d{2}( ?(€|EUR|euros?))?", tail):
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
        last = max((row.base for row in self.rows if row.base < until), default=until)
        upright = uprights(self.page.rules, self.head.top, last)
        edges: list[float] = []
        for left, right in zip(self.columns, self.columns[1:], strict=False):
            edge = edge_between(left, right, words, upright)
            edges.append(max(edge, edges[-1]) if edges else edge)
        return edges

    def _limit(self, words: Sequence[Word]) -> float:
        """How far a line goes when what follows may well be something else: nearly to the column's edge."""
        left = min(w.x0 for w in words)
        return left + 0.97 * (self.text_edge - left)

    def _record(
        self,
        strips: Sequence[_Cut],
        anchor: int,
        share: range,
        label: str,
        kind: TotalKind | None,
        optional: bool,
        closed: bool,
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
        name, details = self._described([strip.words(self.text_columns) for strip in kept])
        description = self._with_references(name, texts)
        box: Box = box_of([w for strip in kept for w in strip.row.words])
        return Record(
            description,
            details,
            numbers,
            texts,
            Place(self.page.number, box),
            label,
            kind,
            optional or bool(OPTION.search(fold(description))),
            closed,
            self._monthly(kept),
        )

    def _with_references(self, name: str, texts: dict[int, str]) -> str:
        """The name, after a reference that is a name too; or what the columns beside say when it is empty."""
        spare = [c for c, column in enumerate(self.columns) if column.roles[0] in ("reference", "other")]
        names = [
            texts[c]
            for c in spare
            if self.columns[c].roles[0] == "reference" and c not in self.text_columns and is_a_name(texts[c])
        ]
        description = " ".join([*names, name]).strip()
        return description if re.search(r"\w", description) else " ".join(texts[c] for c in spare).strip()

    def _monthly(self, kept: Sequence[_Cut]) -> bool:
        """True when the amount's heading says a month and the row doesn't say once."""
        is_named = any(_MONTHLY.search(column.text) for column in self.columns)
        return is_named and not any(strip.once or _ONCE.search(strip.row.folded) for strip in kept)

    def _described(self, printed: Sequence[Sequence[Word]]) -> tuple[str, str]:
        """The name of what is sold, going on to the next line where its line is full, and the details under it."""
        lines = [words for words in printed if words]
        right = max((w.x1 for words in lines for w in words), default=0.0)
        right = max(right, self.text_right)
        named = 1
        limit = self._limit([w for words in lines for w in words]) if lines else right
        while named < len(lines) and (named < 2 or lines[named - 1][-1].text.endswith("-")):
            if not goes_on(lines[named - 1], lines[named], right, limit):
                break
            named += 1
        if named < len(lines) and in_brackets(lines[named]):
            named += 1
        texts = [" ".join(w.text for w in words) for words in lines]
        return " ".join(texts[:named]), " ".join(texts[named:])


def _has_words(words: Sequence[Word]) -> bool:
    """True when there are words among these, besides a currency and what it includes."""
    return any(re.search(r"[a-z]{2}", fold(w.text)) and not _OF_MONEY.match(fold(w.text)) for w in words)


def _label(strip: _Cut) -> str:
    """The row's words without its numbers, folded."""
    used = {id(word) for numbers in strip.numbers.values() for number in numbers for word in number.words}
    return fold(" ".join(w.text for w in strip.row.words if id(w) not in used and w.text not in ("€", "EUR")))


def _closes(row: Row) -> bool:
    """True for the first row of the totals: a short label of a total, and a number."""
    if not re.search(r"\d", row.text):
        return False
    labels = (
        re.sub(r"[\d %]+$", "", fold(" ".join(w.text for w in run))) for run in segments(row.words, 1.5)
    )
    return any(
        len(label) < 30 and total_kind(label) in ("net", "vat", "gross", "subtotal") for label in labels
    )
