"""Which words of an index a typed word may mean, and how near each is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.foundation.search.engine.text import pieces, stem, words

SAME, SAME_STEM, BEGINNING, ONE_SLIP, TWO_SLIPS = 1.0, 0.8, 0.7, 0.5, 0.3
_SHORTEST_BEGINNING = 3
_MOST = 60  # expansions of one typed word


@dataclass(frozen=True)
class Vocabulary:
    """All the words of an index, in order, and the words of each stem."""

    words: tuple[str, ...]
    _by_stem: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """The vocabulary made of these folded words."""
        ordered = tuple(sorted(set(words)))
        by_stem: dict[str, list[str]] = {}
        for word in ordered:
            by_stem.setdefault(stem(word), []).append(word)
        return cls(ordered, by_stem)

    def of_stem(self, stemmed: str) -> list[str]:
        """The words that share this stem."""
        return self._by_stem.get(stemmed, [])


def near(typed: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The words of the vocabulary that `typed` may mean, each with its nearness in ]0, 1]; the nearest first.

    A slip is a letter too many, missing, wrong, or two exchanged: one is forgiven from three letters on, two from
    eight on. Figures are taken as they are: another SIRET is another business.
    """
    found: dict[str, float] = {}

    def add(word: str, nearness: float) -> None:
        found[word] = max(nearness, found.get(word, 0.0))

    for word in vocabulary.of_stem(stem(typed)):
        add(word, SAME if word == typed else SAME_STEM)
    if len(typed) >= _SHORTEST_BEGINNING:
        for word in vocabulary.words:
            if word.startswith(typed):
                add(word, SAME if word == typed else BEGINNING)
    if not any(c.isdigit() for c in typed):
        for word, slips, _place in process.extract(
            typed, vocabulary.words, scorer=OSA.distance, score_cutoff=_forgiven(typed), limit=_MOST
        ):
            add(word, (SAME, ONE_SLIP, TWO_SLIPS)[int(slips)])
    nearest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(nearest[:_MOST])


def marked(text: str, typed: str) -> list[tuple[str, bool]]:
    """The text cut up, nothing lost: each piece, and whether it is what a typed word may mean."""
    cut = pieces(text)
    vocabulary = Vocabulary.of(word for _piece, held in cut for word in held)
    meant = {word for one in words(typed) for word in near(one, vocabulary)}
    return [(piece, not meant.isdisjoint(held)) for piece, held in cut]


def _forgiven(typed: str) -> int:
    return 0 if len(typed) < 3 else 1 if len(typed) < 8 else 2
