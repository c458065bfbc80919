"""The words of a picture on the base lines of the rows that a person sees: a sheet is never quite flat, and the ink
under a word says only roughly where its letters stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..text.pages import Word

_NEAR = 60.0  # points: how far up and down the page lines lean alike
_LONG = 6.0  # letters: a shorter line says little of how it leans
_MOST = 0.08  # by which a line may lean: 5 degrees
_REACH = 0.36  # of a letter's height: from a row to a word of it
_ALIKE = (0.7, 1.4)  # sizes of letters that differ no more are the same, measured roughly
_ABOVE = 0.8  # of a word's size: what lies over its base line
_LAST = 3  # words that say where their row goes on


@dataclass(frozen=True, slots=True)
class _Lean:
    """How much a line of text goes down for each point to the right, and how long it is."""

    y: float
    slope: float
    length: float


def levelled(lines: Iterable[Sequence[Word]], middle: float) -> tuple[Word, ...]:
    """The words of these lines of text, row by row: those of a row share its base line, as it is in the `middle` of the
    page, and their size when it is about the same. Their boxes stay where they are seen."""
    lines = [line for line in lines if line]
    leans = [lean for line in lines if (lean := _lean(line))]
    rows: list[list[Word]] = []
    for word in sorted((word for line in lines for word in line), key=lambda word: word.x0):
        slope = _slope_at(word.base, leans)
        near = [(off, row) for row in rows if (off := _off(word, row, slope)) is not None]
        if near:
            min(near, key=lambda pair: pair[0])[1].append(word)
        else:
            rows.append([word])
    return tuple(word for row in rows for word in _on_one_line(row, leans, middle))


def _lean(line: Sequence[Word]) -> _Lean | None:
    length = line[-1].x1 - line[0].x0
    words = [word for word in line if any(letter.isalnum() for letter in word.text)]
    if len(words) < 3 or length < _LONG * words[0].size:
        return None
    x = sum(word.cx for word in words) / len(words)
    y = sum(word.base for word in words) / len(words)
    spread = sum((word.cx - x) ** 2 for word in words)
    slope = sum((word.cx - x) * (word.base - y) for word in words) / spread if spread else 0.0
    return _Lean(y, slope, length) if abs(slope) < _MOST else None


def _slope_at(y: float, leans: Sequence[_Lean]) -> float:
    """How lines lean at this height: the long ones say more (the median by length)."""
    near = sorted((lean.slope, lean.length) for lean in leans if abs(lean.y - y) < _NEAR)
    half = sum(length for _, length in near) / 2
    for slope, length in near:
        half -= length
        if half <= 0:
            return slope
    return 0.0


def _off(word: Word, row: Sequence[Word], slope: float) -> float | None:
    """How far a word stands from where a row goes on; None when it is no part of it."""
    last = row[-_LAST:]
    if row[-1].x1 > word.x0 + 0.5 * word.size:
        return None
    bases = sorted(each.base + slope * (word.cx - each.cx) for each in last)
    off = abs(word.base - bases[len(bases) // 2])
    return off if off <= _REACH * min(word.size, row[-1].size) else None


def _on_one_line(row: Sequence[Word], leans: Sequence[_Lean], middle: float) -> list[Word]:
    sizes = sorted(word.size for word in row)
    common = sizes[len(sizes) // 2]
    slope = _slope_at(sum(word.base for word in row) / len(row), leans)
    bases = sorted(word.base + slope * (middle - word.cx) for word in row)
    base = bases[len(bases) // 2]
    least, most = _ALIKE
    result = []
    for word in row:
        size = common if least * common < word.size < most * common else word.size
        above = word.y0 + (word.size - size) * _ABOVE
        result.append(replace(word, y0=above, y1=above + size, base=base))
    return result
