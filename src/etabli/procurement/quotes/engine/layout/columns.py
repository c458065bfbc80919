"""Where one column ends and the next begins, and where a line is drawn between two rows."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from ..text.numbers import numbers_in
from ..text.pages import Row, Rule, Word
from ..text.vocabulary import Role
from .headings import Column
from .naming import has_words, is_code

_ENOUGH = 3  # rows in which a blank is no chance; where counts stand in it, two do


def edge_between(left: Column, right: Column, words: Sequence[Word], upright: Sequence[float]) -> float:
    """The x between two columns: a ruling line, or else the widest blank that the fewest words cross."""
    low, high = left.cx, right.cx
    ruled = [x for x in upright if low < x < high]
    if ruled:
        return Counter({x: -_crossing(x, words) for x in ruled}).most_common(1)[0][0]
    heads = [(left.x0, left.x1), (right.x0, right.x1)]
    spans = sorted((max(w.x0, low), min(w.x1, high)) for w in words if w.x1 > low and w.x0 < high)
    marks = sorted(
        {low, high, *(x for span in spans for x in span), *(x for h in heads for x in h if low < x < high)}
    )
    best: list[tuple[float, float, float]] = []
    for a, b in itertools.pairwise(marks):
        middle = (a + b) / 2
        cost = sum(x0 < middle < x1 for x0, x1 in spans) + 4 * sum(x0 < middle < x1 for x0, x1 in heads)
        if best and best[-1][0] == cost and best[-1][2] == a:
            best[-1] = (cost, best[-1][1], b)
        else:
            best.append((cost, a, b))
    if not best:
        return (low + high) / 2
    least = min(cost for cost, a, b in best if b - a > 0.5 or len(best) == 1)
    free = [(a, b) for cost, a, b in best if cost == least]
    if left.roles[0] in ("position", "quantity", "date", "reference") and right.roles[0] in (
        "description",
        "reference",
    ):
        a, b = next(((a, b) for a, b in free if b - a >= 2), free[0])
    else:
        a, b = max(free, key=lambda span: span[1] - span[0])
    return (a + b) / 2


def with_unnamed(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns, with those that no heading names: a code before the names, the names after a code, where blanks go
    down through all rows that bear numbers."""
    full = [row for row in rows if sum(_is_figure(word) for word in row.words) >= 2]
    if len(full) < 2:
        return tuple(columns)
    named: dict[int, list[int]] = defaultdict(list)
    bands = _bands(full)
    for at, column in enumerate(columns):
        named[max(range(len(bands)), key=lambda n: _shared(bands[n], column))].append(at)
    result = list(columns)
    for n, band in enumerate(bands):
        if n in named or not (n - 1 in named or n + 1 in named):
            continue
        cells = [[w for w in row.words if band[0] <= w.cx <= band[1]] for row in full]
        texts = [" ".join(w.text for w in cell) for cell in cells if cell]
        roles = _unnamed_roles(texts, len(full), first=n < min(named), counted=_is_counted(columns))
        if not roles or (len(full) < _ENOUGH and roles[0] != "quantity"):
            continue
        result.append(Column("", roles, *band))
        for side in (n - 1, n + 1):
            for at in named.get(side, ()):
                if _shared(band, columns[at]) > 0:  # its heading stands over both
                    result[at] = replace(columns[at], x0=bands[side][0], x1=bands[side][1])
    return tuple(sorted(result, key=lambda column: column.cx))


def _count_up(texts: Sequence[str]) -> bool:
    """True for the numbers of lines: "1", "2", "3.1"."""
    if not all(re.fullmatch(r"\d{1,3}(\.\d{1,2})*[.)]?", text) for text in texts):
        return False
    counts = [[int(part) for part in re.findall(r"\d+", text)] for text in texts]
    return all(a < b for a, b in itertools.pairwise(counts))


def _unnamed_roles(texts: Sequence[str], rows: int, *, first: bool, counted: bool) -> tuple[Role, ...]:
    """What a column without a heading may hold, none when its cells don't say; `first`: before all others, `counted`:
    the quantity stands elsewhere."""
    if first and _count_up(texts):
        return ("position",)
    if 10 * len(texts) < 8 * rows:
        return ()
    if 10 * sum(map(is_code, texts)) >= 8 * len(texts) and any(re.search(r"[A-Z]", text) for text in texts):
        return ("reference",)
    if not counted and all(_COUNT.fullmatch(text) for text in texts):
        return ("quantity", "other")
    worded = sum(has_words(text) for text in texts)
    named = 10 * worded >= 8 * len(texts) and sum(map(len, texts)) > 9 * len(texts)
    return ("description",) if named else ()


