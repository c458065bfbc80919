"""Lines whose needs are known: the example lines of each need, and the labels of the collected quotes.

An example is held out, or not, by the hash of its line: nobody chooses which, and a new row changes no other.
Whoever widens `words` in the catalogue reads the examples that are not held out, and never the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etabli.procurement.needs.engine.words import fold

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """A line as it could stand in a quote, and whether it says the need."""

    need: str
    says: bool
    line: str

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.line.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Label:
    """What a line of a collected document includes. `text` is its fingerprint: no word of it stands here."""

    document: str
    line: int
    text: str
    needs: frozenset[str]


def examples() -> list[Example]:
    """Every row of examples/*.tsv: need, + or -, line."""
    found = []
    for path in sorted((HERE / "examples").glob("*.tsv")):
        for need, sign, line in _rows(path):
            found.append(Example(need, {"+": True, "-": False}[sign], line))
    return found


def labels() -> list[Label]:
    """Every row of labels.tsv: document, line, fingerprint, needs."""
    rows = _rows(HERE / "labels.tsv")
    return [Label(path, int(line), text, frozenset(needs.split())) for path, line, text, needs in rows]


def fingerprint(text: str) -> str:
    """Eight hexadecimal digits of a line's letters and digits: what is read otherwise has another."""
    plain = "".join(char for char in fold(text) if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _rows(path: Path) -> Iterator[list[str]]:
    for row in path.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row.split("\t")


@dataclass
class Count:
    """How often a need was rightly found, missed, and found where it isn't."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, *, says: bool, found: bool) -> None:
        self.right += says and found
        self.missed += says and not found
        self.wrong += found and not says

    @property
    def f1(self) -> float:
        whole = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / whole if whole else 1.0


def macro(counts: Iterable[Count]) -> float:
    """The mean of the F1 of the needs that were said or found at least once."""
    shares = [each.f1 for each in counts if each.right + each.missed + each.wrong]
    return sum(shares) / len(shares) if shares else 1.0


def micro(counts: Iterable[Count]) -> float:
    """The F1 of all needs counted together."""
    whole = Count()
    for each in counts:
        whole.right, whole.missed, whole.wrong = (
            whole.right + each.right,
            whole.missed + each.missed,
            whole.wrong + each.wrong,
        )
    return whole.f1


def counted(rows: Iterable[Example], found: Callable[[str], set[str]]) -> dict[str, Count]:
    """Each need's examples against what `found` says of their lines."""
    counts: dict[str, Count] = {}
    for row in rows:
        counts.setdefault(row.need, Count()).add(says=row.says, found=row.need in found(row.line))
    return counts
