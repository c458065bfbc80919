"""How likely a line speaks of each need, by a linear model of its letters, learnt from lines.

The lexicon says which words may mean a need; the model has seen near misses, and says whether such a line does. It also
knows lines that say a need in other words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from etabli.procurement.needs.engine.words import fold

BUCKETS = 1 << 14  # features are counted in so many, by their hash
_SHORTEST, _LONGEST = 3, 5  # letters of a run
_READ = 400  # characters; what a line speaks of stands in its beginning


@dataclass(frozen=True, eq=False)
class Likelihood:
    """`weights`: a column for each need of `needs`, a row for each bucket, in units of `scale`; `bias` of each need.
    `belief`: what each of the grounds of a phrase weighs (`grounds.py`)."""

    needs: Mapping[str, int]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    belief: NDArray[np.float32]

    def believes(self, grounds: Sequence[float]) -> bool:
        """Whether a phrase with these grounds means what it says."""
        return float(self.belief @ np.array(grounds, np.float32)) > 0

    def of(self, need: str, text: str) -> float:
        """The log-odds that a line speaks of a need; of one that it wasn't taught, 0."""
        column = self.needs.get(need)
        return 0.0 if column is None else float(self._scores(text)[column])

    def most(self, text: str) -> float:
        """The log-odds of the need of which a line speaks most likely."""
        return float(self._scores(text).max())

    def above(self, least: float, text: str) -> tuple[str, ...]:
        """The needs of which the log-odds of a line are more than `least`."""
        scores = self._scores(text)
        return tuple(need for need, column in self.needs.items() if scores[column] > least)

    @lru_cache(maxsize=512)  # noqa: B019 -- a model is kept as long as its catalogue
    def _scores(self, text: str) -> NDArray[np.float32]:
        buckets = features(text)
        if not buckets:
            return self.bias
        summed = self.weights[buckets].sum(axis=0, dtype=np.int32)
        scores: NDArray[np.float32] = summed * self.scale / np.float32(len(buckets) ** 0.5) + self.bias
        return scores


def features(text: str) -> list[int]:
    """The buckets of a line's words, pairs of words and runs of letters, each once."""
    buckets: set[int] = set()
    before = "^"
    for word in _words(fold(text[:_READ])):
        each = "0" if word.isdigit() else word
        buckets.add(crc32(f"{before} {each}".encode()) % BUCKETS)
        buckets.update(_of_word(each))
        before = each
    return list(buckets)


@lru_cache(maxsize=8_000)
def _of_word(word: str) -> tuple[int, ...]:
    """The buckets of a word and of its runs of letters: quotes say the same words again and again."""
    spaced = f" {word} "
    runs = {
        spaced[at : at + size]
        for size in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(spaced) - size + 1)
    }
    return tuple({crc32(each.encode()) % BUCKETS for each in (f"={word}", *runs)})


def _words(folded: str) -> list[str]:
    return "".join(char if char.isalnum() or char in "€%" else " " for char in folded).split()