_COUNT = re.compile(r"[x×]?\d{1,3}([.,]5)?( ?[a-zA-Z²³]{1,5}\.?)?")


def _is_counted(columns: Sequence[Column]) -> bool:
    return any("quantity" in column.roles for column in columns)


def _bands(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The spans of x in which these rows print something, from left to right."""
    spans = sorted((word.x0, word.x1) for row in rows for word in row.words)
    blank = 0.6 * min(row.size for row in rows)
    bands = [spans[0]]
    for left, right in spans[1:]:
        if left - bands[-1][1] > blank:
            bands.append((left, right))
        else:
            bands[-1] = (bands[-1][0], max(bands[-1][1], right))
    return bands


def _shared(band: tuple[float, float], column: Column) -> float:
    """How much of a column's heading stands over a band; below zero, how far it is from it."""
    return min(band[1], column.x1) - max(band[0], column.x0)


def _is_figure(word: Word) -> bool:
    return bool(re.fullmatch(r"[-−–]?[\d.,']+(€|%)?", word.text))


def wholes(words: Sequence[Word], sign: str | None) -> list[list[Word]]:
    """The words, with the groups of figures of one number together, and both ends of a range. What stands as near to
    each other in two columns is told by its product: "3 450,00", where the row's amount is 1 350,00, is no number."""
    runs = _wholes(words)
    grouped = [run for run in runs if len(run) > 1 and _GROUP.fullmatch(run[0].text)]
    if not grouped:
        return runs
    values = {number.value for run in runs for number in numbers_in(run, sign)}
    return [part for run in runs for part in (_factors(run, values, sign) if run in grouped else [run])]


def _factors(run: list[Word], values: Collection[Decimal], sign: str | None) -> list[list[Word]]:
    """A run as the quantity and the price whose product is one of these values; whole when it is none."""
    count, price = numbers_in(run[:1], sign), numbers_in(run[1:], sign)
    is_product = (
        len(count) == len(price) == 1 and price[0].value and count[0].value * price[0].value in values
    )
    return [run[:1], run[1:]] if is_product else [run]


def _wholes(words: Sequence[Word]) -> list[list[Word]]:
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        gap = (word.x0 - last.x1) / min(word.size, last.size) if last else 9.0
        grouped = gap < 0.45 and re.match(r"\d{3}(?!\d)", word.text) and _GROUP.fullmatch(runs[-1][-1].text)
        if grouped or (gap < 0.8 and _ends_range(runs[-1], word.text)):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


_GROUP = re.compile(r"[-−–]?\d{1,3}")
_TO = {"–", "—", "-", "à"}


def _ends_range(run: Sequence[Word], text: str) -> bool:
    """Whether a run goes on as a range: "7 000", then "–", then "12 000"."""
    if text in _TO:
        return bool(re.search(r"\d(€|k€)?$", run[-1].text) or run[-1].text == "€")
    return run[-1].text in _TO and len(run) > 1 and text[:1].isdigit()


def _crossing(x: float, words: Sequence[Word]) -> int:
    return sum(w.x0 < x < w.x1 for w in words)


def uprights(rules: Sequence[Rule], top: float, bottom: float) -> list[float]:
    """Where vertical lines run along a good part of a table; those of a box beside or below it don't."""
    heights: dict[int, float] = defaultdict(float)
    places: dict[int, float] = {}
    for rule in rules:
        if not rule.horizontal and rule.y1 > top and rule.y0 < bottom:
            at = round(rule.x0)
            near = next((x for x in (at, at - 1, at + 1) if x in places), at)
            places.setdefault(near, rule.x0)
            heights[near] += min(rule.y1, bottom) - max(rule.y0, top)
    return [x for near, x in places.items() if heights[near] > 0.3 * (bottom - top)]


def ruled_apart(above: Row, row: Row, lines: Sequence[Rule]) -> bool:
    """Whether lines drawn between two rows part them over most of their width."""
    left, right = row.words[0].x0, max(row.words[-1].x1, above.words[-1].x1)
    low, high = above.base - 0.15 * above.size, row.base - 0.35 * row.size
    covered = sum(
        min(r.x1, right) - max(r.x0, left)
        for r in lines
        if low < r.y0 < high and r.x1 > left and r.x0 < right
    )
    return covered > 0.6 * (right - left)


def drawn_down(x: float, row: Row, lines: Sequence[Rule]) -> bool:
    """Whether a line drawn down the page parts the row there."""
    height = row.base - 0.3 * row.size
    return any(not r.horizontal and abs(r.x0 - x) < 2 and r.y0 < height < r.y1 for r in lines)
