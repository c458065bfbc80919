"""Leave one layout family out: what reading a family that nothing was tuned on may be like.

The rules were written with all families at hand. What can be taken back is taken: the words that this family alone
exercises in the vocabulary, and its part in what the confidences are worth.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from bench import progress
from bench.quotes import calibration
from bench.quotes.corpus import Example, Standing
from bench.quotes.scoring import WHOLE, Score, Verdict, score
from bench.quotes.tally import Tally
from bench.report import Part, Table, share
from etabli.procurement.quotes.engine.text import vocabulary

type Reading = tuple[Example, dict[str, Any], Score]

ENGINE = "etabli.procurement.quotes.engine"
UNKNOWN = "zzyzx"  # stands for a word that the vocabulary doesn't hold
# What each function says of a text without a word that it knows.
NOTHING: dict[str, object] = {"roles_of": ("other",), "total_kind": None}
STANDINGS: dict[Standing, str] = {
    "at hand": "at hand, left out",
    "read": "read since, left out",
    "unread": "unread",
}
KINDS: dict[str, Callable[[Example], bool]] = {
    "printed": lambda example: example.kind == "printed",
    "printed quotes": lambda example: example.kind == "printed" and example.is_quote,
    "Word": lambda example: example.kind == "Word",
    "scans": lambda example: example.kind == "scans",
    "pictures": lambda example: example.kind == "pictures",
}
FEWEST = 3


@dataclass(frozen=True)
class Family:
    """A family read with every word, and without those that it alone brings; of its values, how many the calibration of
    the other families is sure of, and how many of those are right."""

    name: str
    whole: Sequence[Reading]
    left_out: Sequence[Reading]
    sure: int
    right: int

    def data(self) -> dict[str, object]:
        tallies = {"whole": _tally(self.whole).data(), "left_out": _tally(self.left_out).data()}
        return {"family": self.name, **tallies, "sure": self.sure, "sure_right": self.right}


@dataclass(frozen=True)
class Group:
    """The documents of one kind that stand alike, as one reads them when nothing was tuned on them. Of fewer than
    FEWEST unread ones nothing is told: it would tell of one."""

    standing: Standing
    kind: str
    documents: Sequence[tuple[Example, Score]]

    @property
    def scores(self) -> list[Score]:
        return [score for _, score in self.documents]

    @property
    def readable(self) -> Tally:
        """Of the documents whose page prints all lines of their truth: no reading finds the others' there."""
        return Tally.of(score for example, score in self.documents if example.prints_its_lines)

    @property
    def tally(self) -> Tally:
        return Tally.of(self.scores)

    @property
    def is_large_enough(self) -> bool:
        return self.standing != "unread" or len(self.scores) >= FEWEST

    def row(self) -> tuple[object, ...]:
        name = f"{STANDINGS[self.standing]}: {self.kind}"
        if not self.is_large_enough:
            return (name, len(self.scores), *("—" * 5))
        readable = self.readable
        return (name, len(self.scores), *self.tally.shares(), share(readable.whole, readable.documents))

    def data(self) -> dict[str, object]:
        alone = {"standing": self.standing, "kind": self.kind, "documents": len(self.scores)}
        return alone | (
            self.tally.data() | {"readable": self.readable.data()} if self.is_large_enough else {}
        )


def part(readings: Sequence[Reading]) -> Part:
    """`readings` are those of the whole decoder, in any order."""
    families = left_out([reading for reading in readings if reading[0].standing != "unread"])
    groups = grouped(families, readings)
    data = {"families": [each.data() for each in families], "groups": [group.data() for group in groups]}
    tables = (_each(families), _together(families, groups, readings), what_fails(groups))
    return Part("families", data, tables)


def left_out(readings: Sequence[Reading]) -> list[Family]:
    """Each family of these, read again without the words that it alone brings."""
    by_name: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda reading: reading[0].family):
        by_name.setdefault(reading[0].family, []).append(reading)
    words = {name: _words(mine) for name, mine in by_name.items()}
    return [_left_out(name, by_name, others(words, name)) for name in by_name]


def grouped(families: Sequence[Family], readings: Sequence[Reading]) -> list[Group]:
    """By standing and kind: those at hand or read since with their family left out, the unread ones as they are."""
    measured = [reading for family in families for reading in family.left_out]
    measured += [reading for reading in readings if reading[0].standing == "unread"]
    groups = []
    for standing in STANDINGS:
        mine = [(example, score) for example, _, score in measured if example.standing == standing]
        for kind, holds in KINDS.items():
            if documents := [(example, score) for example, score in mine if holds(example)]:
                groups.append(Group(standing, kind, documents))
    return groups


def _left_out(name: str, by_name: Mapping[str, list[Reading]], known: frozenset[str]) -> Family:
    progress(f"without the words of {name}")
    mine = by_name[name]
    with only_words(known):
        answers = [(example, example.decoded()) for example, _, _ in mine]
    again = [(example, answer, score(answer, example.truth)) for example, answer in answers]
    rest = [value for other, theirs in by_name.items() if other != name for value in _values(theirs)]
    sure = calibration.sure_by(calibration.fitted(rest), _values(mine))
    return Family(name, mine, again, len(sure), sum(value.right for value in sure))


