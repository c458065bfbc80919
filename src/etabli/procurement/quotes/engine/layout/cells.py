"""A printed row dealt out to the columns of its table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..text.numbers import Number
from ..text.pages import Row, Word, fold

_RANGE = re.compile(r"\d ?(€|eur(os?)?|ht|k€)? ?([-–—]|à|a|et|to|bis|und) ?€?\d", re.I)
_LATER = re.compile(
    r"(pour )?memoire|p ?m|(sur|selon|voir) devis|a (definir|preciser|chiffrer|determiner)|au reel|nous consulter|"
    r"n ?c|on request|tbd|auf anfrage"
)


@dataclass
class Cut:
    """A printed row, its words dealt out to the columns."""

    row: Row
    cells: dict[int, list[Word]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[Number]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)  # columns where something stands in place of one amount
    once: bool = False  # its amount stands in the column of what is paid once

    def cell(self, column: int) -> str:
        """What a column says."""
        return " ".join(word.text for word in self.cells.get(column, ()))

    def words(self, columns: Sequence[int]) -> list[Word]:
        """Those of several columns, one column after the other."""
        return [word for at in columns for word in self.cells.get(at, ())]

    def has(self, column: int) -> bool:
        """Whether the row bears what a column is for: a number, or what is no single one."""
        return bool(self.numbers.get(column)) or column in self.open

    @property
    def caption(self) -> str:
        """The row's words without its numbers."""
        used = {id(word) for numbers in self.numbers.values() for number in numbers for word in number.words}
        words = (w.text for w in self.row.words if id(w) not in used and w.text not in ("€", "EUR"))
        return " ".join(words)

    @property
    def label(self) -> str:
        """The same, folded."""
        return fold(self.caption)


def is_open(text: str) -> bool:
    """True for what stands in place of one amount: a range ("7 000 à 12 000 €"), a dash, "sur devis"."""
    return bool(_RANGE.search(text) or re.fullmatch(r"[-–—]+ ?€?", text) or _LATER.fullmatch(fold(text)))
