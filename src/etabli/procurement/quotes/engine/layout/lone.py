"""The one thing that a document sells where no table shows it: a name with an amount, which a total below prints
again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..model import Place
from ..text.numbers import CURRENCIES, Number, numbers_in
from ..text.pages import Page, Row, Word, box_of, fold, segments
from ..text.vocabulary import Role, total_kind
from .body import Record, Table
from .descriptions import Description
from .headings import Column
from .labels import Candidate, candidates
from .sentences import NO_THING
from .wording import Wording

_SENTENCES = re.compile(r"[.;!?] ")  # no name has several
_TAXED = re.compile(r"\bttc\b")


def lone(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """A table of one record; empty when no name bears the amount of the total that stands below it, or when other
    amounts stand above that: they are of lines that weren't read."""
    for page in pages:
        named = candidates([page], sign, set())
        for total in _totals(named):
            above = [row for row in page.rows if row.base < total.place.box[1]]
            records = ((_record(row, page, total.value, sign), row) for row in above)
            record, row = next(((record, row) for record, row in records if record), (None, None))
            if record and row and not _others(named, total, row):
                return [_table(record, row, page)]
    return []


def _totals(named: Sequence[Candidate]) -> Iterator[Candidate]:
    """The largest amount that is called a total without tax, and the largest that is one with tax."""
    for kinds in ({"net", "subtotal", "total"}, {"gross", "total", "due"}):
        mine = [c for c in named if c.kind in kinds and c.value > 0]
        if mine:
            yield max(mine, key=lambda c: (c.value, c.place.box[1]))


def _others(named: Sequence[Candidate], total: Candidate, row: Row) -> bool:
    """Whether amounts without a label, other than those of this row and of the totals, stand above the total."""
    labelled = {c.value for c in named if c.kind != "unnamed"}
    return any(
        c.kind == "unnamed" and c.value not in labelled and c.place.box[1] < total.place.box[1]
        and not c.place.box[1] < row.base <= c.place.box[3] + 0.5
        for c in named
    )  # fmt: skip


def _record(row: Row, page: Page, total: Decimal, sign: str | None) -> Record | None:
    """What a row sells for the amount that ends it, the total."""
    numbers = [number for number in numbers_in(row.words, sign) if number.is_amount and not number.percent]
    if not numbers or numbers[-1].value != total:
        return None
    amount, named = numbers[-1], _named(row, numbers[0])
    parts = [fold(" ".join(word.text for word in part)) for part in (named, *segments(named, 1.5)[-1:])]
    name = " ".join(word.text for word in named).strip(" :.–—-=")
    if not re.search(r"[a-z]{4}", parts[0]) or any(map(total_kind, parts)) or NO_THING.search(parts[0]):
        return None
    if _SENTENCES.search(name):
        return None
    place = Place(page.number, box_of(row.words))
    return Record(Description("", name, "", name), {1: (amount,)}, {0: name, 1: amount.printed}, place, name)


def _named(row: Row, number: Number) -> Sequence[Word]:
    """The words before the first amount of a row."""
    return [w for w in row.words if w.x1 <= number.words[0].x0 and w.text not in CURRENCIES]


def _table(record: Record, row: Row, page: Page) -> Table:
    left, _, right, _ = record.place.box
    role: Role = "gross" if _TAXED.search(row.folded) else "amount"
    columns = (Column("", ("description",), left, right), Column("", (role,), left, right))
    return Table(columns, (record,), Place(page.number, record.place.box), Wording(0), prose=True)