def _each(families: Sequence[Family]) -> Table:
    head = (
        "family, then left out",
        "documents",
        "whole",
        "whole",
        "lines",
        "lines",
        "wrong",
        "wrong",
        "sure",
    )
    rows = []
    for each in families:
        whole, again = _tally(each.whole), _tally(each.left_out)
        rows.append(
            (each.name, whole.documents, whole.whole, again.whole, whole.found_lines(), again.found_lines(),
             whole.wrong, again.wrong, f"{each.right} of {each.sure}")
        )  # fmt: skip
    return Table("each family", head, rows)


def _together(families: Sequence[Family], groups: Sequence[Group], readings: Sequence[Reading]) -> Table:
    again = [reading for family in families for reading in family.left_out]
    unread = [reading for reading in readings if reading[0].standing == "unread"]
    said = [
        f"{len(families)} families are left out one by one, {len({each[0].family for each in unread})} are unread.",
        f"Values given with a confidence of {calibration.SURE} or more that are right: {_sure(again)} left out, "
        f"{_sure(unread)} unread; "
        f"{share(sum(each.right for each in families), sum(each.sure for each in families))} of those that the "
        "calibration on the other families is sure of.",
    ]
    head = (
        "documents",
        "number",
        "read whole",
        "lines found",
        "extra lines",
        "wrong values",
        "whole, where the page prints the lines",
    )
    return Table("families", head, [group.row() for group in groups], " ".join(said))


def what_fails(groups: Sequence[Group]) -> Table:
    """Which values and lines keep the documents of each group from being read whole."""
    shown = [group for group in groups if group.is_large_enough]
    head = ("kept from being whole by", *(f"{STANDINGS[group.standing]}: {group.kind}" for group in shown))
    counted = [Counter(fault for each in group.scores for fault in _lacking(each)) for group in shown]
    names = ("no line read", "lines lacking", "lines in addition", "lines alone", *WHOLE, "values alone")
    rows = [(name, *(counts[name] for counts in counted)) for name in names]
    return Table("what fails", head, rows)


def _lacking(each: Score) -> Iterator[str]:
    values = [name for name in WHOLE if each.fields.get(name, Verdict.RIGHT) is not Verdict.RIGHT]
    lacking, added = each.lines.found < each.lines.wanted, each.lines.extra > 0
    yield from values
    if lacking:
        yield "lines lacking"
    if lacking and not each.lines.given:
        yield "no line read"
    if added:
        yield "lines in addition"
    if values and not (lacking or added):
        yield "values alone"
    if not values and (lacking or added):
        yield "lines alone"


def _sure(readings: Sequence[Reading]) -> str:
    sure = [value.right for value in _values(readings) if value.confidence >= calibration.SURE]
    return share(sum(sure), len(sure))


def _tally(readings: Iterable[Reading]) -> Tally:
    return Tally.of(score for _, _, score in readings)


def _values(readings: Sequence[Reading]) -> list[calibration.Given]:
    return [value for _, answer, score in readings for value in calibration.values(answer, score)]


def others(words: Mapping[str, frozenset[str]], family: str) -> frozenset[str]:
    """The words that at least one other family exercises."""
    return frozenset().union(*(held for name, held in words.items() if name != family))


def _words(readings: Sequence[Reading]) -> frozenset[str]:
    """The words of the headings and labels to which the vocabulary gave a meaning in these documents."""
    heard: set[str] = set()

    def listening(name: str, known: Callable[[str], object]) -> Callable[[str], object]:
        def answer(text: str) -> object:
            meaning = known(text)
            if meaning != NOTHING[name]:
                heard.update(text.split())
            return meaning

        return answer

    with _instead(listening):
        for example, _, _ in readings:
            example.decoded()
    return frozenset(heard)


@contextmanager
def only_words(known: frozenset[str]) -> Iterator[None]:
    """Inside, the vocabulary knows these words and no others."""

    def deaf(name: str, original: Callable[[str], object]) -> Callable[[str], object]:
        return lambda text: original(" ".join(map(heard, text.split())))

    def heard(word: str) -> str:
        return word if word in known or not re.search("[a-z]", word) else UNKNOWN

    with _instead(deaf):
        yield


@contextmanager
def _instead(made: Callable[[str, Callable[[str], object]], Callable[[str], object]]) -> Iterator[None]:
    """Put `made(name, function)` in place of the functions of the vocabulary wherever the engine has imported them."""
    modules = _engine_modules()
    kept: list[tuple[ModuleType, str, Callable[[str], object]]] = []
    try:
        for name in NOTHING:
            original: Callable[[str], object] = getattr(vocabulary, name)
            for module in modules:
                if getattr(module, name, None) is original:
                    kept.append((module, name, original))
                    setattr(module, name, made(name, original))
        _forget(modules)
        yield
    finally:
        for module, name, original in kept:
            setattr(module, name, original)
        _forget(modules)


def _engine_modules() -> list[ModuleType]:
    import etabli.procurement.quotes.engine.decoder  # noqa: F401 -- brings in every stage

    return [module for name, module in sorted(sys.modules.items()) if name.startswith(ENGINE)]


def _forget(modules: Sequence[ModuleType]) -> None:
    """Empty the engine's caches: what they hold was said by another vocabulary."""
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()
