"""Which words of an index a typed word may mean, and how near each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log
from operator import mul

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.foundation.search.engine.sounds import sound
from etabli.foundation.search.engine.text import split_text, stem, words

SAME, SAME_STEM, BEGINNING, SAME_SOUND, ONE_SLIP, TWO_SLIPS = 1.0, 0.8, 0.7, 0.6, 0.5, 0.3
_MIN_BEGINNING = 3
_MAX_EXPANSIONS = 60  # expansions of one typed word


@dataclass(frozen=True)
class Vocabulary:
    """All the words of an index, in order, and the words of each stem and of each sound."""

    words: tuple[str, ...]
    _by_stem: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)
    _by_sound: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """The vocabulary made of these folded words."""
        ordered = tuple(sorted(set(words)))
        by_stem: dict[str, list[str]] = {}
        by_sound: dict[str, list[str]] = {}
        for word in ordered:
            by_stem.setdefault(stem(word), []).append(word)
            if slips_allowed(word) and len(heard := sound(word)) > 1:  # a lone sound is too many words
                by_sound.setdefault(heard, []).append(word)
        return cls(ordered, by_stem, by_sound)

    def of_stem(self, stemmed: str) -> list[str]:
        """The words that share this stem."""
        return self._by_stem.get(stemmed, [])

    def of_sound(self, heard: str) -> list[str]:
        """The words of three letters or more that are heard so; none for a lone sound."""
        return self._by_sound.get(heard, [])


def near_words(typed: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The words of the vocabulary that `typed` may mean, each with its nearness in ]0, 1]; the nearest first.

    A slip is a letter too many, missing, wrong, or two exchanged: one is forgiven from three letters on, two from
    eight on; from three on, another spelling of the same sound is too. Figures are taken as they are: another SIRET
    is another business.
    """
    scores: dict[str, float] = {}

    def add(word: str, nearness: float) -> None:
        scores[word] = max(nearness, scores.get(word, 0.0))

    for word in vocabulary.of_stem(stem(typed)):
        add(word, SAME if word == typed else SAME_STEM)
    if len(typed) >= _MIN_BEGINNING:
        for word in vocabulary.words:
            if word.startswith(typed):
                add(word, SAME if word == typed else BEGINNING)
    if slips_allowed(typed):
        for word in vocabulary.of_sound(sound(typed)):
            add(word, SAME if word == typed else SAME_SOUND)
        for word, slips, _place in process.extract(
            typed,
            vocabulary.words,
            scorer=OSA.distance,
            score_cutoff=slips_allowed(typed),
            limit=_MAX_EXPANSIONS,
        ):
            add(word, (SAME, ONE_SLIP, TWO_SLIPS)[int(slips)])
    nearest = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(nearest[:_MAX_EXPANSIONS])


def meanings(typed: Sequence[str], vocabulary: Vocabulary) -> list[dict[str, float]]:
    """What each typed word may mean. The first letters of a word that is still being typed ask for nothing yet."""
    meant = [(word, near_words(word, vocabulary)) for word in typed]
    return [near_words for word, near_words in meant if near_words or len(word) >= _MIN_BEGINNING]


def nearest(typed: str, texts: Sequence[tuple[str, str]]) -> list[int]:
    """Which of these (title, text) hold what was typed, the nearest first: a word of a title counts twice, and the
    fewer of them hold what a word means, the more it counts.

    All the words must be met; from three words on, one may be missing: as in the index.
    """
    typed_words = list(dict.fromkeys(words(typed)))
    weights_by_text = [
        dict.fromkeys(words(text), 1.0) | dict.fromkeys(words(title), 2.0) for title, text in texts
    ]
    vocabulary = Vocabulary.of(word for weights in weights_by_text for word in weights)
    meant = meanings(typed_words, vocabulary)
    scores = [
        [max((weights[w] * of for w, of in m.items() if w in weights), default=0.0) for m in meant]
        for weights in weights_by_text
    ]
    enough = max(1, len(meant) - (len(meant) > 2))
    ranks = [rank for rank, score in enumerate(scores) if sum(map(bool, score)) >= enough]
    rarity = [log(1 + len(scores) / max(1, sum(map(bool, column)))) for column in zip(*scores, strict=True)]
    return sorted(ranks, key=lambda rank: -sum(map(mul, scores[rank], rarity)))


def holds_all(typed: str, text: tuple[str, str], least: float = 0.0) -> bool:
    """Whether this (title, text) holds each of the words that were typed, as it may be meant: `least` near."""
    vocabulary = Vocabulary.of(word for part in text for word in words(part))
    return all(
        max(near_words(word, vocabulary).values(), default=-1.0) >= least
        for word in dict.fromkeys(words(typed))
    )


def closest_words(typed: str, vocabulary: Vocabulary) -> list[str]:
    """The words that look most like one which means nothing here: up to half of its letters may be wrong."""
    cutoff = max(1, len(typed) // 2)
    close = process.extract(
        typed, vocabulary.words, scorer=OSA.distance, score_cutoff=cutoff, limit=_MAX_EXPANSIONS
    )
    return [word for word, _slips, _place in close]


def mark_matches(text: str, typed: str) -> list[tuple[str, bool]]:
    """The text cut up, nothing lost: each piece, and whether it is what a typed word may mean."""
    cut = split_text(text)
    vocabulary = Vocabulary.of(word for _piece, piece_words in cut for word in piece_words)
    meant = {word for typed_word in words(typed) for word in near_words(typed_word, vocabulary)}
    return [(piece, not meant.isdisjoint(piece_words)) for piece, piece_words in cut]


def slips_allowed(typed: str) -> int:
    """How many slips a word allows."""
    if len(typed) < 3 or any(c.isdigit() for c in typed):
        return 0
    return 1 if len(typed) < 8 else 2
