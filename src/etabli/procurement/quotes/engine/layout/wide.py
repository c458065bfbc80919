"""A sheet wider than the paper, printed on two pages: the columns of the second go on beside those of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import combinations, product
from typing import Any

from ..model import Place
from ..text.pages import Page, Row, Word
from .headings import Column, columns_of, is_heading_of_lines, may_head

type _Head = tuple[Row, Sequence[Column]]

_NEAR = 3.0  # points between the heights of one row on both pages
_FEWEST = 2  # rows that go on


@dataclass(frozen=True)
class Join:
    """Page `right` goes on with page `left`: its rows stand there `by` lower, past the edge."""

    left: int
    right: int
    edge: float
    by: float

    def back(self, place: Place) -> Place:
        """Where on the paper what was read past the edge stands. What stands on both pages is shown on the first."""
        x0, y0, x1, y1 = place.box
        if place.page != self.left or x1 <= self.edge:
            return place
        if x0 < self.edge:
            return Place(self.left, (x0, y0, self.edge, y1))
        return Place(self.right, (x0 - self.edge, y0 - self.by, x1 - self.edge, y1 - self.by))


def put_together(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Join, ...]]:
    """The pages, the columns of a table that go on alone on another page put beside those that they belong to."""
    result, joins = {page.number: page for page in pages}, list[Join]()
    heads = {page.number: list(_heads(page.rows)) for page in pages} if len(pages) > 1 else {}
    for left, right in combinations(pages, 2):
        done = {number for join in joins for number in (join.left, join.right)}
        continuation = None if {left.number, right.number} & done else _join(left, right, heads)
        if continuation:
            join, rows = continuation
            moved = [_moved(word, join) for row in rows for word in row.words]
            top, bottom = rows[0].base - _NEAR, rows[-1].base + _NEAR
            rest = tuple(word for word in right.words if not top < word.base < bottom)
            result[left.number] = replace(left, words=(*left.words, *moved))
            result[right.number] = replace(right, words=rest)
            joins.append(join)
    return tuple(result[page.number] for page in pages), tuple(joins)


def put_back[T](value: T, joins: Sequence[Join]) -> T:
    """What was read of the pages put together, each of its places where the paper has it."""
    if not joins:
        return value
    made: Any = value
    if isinstance(value, Place):
        place: Place = value
        for join in joins:
            place = join.back(place)
        made = place
    elif isinstance(value, tuple):
        made = tuple(put_back(each, joins) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: put_back(getattr(value, f.name), joins) for f in fields(value)}
        made = replace(value, **changed)
    result: T = made
    return result


def _moved(word: Word, join: Join) -> Word:
    return replace(
        word,
        x0=word.x0 + join.edge, x1=word.x1 + join.edge,
        y0=word.y0 + join.by, y1=word.y1 + join.by, base=word.base + join.by,
    )  # fmt: skip


def _join(left: Page, right: Page, heads: Mapping[int, Sequence[_Head]]) -> tuple[Join, list[Row]] | None:
    """How the first page goes on with the other, and the rows of the other that do, their headings first."""
    for (row, columns), (other, more) in product(heads[left.number], heads[right.number]):
        if not _names(columns) or _names(more) or is_heading_of_lines(columns):
            continue
        by = row.base - other.base
        kept = [below.base for below in left.rows if below.base >= row.base]
        rows = list(_going_on([r for r in right.rows if r.base >= other.base], kept, by))
        if len(rows) > _FEWEST and is_heading_of_lines([*columns, *more]):
            edge = max(left.width, *(word.x1 for word in left.words))
            return Join(left.number, right.number, edge, by), rows
    return None


def _heads(rows: Sequence[Row]) -> Iterator[_Head]:
    """The rows in which each word heads a column."""
    for row in rows:
        columns = columns_of([row]) if may_head(row) and not re.search(r"\d", row.text) else []
        if len(columns) > 1 and all(column.roles[0] != "other" for column in columns):
            yield row, columns


def _names(columns: Sequence[Column]) -> bool:
    return any(column.roles[0] == "description" for column in columns)


def _going_on(rows: Sequence[Row], heights: Sequence[float], by: float) -> Iterator[Row]:
    """The rows, from the heading on, that stand as high as those of the other page, up to the first that doesn't."""
    for row in rows:
        if not any(abs(row.base + by - height) < _NEAR for height in heights):
            return
        yield row
