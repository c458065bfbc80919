"""Which printed rows make one record: what is ruled off stands alone, a wide blank separates, and the rest follows the
table's own habit (amounts on the first line of their record, or on its last).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..text.pages import Row, Rule, Word
from .columns import ruled_apart
from .naming import goes_on, is_bullet, is_detail, is_numbered, says_options

type Habit = Literal["first", "middle", "last", "unknown"]
_WIDER = 1.12  # a blank this much wider than another is meant to separate


@dataclass(frozen=True)
class Strip:
    """A row as grouping sees it: its words in the text columns, whether its amount begins a record, whether it stands
    outside the table (a total, a sentence across the columns), and whether a number of its own marks it."""

    row: Row
    text: Sequence[Word]
    anchor: bool
    outside: bool = False
    numbered: bool = False
    marked: bool = False


def group(strips: Sequence[Strip], lines: Sequence[Rule], right: float, limit: float) -> list[range]:
    """For each anchor, in order, the rows of its record. Rows that belong to none are titles. `right` and `limit` say
    how far a line of text goes before it is broken (see `naming.goes_on`)."""
    return _Groups(strips, lines, right, limit).ranges()


class _Groups:
    def __init__(self, strips: Sequence[Strip], lines: Sequence[Rule], right: float, limit: float) -> None:
        self.strips, self.right, self.limit = strips, right, limit
        self.anchors = [at for at, strip in enumerate(strips) if strip.anchor]
        self.titles = self._titles()
        self.bulleted = all(self._begins_with_bullet(at) for at in self.anchors)
        self.walls = {at for at in range(1, len(strips)) if self._wall(at, lines)}
        self.step = min(  # from one record to the next, where nothing stands between
            (
                strips[b].row.base - strips[a].row.base
                for a, b in pairwise(self.anchors)
                if b == a + 1
                and strips[a].text
                and strips[b].text
                and not (strips[a].outside or strips[b].outside)
            ),
            default=0.0,
        )
        self.cuts = {
            (a, b): self._blank_cut(a, b) for a, b in pairwise(self.anchors) if not self._walls(a, b)
        }
        self.inner, self.outer = self._pitch()
        self.step = self.step or self.outer
        self.habit: Habit = self._habit()

    def _wall(self, at: int, lines: Sequence[Rule]) -> bool:
        above, below = self.strips[at - 1], self.strips[at]
        titled = at in self.titles or at - 1 in self.titles
        ruled = not self._bullet(at) and ruled_apart(above.row, below.row, lines)
        return titled or above.outside or below.outside or ruled

    def _titles(self) -> set[int]:
        """The rows that bear a mark and no amount where amounts stand beside the marks."""
        named = [self.strips[at] for at in self.anchors if self.strips[at].text]
        if 2 * sum(strip.marked for strip in named) <= len(named):
            return set()
        return {at for at, s in enumerate(self.strips) if s.marked and not s.anchor and not s.numbered}

    def _walls(self, here: int, there: int) -> list[int]:
        return [at for at in range(here + 1, there + 1) if at in self.walls]

    def ranges(self) -> list[range]:
        if not self.anchors:
            return []
        starts, stops = [self._first()], []
        for here, there in pairwise(self.anchors):
            stop, start = self._cut(here, there)
            stops.append(stop)
            starts.append(start)
        stops.append(self._last())
        shares: list[range] = []
        for anchor, start, stop in zip(self.anchors, starts, stops, strict=True):
            free = self.anchors[len(shares) - 1] + 1 if shares else 0
            share = self._from_its_name(anchor, range(start, stop), free)
            if shares and shares[-1].stop > share.start:
                shares[-1] = range(shares[-1].start, share.start)
            shares.append(self._with_words_above(share, free))
        return [self._without_title(at, share) for at, share in zip(self.anchors, shares, strict=True)]

    def _gaps(self, here: int, there: int) -> dict[int, float]:
        """The heights between the lines of text from one anchor to the next, by the row below each. An amount that
        stands between two lines of its record doesn't count as a line."""
        filled = [at for at in range(here, there + 1) if self.strips[at].text or at in (here, there)]
        inner = [at for at in filled[1:-1] if self.strips[at].text]
        filled = [filled[0], *inner, filled[-1]]
        return {b: self.strips[b].row.base - self.strips[a].row.base for a, b in pairwise(filled)}

    def _blank_cut(self, here: int, there: int) -> tuple[int, int] | None:
        """Where a blank says that one record stops and the next begins; None when the lines are evenly spaced."""
        gaps = self._gaps(here, there)
        if len(gaps) < 2:
            return None
        widest, least = max(gaps.values()), min(self._usual(at, gap) for at, gap in gaps.items())
        if widest < _WIDER * least or (self.step and least > 0.95 * self.step):
            return None
        wide = [at for at, gap in gaps.items() if gap >= 0.88 * widest and not self._bullet(at)]
        return (wide[0], wide[-1]) if wide else None

    def _bullet(self, at: int) -> bool:
        """True when the row begins with a bullet, in a table whose records don't: no record begins there."""
        return self._begins_with_bullet(at) and not self.bulleted

    def _begins_with_bullet(self, at: int) -> bool:
        text = self.strips[at].text
        return bool(text) and is_bullet(text[0])

    def _usual(self, at: int, gap: float) -> float:
        """The gap, or the letters' height where an amount between two lines halves it."""
        return max(gap, 0.9 * self.strips[at].row.size)

    def _pitch(self) -> tuple[float, float]:
        """The usual height from line to line inside a record, and between two records (0 when unknown)."""
        inner: list[float] = []
        outer: list[float] = []
        for (here, there), cut in self.cuts.items():
            if cut is not None:
                for at, gap in self._gaps(here, there).items():
                    (outer if cut[0] <= at <= cut[1] else inner).append(gap)
        return _median(inner), _median(outer)

    def _habit(self) -> Habit:
        """On which line of its record the amount stands, as far as the records whose limits are sure show it."""
        last = below = middle = False
        for at, anchor in enumerate(self.anchors):
            if self.strips[anchor].outside:  # a total tells nothing of the records
                continue
            own = self.strips[anchor].text
            above = self._with_text(self._start(at), anchor)
            under = self._with_text(anchor + 1, self._stop(at))
            below = below or bool(under)
            middle = middle or not own or bool(at and above and under)
            last = last or bool(own and (len(above) > 1 or (above and is_detail(self.strips[anchor].text))))
        return "middle" if middle else "first" if below else "last" if last else "unknown"

    def _with_text(self, start: int, stop: int) -> list[int]:
        return [at for at in range(start, stop) if self.strips[at].text]

    def _start(self, at: int) -> int:
        """The first row surely of the record of the anchor of this rank."""
        here = self.anchors[at]
        if not at:
            return self._first()
        walls = self._walls(self.anchors[at - 1], here)
        cut = None if walls else self.cuts[self.anchors[at - 1], here]
        return walls[-1] if walls else cut[1] if cut else here

    def _stop(self, at: int) -> int:
        """The row after the last one surely of the record of the anchor of this rank."""
        here = self.anchors[at]
        if at + 1 == len(self.anchors):
            return self._last()
        walls = self._walls(here, self.anchors[at + 1])
        cut = None if walls else self.cuts[here, self.anchors[at + 1]]
        return walls[0] if walls else cut[0] if cut else here + 1

    def _cut(self, here: int, there: int) -> tuple[int, int]:
        walls = self._walls(here, there)
        if walls:
            return walls[0], walls[-1]
        cut = self.cuts[here, there]
        if cut is not None:
            return cut
        if self.inner and self.outer and not self._tight(there):
            return here + 1, there
        return (here + 1, here + 1) if self.habit == "last" else (there, there)

    def _first(self) -> int:
        at = self.anchors[0]
        while at > 0 and at not in self.walls and self._tight(at):
            at -= 1
        return at

    def _last(self) -> int:
        at = self.anchors[-1] + 1
        while at < len(self.strips) and at not in self.walls and self._tight(at):
            if not self.strips[at].text:
                break
            at += 1
        return at

    def _tight(self, at: int) -> bool:
        """True when the row is as near to the one above as the lines of a record are."""
        above, row = self.strips[at - 1].row, self.strips[at].row
        gap = row.base - above.base
        if self.outer:
            return gap < (self.inner + self.outer) / 2 if self.inner else gap < 0.9 * self.outer
        return gap <= 1.7 * min(above.size, row.size)

    def _from_its_name(self, anchor: int, share: range, free: int) -> range:
        """A record begins with a name: take the rows above (from `free` on) where it begins with a bullet."""
        start = share.start
        filled = self._with_text(start, share.stop)
        if self.bulleted or not filled or not self._begins_with_bullet(filled[0]) or filled[0] > anchor:
            return share
        while start > free and start not in self.walls and self._begins_with_bullet(start):
            start -= 1
        return range(start, share.stop)

    def _with_words_above(self, share: range, free: int) -> range:
        """A record without words has those above it, however far, that no other record has."""
        start = share.start
        if not self._with_text(start, share.stop):
            while start > free and start not in self.walls:
                start -= 1
        return range(start, share.stop) if self._with_text(start, share.start) else share

    def _without_title(self, anchor: int, share: range) -> range:
        """Leave out a section's title: one line over the record's own, where amounts stand on the first line."""
        own, above = self.strips[anchor].text, self._with_text(share.start, anchor)
        if len(above) != 1 or not own:
            return share
        title = above[0]
        over = self.strips[title].text
        options = says_options(over)
        if (
            self.strips[title].numbered
            or is_detail(own)
            or (self.habit in ("last", "middle") and not options)
        ):
            return share
        gap = self.strips[title + 1].row.base - self.strips[title].row.base
        near = not self.step or gap < 0.88 * self.step
        section = options or (is_numbered(over) and not is_numbered(own))
        if (self.habit == "unknown" and near and not section) or goes_on(over, own, self.right, self.limit):
            return share
        return range(title + 1, share.stop)


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0
