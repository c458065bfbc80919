"""Lines whose needs are known: the example lines of each need, the writings, and the labels of the collected quotes.

A line is held out, or not, by its hash: nobody chooses which, and a new row changes no other. Whoever widens `words` in
the catalogue reads the examples and the lines of later writings that are not held out, and never the others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from etabli.procurement.needs.engine import Catalogue, Polarity, recognise
from etabli.procurement.needs.engine.words import fold

HERE = Path(__file__).parent
WRITINGS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
)
HALVED = ("second", "sixth")  # of which half is held out
APART = ("seventeenth",)  # held out whole


@dataclass(frozen=True)
class Example:
    """A line as it could stand in a quote, and whether it says the need."""

    need: str
    says: bool
    line: str

    @property
    def held_out(self) -> bool:
        return is_held_out(self.line)


@dataclass(frozen=True)
class Written:
    """A line of a writing, all the needs that it speaks of, each with what it says of it, and the lines above it."""

    line: str
    needs: Mapping[str, Polarity]
    above: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        return is_held_out(self.line)


@dataclass(frozen=True)
class Label:
    """What a line of a collected document includes. `text` is its fingerprint: no word of it stands here."""

    document: str
    line: int
    text: str
    needs: frozenset[str]


def is_held_out(line: str) -> bool:
    """Whether who widens the words must not read this line."""
    return hashlib.sha256(line.encode()).digest()[0] % 2 == 1


def writing(name: str) -> list[Written]:
    """The rows of writings/NAME.tsv. The words were widened on all of the first and of the third."""
    rows = []
    for line, needs, *lines_above in _rows(HERE / "writings" / f"{name}.tsv"):
        pairs = [each.split(":") for each in needs.split()] if needs != "-" else []
        polarities = {need: cast("Polarity", polarity) for need, polarity in pairs}
        rows.append(Written(line, polarities, tuple(lines_above)))
    return rows


def readable() -> dict[str, list[Written]]:
    """Of each writing, the rows that may be read and learnt from."""
    return {
        name: [row for row in writing(name) if name not in HALVED or not row.held_out] for name in WRITINGS
    }


def kept_apart() -> dict[str, list[Written]]:
    """The rows that nobody reads and nothing learns from, by a name that says so."""
    halves = {f"{name}, held out": [row for row in writing(name) if row.held_out] for name in HALVED}
    return halves | {f"{name}, held out": writing(name) for name in APART}


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


@dataclass(frozen=True)
class Read:
    """How a writing was read: each need's count, whatever the polarity; of each polarity, how many needs said so were
    read as such, and how many were said."""

    needs: Mapping[str, Count]
    polarities: Mapping[Polarity, tuple[int, int]]

    def share(self, *polarities: Polarity) -> float:
        """The share of the needs of these polarities that are read as such; missed ones are not."""
        right, said = map(sum, zip(*(self.polarities[each] for each in polarities), strict=True))
        return right / said if said else 1.0


def read(rows: Iterable[Written], recognised: Callable[..., Mapping[str, Polarity]]) -> Read:
    """Lines, each with those above it, against what `recognised` says of them."""
    needs: defaultdict[str, Count] = defaultdict(Count)
    said: Counter[Polarity] = Counter()
    right: Counter[Polarity] = Counter()
    for row in rows:
        got = recognised(row.line, *row.above)
        for need in row.needs.keys() | got.keys():
            needs[need].add(says=need in row.needs, found=need in got)
        said.update(row.needs.values())
        right.update(polarity for need, polarity in row.needs.items() if got.get(need) == polarity)
    return Read(needs, {each: (right[each], said[each]) for each in get_args(Polarity)})


def reader(catalogue: Catalogue) -> Callable[..., Mapping[str, Polarity]]:
    """What `read` asks of a line, and of those above: the needs that `recognise` finds, each with its polarity."""
    return lambda line, *above: {need.need_id: need.polarity for need in recognise(line, catalogue, above)}


def counted(rows: Iterable[Example], found: Callable[[str], set[str]]) -> dict[str, Count]:
    """Each need's examples against what `found` says of their lines."""
    counts: dict[str, Count] = {}
    for row in rows:
        counts.setdefault(row.need, Count()).add(says=row.says, found=row.need in found(row.line))
    return counts
