"""The rows under one heading on one page, dealt out to its columns and gathered into records."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ..model import Box, Place
from ..text.numbers import Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import CARRIED_OVER, OPTION, OPTIONS, SECTION_TOTAL, TotalKind
from . import recurring
from .cells import Cut, is_open
from .columns import drawn_down, edge_between, uprights, wholes, with_unnamed
from .descriptions import Description, Descriptions
from .grouping import Strip, group
from .headings import Column, Heading
from .products import with_proven_roles
from .recurring import MONTHLY, ONCE, ONCE_HEADING
from .sum_rows import CLOSING, SumRows, closes
from .wording import Wording

_AMOUNTS = {"net", "gross", "amount"}
_OF_MONEY = re.compile(r"^(eur|euros?|chf|usd|ht|ttc|tva|net|brut)$")


@dataclass(frozen=True)
class Record:
    """What the table says in one of its rows: what it is about, and column by column (by index)."""

    described: Description
    numbers: dict[int, tuple[Number, ...]]
    texts: dict[int, str]
    place: Place
    caption: str  # of the row that bears the amount
    total: TotalKind | None = None
    optional: bool = False
    after_totals: bool = False
    monthly: bool = False
    open: bool = False  # a range or a dash stands for its amount
    title: str = ""  # the first words above its amount, after the amount before


@dataclass(frozen=True)
class Table:
    """The lines of a quote on one page: the columns, the records below them, and where it stands. `prose`: sentences,
    whose rows may say a total too."""

    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    place: Place
    wording: Wording
    prose: bool = False


class Body:
    """`strict`: under a heading of another page, where a lone number proves nothing."""

    def __init__(
        self,
        head: Heading,
        rows: Sequence[Row],
        page: Page,
        sign: str | None,
        strict: bool = False,
        wording: Wording | None = None,
    ) -> None:
        self.page, self.sign, self.strict = page, sign, strict
        until = next((at for at, row in enumerate(rows) if closes(row)), len(rows))
        plain = [row for row in rows[:until] if not SECTION_TOTAL.match(row.folded)]
        self.columns = with_unnamed(head.columns, plain)
        self.head = head
        self.rows = rows
        self.anchor = self._anchor()
        self.wording = wording
        self.edges: list[float] = []

    def _anchor(self) -> int:
        for wanted in (_AMOUNTS, {"unit_price"}):
            for at in range(len(self.columns) - 1, -1, -1):
                if wanted & set(self.columns[at].roles):
                    return at
        return len(self.columns) - 1

    def table(self, *, optional: bool = False, monthly: bool | None = None) -> Table | None:
        """The records of the body; None when no row bears an amount. `optional`, `monthly`: what a title above says."""
        strips = self._strips()
        self.descriptions = self._descriptions(strips)
        self.text_columns = self.descriptions.wording.columns
        sum_rows = SumRows(self.columns, self.anchor, self.sign)
        kinds = [sum_rows.kind(strip) for strip in strips]
        for at in sum_rows.headed(strips):
            kinds[at] = "net"
        outside = [self._is_prose(strip) for strip in strips]
        anchors = self._anchors(strips, outside, kinds)
        if not any(self.anchor in strips[at].numbers for at in anchors):
            return None
        for at in sum_rows.bare(strips, anchors):
            kinds[at], outside[at] = "subtotal", True
        records = self._records(strips, anchors, kinds, outside, optional=optional, monthly=monthly)
        if not records:
            return None
        box = box_of([word for strip in strips for word in strip.row.words])
        return Table(self.columns, tuple(records), Place(self.page.number, box), self.descriptions.wording)

    def _records(
        self,
        strips: Sequence[Cut],
        anchors: Sequence[int],
        kinds: Sequence[TotalKind | None],
        outside: Sequence[bool],
        *,
        optional: bool,
        monthly: bool | None,
    ) -> list[Record]:
        records: list[Record] = []
        titles: list[list[str]] = []
        last, before = -1, 0
        shares = self._grouped(strips, anchors, outside, kinds)
        own = {n for at, share in zip(anchors, shares, strict=True) for n in share if kinds[at] is None}
        closing = SumRows(self.columns, self.anchor, self.sign).closing(
            strips, anchors, kinds, self.text_columns
        )
        for at, share in zip(anchors, shares, strict=True):
            over = [strip for strip in strips[last + 1 : at] if not strip.numbers]
            above, last = [strip.row.folded for strip in over], at
            if CARRIED_OVER.search(strips[at].label):
                continue
            optional = (optional and not kinds[at]) or any(OPTION.search(text) for text in above)
            record = self._record(strips, at, share, kinds[at], optional, at >= closing)
            titles.append([strips[n].row.folded for n in range(before, at) if n not in own])
            records.append(replace(record, title=over[0].caption if over else ""))
            before = at + 1
        sums = [fold(record.caption) if record.total else None for record in records]
        months = recurring.monthly([record.monthly for record in records], titles, sums, monthly)
        return [replace(record, monthly=month) for record, month in zip(records, months, strict=True)]

    def _is_money(self, column: int) -> bool:
        return bool({"unit_price", *_AMOUNTS} & set(self.columns[column].roles))

    def _anchors(
        self, strips: Sequence[Cut], outside: Sequence[bool], kinds: Sequence[TotalKind | None]
    ) -> list[int]:
        """The rows that bear the amount of a record."""
        anchors = [
            at
            for at, strip in enumerate(strips)
            if not outside[at]
            and (
                self.anchor in strip.numbers or (self.anchor in strip.open and strip.words(self.text_columns))
            )
        ]
        if not self.strict:
            return anchors
        if sum(not self._speaks(at) for at in range(len(self.columns))) > 1:
            return [at for at in anchors if len(strips[at].numbers) >= 2]
        end = self._end_of_list(strips, outside, kinds)
        return [at for at in anchors if at < end and strips[at].words(self.text_columns)]

    def _speaks(self, column: int) -> bool:
        return self.columns[column].roles[0] in ("description", "reference", "other", "position")

    def _end_of_list(
        self, strips: Sequence[Cut], outside: Sequence[bool], kinds: Sequence[TotalKind | None]
    ) -> int:
        """Where a list that goes on from the page before ends: at a wide blank, a sentence or a total."""
        for at, strip in enumerate(strips):
            far = at and strip.row.base - strips[at - 1].row.base > 3 * strip.row.size
            if far or outside[at] or kinds[at] in (*CLOSING, "total", "subtotal", "due"):
                return at
        return len(strips)

    def _grouped(
        self,
        strips: Sequence[Cut],
        anchors: Sequence[int],
        outside: Sequence[bool],
        kinds: Sequence[TotalKind | None],
    ) -> list[range]:
        marks = [at for at, column in enumerate(self.columns) if column.roles[0] == "position"]
        cut_strips = [
            Strip(
                strip.row, strip.words(self.text_columns), at in anchors,
                outside[at] or self._closes(strip, kinds[at]) or _heads_options(strip),
                any(not self._speaks(column) for column in strip.numbers), bool(strip.words(marks)),
            )
            for at, strip in enumerate(strips)
        ]  # fmt: skip
        lines = [r for r in self.page.rules if r.horizontal and r.x1 - r.x0 > 6]
        own = [word for strip in strips for word in strip.words(self.text_columns)]
        return group(cut_strips, lines, self.descriptions.right, self.descriptions.limit(own))

    def _closes(self, strip: Cut, kind: TotalKind | None) -> bool:
        """Whether it is a total under the amounts, or one of what they come to that stands elsewhere."""
        return (kind in CLOSING and (kind != "vat" or strip.has(self.anchor))) or (
            kind == "vat" and closes(strip.row)
        )

    def _is_prose(self, strip: Cut) -> bool:
        """True for a sentence that runs across the columns or goes on after its number: it is outside the table."""
        if SECTION_TOTAL.match(strip.row.folded) and re.search(r"\d ?(€|eur(os?)?)?$", strip.row.text, re.I):
            return False
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

    def _strips(self) -> list[Cut]:
        edges = self.edges = self._edges()
        strips = []
        for row in self.rows:
            strip = Cut(row)
            for run in wholes(row.words, self.sign):
                column = sum((run[0].x0 + run[-1].x1) / 2 > edge for edge in edges)
                strip.cells[column].extend(run)
            label = _label_of_section(row)
            for at, words in strip.cells.items():
                if self._named(at):
                    continue
                if self._is_money(at) and is_open(strip.cell(at)):
                    strip.open.add(at)
                elif numbers := numbers_in([w for w in words if w not in label], self.sign):
                    strip.numbers[at] = numbers
            strips.append(strip)
        self._join_broken(strips)
        self.columns = with_proven_roles(self.columns, strips)
        self.anchor = self._anchor()
        self._join_once(strips)
        return strips

    def _named(self, column: int) -> bool:
        """Whether the heading says words: what a figure in them means is no number of the record."""
        names = [at for at, c in enumerate(self.columns) if c.roles[0] == "description"]
        plain = [at for at in names if self.columns[at].text not in ("item", "poste")]
        return column in (plain or names)

    def _descriptions(self, strips: Sequence[Cut]) -> Descriptions:
        """What the columns of words say, by the rows above the totals."""
        sum_rows = SumRows(self.columns, self.anchor, self.sign)
        full = [
            at
            for at, strip in enumerate(strips)
            if self.anchor in strip.numbers
            and sum(not self._speaks(column) for column in strip.numbers) > 1
            and sum_rows.kind(strip) is None
        ]
        first = next(
            (at for at, s in enumerate(strips) if full and at > full[0] and closes(s.row)), len(strips)
        )
        if sum(at > first for at in full) < 2:  # a footer may look like a line
            full = [at for at in full if at < first]
        last = full[-1] if full else 0
        end = next((at for at, s in enumerate(strips) if at > last and closes(s.row)), len(strips))
        result = Descriptions(self.columns, strips[:end], self.edges, self.page, self.wording)
        for strip in strips:
            for at in result.wording.columns:
                strip.numbers.pop(at, None)
        return result

    def _join_once(self, strips: Sequence[Cut]) -> None:
        """A column by the month beside one of what is paid once: a row's amount stands in either."""
        money = {*_AMOUNTS, "unit_price"}
        monthly = [at for at, c in enumerate(self.columns) if MONTHLY.search(c.text) and money & set(c.roles)]
        once = [at for at, c in enumerate(self.columns) if ONCE_HEADING.search(c.text)]
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

    def _join_broken(self, strips: Sequence[Cut]) -> None:
        """Join an amount that its narrow column broke after the thousands ("1" over "680,00")."""
        for at, strip in enumerate(strips):
            for column, cell in list(strip.numbers.items()):
                if len(cell) > 1 or not re.fullmatch(r"([-−–] ?)?\d{1,3}", strip.cell(column)):
                    continue
                for below in strips[at + 1 : at + 3]:
                    tail = below.cell(column)
                    reach = 1.4 if tail[-1:].isdigit() else 2.1  # a currency under it draws it down
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
        until = next((row.base for row in self.rows if closes(row)), self.page.height)
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

    def _record(
        self,
        strips: Sequence[Cut],
        anchor: int,
        share: range,
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
                near = list(strips[anchor].numbers.get(column, ()))
            if near:
                numbers[column] = tuple(sorted(near, key=lambda n: abs(n.base - base)))
            words = [w for at in share for w in strips[at].cells.get(column, ())]
            texts[column] = " ".join(w.text for w in words)
        kept = [strips[at] for at in share if strips[at].words(self.text_columns) or at == anchor]
        described = self.descriptions.of(kept)
        box: Box = box_of([w for strip in kept for w in strip.row.words])
        return Record(
            described,
            numbers,
            texts,
            Place(self.page.number, box),
            strips[anchor].caption,
            kind,
            optional or bool(OPTION.search(fold(described.name))),
            closed,
            self._monthly(kept),
            self.anchor in strips[anchor].open,
        )

    def _monthly(self, kept: Sequence[Cut]) -> bool:
        """True when the amount's heading says a month and the row doesn't say once."""
        is_named = any(MONTHLY.search(column.text) for column in self.columns)
        return is_named and not any(strip.once or ONCE.search(strip.row.folded) for strip in kept)


def _label_of_section(row: Row) -> Collection[Word]:
    """The words of a sub-total as far as a wide blank: a figure in them ("Sous-total Cartes (lot de 500)") is of what
    it sums up. None where nothing follows: the amount is among them."""
    first, *rest = segments(row.words, 1.5)
    return first if rest and SECTION_TOTAL.match(row.folded) else ()


def _heads_options(strip: Cut) -> bool:
    return not strip.numbers and bool(OPTIONS.search(strip.row.folded))


def _has_words(words: Sequence[Word]) -> bool:
    """True when there are words among these, besides a currency and what it includes."""
    return any(re.search(r"[a-z]{2}", fold(w.text)) and not _OF_MONEY.match(fold(w.text)) for w in words)
