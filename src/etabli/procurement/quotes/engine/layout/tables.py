"""Rows and columns: what stands under a heading, cut into columns and gathered into records.

Nothing is decided here about the meaning of a number: a record keeps, for each column, every number printed in it,
the nearest to the record's own row first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..text.pages import Page
from ..text.vocabulary import OPTION
from .body import Body, Table
from .cards import PROOFS, cards
from .fields import fields
from .headings import Heading, headings
from .headless import guessed_heading
from .labels import candidates
from .lone import lone
from .receipts import receipt
from .recurring import said_by
from .sentences import things
from .wording import Wording

_PAGE_NUMBER = re.compile(r"\b(page|seite|p)? ?\d+ ?(sur|of|von|de)? ?\d+$|\bpage \d+")


_AMOUNT = re.compile(r"\d \d\d$")  # folded: in what ends the table above, which is no title of the next


def tables(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """Every table of the document in reading order, those of later pages without a heading of their own joined."""
    furniture = _furniture(pages)
    result: list[Table] = []
    current: Heading | None = None
    wording: Wording | None = None
    for page in pages:
        rows = [row for row in page.rows if (row.page, row.base) not in furniture]
        heads = headings(page)
        if current and len(page.rows) and not (heads and heads[0].signature == current.signature):
            top = heads[0].top if heads else page.height
            body = [row for row in rows if row.base < top]
            table = Body(current, body, page, sign, strict=True, wording=wording).table()
            if table:
                result.append(table)
        for at, head in enumerate(heads):
            below = heads[at + 1].top if at + 1 < len(heads) else page.height
            if not head.of_lines:
                current = None
                continue
            body = [row for row in rows if head.bottom < row.base and row.base < below]
            above = [row.folded for row in rows if head.top - 34 < row.base <= head.top + 1]
            optional = any(OPTION.search(text) for text in above)
            table = Body(head, body, page, sign).table(
                optional=optional, monthly=said_by(t for t in above if not _AMOUNT.search(t))
            )
            if table:
                result.append(table)
                current, wording = head, table.wording
    headed = [*_over(pages, result, sign), *result]
    ways = (fields, _headless, things, lone)
    return headed or next((records for way in ways if (records := way(pages, sign))), [])


def _over(pages: Sequence[Page], headed: Sequence[Table], sign: str | None) -> list[Table]:
    """What stands without headings over the first table that has some (a monthly one, options), down to a total of its
    own that is the sum of its amounts."""
    if not headed:
        return []
    first = pages[headed[0].place.page - 1]
    top = min((head.top for head in headings(first) if head.of_lines), default=0.0)
    page = replace(first, words=tuple(word for word in first.words if word.y1 < top))
    sums = {c.value for c in candidates([page], sign, set()) if c.kind in PROOFS}
    ways = (_headless, things) if sums else ()
    return next((tables for way in ways if (tables := way([page], sign)) and _sum(tables) in sums), [])


def _sum(tables: Sequence[Table]) -> Decimal | None:
    """What the amounts of the lines of tables come to; None for a single one."""
    amounts = [
        record.numbers[column][0].value
        for table in tables
        for column in _amounts(table)
        for record in table.records
        if column in record.numbers and not record.after_totals and record.total in (None, "charge")
    ]
    return sum(amounts, Decimal(0)) if len(amounts) > 1 else None


def _amounts(table: Table) -> list[int]:
    """The last column of amounts, if there is one."""
    money = {"amount", "net", "gross"}
    return [at for at, column in enumerate(table.columns) if money & set(column.roles)][-1:]


def _headless(pages: Sequence[Page], sign: str | None) -> list[Table]:
    """Tables without headings: where numbers in line with each other verify quantity × price = amount."""
    result = []
    for page in pages:
        head = guessed_heading(page, sign)
        body = [row for row in page.rows if head and row.base >= head.bottom]
        table = receipt(page, sign) or (Body(head, body, page, sign).table() if head else cards(page, sign))
        if table:
            result.append(table)
    return result


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
