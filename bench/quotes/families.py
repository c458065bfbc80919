"""Leave one layout family out: what reading a family that nothing was tuned on may be like.

The rules were written with all families at hand. What can be taken back is taken: the words that this family alone
exercises in the vocabulary, and its part in what the confidences are worth.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from bench import progress
from bench.quotes import calibration
from bench.quotes.corpus import Example
from bench.quotes.scoring import Score, score
from bench.quotes.tally import Tally
from bench.report import Part, Table, share
from etabli.procurement.quotes.engine.text import vocabulary

type Reading = tuple[Example, dict[str, Any], Score]

ENGINE = "etabli.procurement.quotes.engine"
UNKNOWN = "zzyzx"  # stands for a word that the vocabulary doesn't hold
# What each function says of a text without a word that it knows.
NOTHING: dict[str, object] = {"roles_of": ("other",), "total_kind": None}


@dataclass(frozen=True)
class Family:
    """A family read with every word, and without those that it alone brings; of its values, how many the calibration of
    the others is sure of, and how many of those are right."""

    name: str
    whole: Tally
    left_out: Tally
    sure: int
    right: int

    def data(self) -> dict[str, object]:
        tallies = {"whole": self.whole.data(), "left_out": self.left_out.data()}
        return {"family": self.name, **tallies, "sure": self.sure, "sure_right": self.right}


def part(readings: Sequence[Reading]) -> Part:
    """`readings` are those of the whole decoder, in any order. Scans and photos are left aside: they print no word that
    the others don't."""
    by_name: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda reading: reading[0].family):
        if not reading[0].pictured:
            by_name.setdefault(reading[0].family, []).append(reading)
    words = {name: _words(mine) for name, mine in by_name.items()}
    families = [_left_out(name, by_name, others(words, name)) for name in by_name]
    return Part("families", [family.data() for family in families], (_each(families), _together(families)))


def _left_out(name: str, by_name: Mapping[str, list[Reading]], known: frozenset[str]) -> Family:
    progress(f"without the words of {name}")
    mine = by_name[name]
    with only_words(known):
        again = Tally.of(score(example.decoded(), example.truth) for example, _, _ in mine)
    rest = [value for other, theirs in by_name.items() if other != name for value in _values(theirs)]
    sure = calibration.sure_by(calibration.fitted(rest), _values(mine))
    whole = Tally.of(each for _, _, each in mine)
    return Family(name, whole, again, len(sure), sum(value.right for value in sure))


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
    rows = [
        (each.name, each.whole.documents, each.whole.whole, each.left_out.whole, each.whole.found_lines(),
         each.left_out.found_lines(), each.whole.wrong, each.left_out.wrong, f"{each.right} of {each.sure}")
        for each in families
    ]  # fmt: skip
    return Table("each family", head, rows)


def _together(families: Sequence[Family]) -> Table:
    whole = sum((each.whole for each in families), Tally())
    left_out = sum((each.left_out for each in families), Tally())
    sure = share(sum(each.right for each in families), sum(each.sure for each in families))
    rows = [
        ("with every word", *whole.cells()),
        ("without the words that it alone brings", *left_out.cells()),
    ]
    note = f"Values that the calibration on the other families is sure of: {sure} are right."
    return Table("families", (f"{len(families)} families, each read", *Tally.HEAD), rows, note)


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
