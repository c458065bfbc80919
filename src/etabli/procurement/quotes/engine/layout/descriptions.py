"""What a record is about: its code, its name and the words that explain it, as its own columns print them."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..text.pages import Page, Word, fold
from .cells import Cut
from .headings import Column
from .naming import goes_on, in_brackets, is_bullet, is_code, joined
from .wording import Wording, wording_of

_PADDING = 6.0  # points between a line that is drawn and the words beside it


@dataclass(frozen=True)
class Description:
    """`name` is what is sold, empty when the record doesn't say; `details` explain it. `text`: all of these words,
    where no column is one of mere details."""

    reference: str
    name: str
    details: str
    text: str


class Descriptions:
    """The columns of words of a table: `edges` are the x between its columns, `wording` what another page of the same
    table showed."""

    def __init__(
        self,
        columns: Sequence[Column],
        strips: Sequence[Cut],
        edges: Sequence[float],
        page: Page,
        wording: Wording | None = None,
    ) -> None:
        self.columns, self.strips, self.edges, self.page = columns, strips, edges, page
        rows = [{at: strip.cell(at) for at in strip.cells} for strip in strips]
        self._starts: dict[int, float] = {}
        self.wording = wording or wording_of(columns, rows, sum(len(strip.numbers) > 1 for strip in strips))

    @cached_property
    def right(self) -> float:
        """How far to the right the lines of text go before they are broken."""
        words = [w for s in self.strips if s.numbers for w in s.words(self.wording.columns)]
        printed, left = max((w.x1 for w in words), default=0.0), min((w.x0 for w in words), default=0.0)
        last = self.wording.columns[-1]
        edge = self.edges[last] if last < len(self.edges) else printed
        return max(printed, left + 0.8 * (edge - left))

    def limit(self, words: Sequence[Word]) -> float:
        """How far a line goes when what follows may well be something else: nearly to the column's edge."""
        if not words:
            return self.right
        left = min(w.x0 for w in words)
        return left + 0.97 * (self._next(self.wording.columns[-1]) - left)

    def _next(self, column: int) -> float:
        """Where the words of the following column begin."""
        if column + 1 >= len(self.columns):
            return self.page.width
        if column not in self._starts:
            words = [w.x0 for s in self.strips if s.numbers for w in s.cells.get(column + 1, ())]
            self._starts[column] = min([self.columns[column + 1].x0, *words])
        return self._starts[column]

    def of(self, strips: Sequence[Cut]) -> Description:
        """What these rows of one record say."""
        named = _lines(strips, self.wording.designation)
        beside = {at: _lines(strips, at) for at in self.wording.details}
        code = " ".join(word.text for word in named[0]) if len(named) > 1 else ""
        code = code if _files(code) else ""
        name, rest = self._named(named[1:] if code else named, alone=not self.wording.details)
        details = " ".join(filter(None, (rest, *(self._joined(lines, at) for at, lines in beside.items()))))
        reference = " ".join(filter(None, (s.cell(at) for at in self.wording.reference for s in strips)))
        reference = reference or code
        if _files(name) and re.search(r"\w", details):
            reference, name, details = reference or name, details, ""
        if not re.search(r"\w", name):
            name, details = (details, "") if re.search(r"\w", details) else (self._spare(strips), "")
        text = "" if self.wording.apart else f"{name} {details}".strip()
        return Description(reference, name, details, text)

    def _named(self, lines: Sequence[Sequence[Word]], *, alone: bool) -> tuple[str, str]:
        """The name of what is sold, going on to the next line where its line is full, and the details under it. Beside
        a column of details, the name goes on until a list begins."""
        right = max([self.right, *(w.x1 for words in lines for w in words)])
        limit = self.limit([w for words in lines for w in words])
        named = 1
        while named < len(lines) and (named < 2 or not alone or lines[named - 1][-1].text.endswith("-")):
            if not alone and is_bullet(lines[named][0]):
                break
            if alone and not goes_on(lines[named - 1], lines[named], right, limit):
                break
            named += 1
        if named < len(lines) and in_brackets(lines[named]):
            named += 1
        at = self.wording.designation
        return self._joined(lines[:named], at), self._joined(lines[named:], at)

    def _joined(self, lines: Sequence[Sequence[Word]], column: int) -> str:
        """The text of these lines of a column, words that its edge cut made whole."""
        return joined(lines, self._wall(column), self._whole_words)

    def _wall(self, column: int) -> float:
        """How far the words of a column could go: to those of the next, less near to a line that is drawn between."""
        if column + 1 >= len(self.columns):
            return math.inf
        edge = self.edges[column]
        drawn = any(not rule.horizontal and abs(rule.x0 - edge) < 2 for rule in self.page.rules)
        return min(self._next(column), edge + _PADDING) if drawn else self._next(column)

    @cached_property
    def _whole_words(self) -> Collection[str]:
        return {fold(word.text) for word in self.page.words}

    def _spare(self, strips: Sequence[Cut]) -> str:
        """What the columns beside say where those of words are empty."""
        spare = [at for at, column in enumerate(self.columns) if column.roles[0] in ("reference", "other")]
        return " ".join(w.text for strip in strips for w in strip.words(spare)).strip()


def _files(text: str) -> bool:
    """Whether it is a code that bears a figure: a thing may have a name in capitals."""
    return is_code(text) and bool(re.search(r"\d", text))


def _lines(strips: Sequence[Cut], column: int) -> list[list[Word]]:
    return [words for strip in strips if (words := strip.words((column,)))]
