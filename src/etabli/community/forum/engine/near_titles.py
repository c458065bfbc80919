"""Which questions already asked are near to the title being typed. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Prefix

from etabli.foundation.search.engine import Vocabulary, near_words, stem, words

NEAR = 0.45  # the least nearness at which a title is worth showing
_MAX_TYPED = 20  # words of what is typed
_MAX_MEANINGS = 8  # words that one typed word may be a slip of
_OF_TYPED, _OF_TITLE = 0.75, 0.25  # what each side weighs: a long title may say more than has been typed yet
_UNKNOWN = 0.6  # the weight of a word that no title bears, of that of the rarest
_FAMILY, _FAMILY_LETTERS = 0.4, 4  # "Belgique" and "belge": how near, and the first letters that they share

# What says that one asks, and nothing of what one asks for.
_ASKING_TEXT = """
aide aider ai as avez avoir besoin bonjour ca cela chez combien comment connait connaissez conseil conseille conseils
dois doit elle est etre fait faire faut il ils je la leur lui ma mais mes mon ne nos notre nous on ont ou pas peut plus
probleme puis quand que quel quelle quelles quels quelqu quelque question qui quoi recherche sans savoir ses si son sont
souci suis svp ta tes toi ton tous tout tres trouver tu utilisez veut vos votre vous
a about an any anyone can do does for have how i in is it my need of should the to what which who with your
"""
_ASKING = frozenset(stem(word) for word in _ASKING_TEXT.split())

type Ranks = NDArray[np.int32]


@dataclass(frozen=True)
class NearTitle:
    """A title by its key, and its nearness in ]0, 1]: 1 says the same words."""

    key: int
    nearness: float


@dataclass(frozen=True, eq=False)
class TitleIndex:
    """The titles of many questions, ready to be compared with what is typed: built once, asked at each pause."""

    _keys: Sequence[int]
    _holders: Mapping[str, Ranks]  # the titles that hold each term
    _weights: NDArray[np.float32]  # the weight of all the terms of each title
    _rarity: Mapping[str, float]
    _vocabulary: Vocabulary
    _terms: "_Terms"

    @classmethod
    def of(cls, titles: Mapping[int, str], synonyms: Iterable[Iterable[str]] = ()) -> "TitleIndex":
        """The index of these titles, by key. Each group of `synonyms` holds words or phrases that mean the same."""
        terms = _Terms.of(synonyms)
        spoken = {key: words(title) for key, title in titles.items()}
        held = [set(terms.of_words(typed)) for typed in spoken.values()]
        ranks: defaultdict[str, list[int]] = defaultdict(list)
        for rank, title_terms in enumerate(held):
            for term in title_terms:
                ranks[term].append(rank)
        rarity = {term: log(1 + len(held) / len(holders)) for term, holders in ranks.items()}
        weights = np.array([sum(map(rarity.__getitem__, title_terms)) for title_terms in held], np.float32)
        known = {word for typed in spoken.values() for word in typed} | terms.words
        holders = {term: np.array(of, np.int32) for term, of in ranks.items()}
        return cls(tuple(titles), holders, weights, rarity, Vocabulary.of(known), terms)

    def nearest(self, typed: str, limit: int = 5) -> list[NearTitle]:
        """The titles nearest to what is typed, the nearest first; among equals, in the order of the index.

        Accents, plurals and endings count for nothing; a word that no title bears may be a slip of one that some do,
        or its beginning. None when what is typed only says that one asks.
        """
        meanings = self._meanings(words(typed)[:_MAX_TYPED])
        if not meanings or not self._keys:
            return []
        shared = np.zeros(len(self._keys), np.float32)
        asked = 0.0
        for meaning in meanings:
            asked += (
                max((self._rarity.get(term, 0.0) for term in meaning), default=0.0) or self._unknown_weight
            )
            of_word = np.zeros(len(self._keys), np.float32)
            for term, nearness in sorted(meaning.items(), key=lambda pair: pair[1]):
                if term in self._holders:
                    of_word[self._holders[term]] = nearness * self._rarity[term]
            shared += of_word
        nearness_by_rank = np.minimum(
            shared / (_OF_TYPED * asked + _OF_TITLE * np.maximum(self._weights, shared)), 1
        )
        order = np.argsort(-nearness_by_rank, kind="stable")[:limit]
        return [
            NearTitle(self._keys[rank], float(nearness_by_rank[rank]))
            for rank in order
            if nearness_by_rank[rank] >= NEAR
        ]

    @property
    def _unknown_weight(self) -> float:
        return _UNKNOWN * log(1 + len(self._keys))

    def _meanings(self, typed: Sequence[str]) -> list[dict[str, float]]:
        """The terms that each thing typed may mean, with how near each is."""
        slips = {word: near for word in dict.fromkeys(typed) if (near := self._slips(word))}
        read = [next(iter(slips[word])) if word in slips else word for word in typed]
        meanings: list[dict[str, float]] = []
        for term, place in self._terms.placed(read):
            meaning = {term: 1.0}
            if place is not None and typed[place] in slips:
                meaning = {}
                for word, nearness in slips[typed[place]].items():
                    of_word = self._terms.of_words([word])
                    meaning.update({each: max(nearness, meaning.get(each, 0.0)) for each in of_word})
            if meaning not in meanings and not meaning.keys() <= _ASKING:
                meanings.append(meaning)
        return meanings

    def _slips(self, word: str) -> dict[str, float]:
        """What a word that nobody used may stand for, the nearest first."""
        if self._vocabulary.of_stem(stem(word)) or stem(word) in _ASKING:
            return {}
        near = list(near_words(word, self._vocabulary).items())[:_MAX_MEANINGS]
        return dict(near or [(relative, _FAMILY) for relative in self._family(word)])

    def _family(self, word: str) -> list[str]:
        """The words that begin as this one does, by three quarters of the shorter of both."""
        known, beginning = self._vocabulary.words, word[:_FAMILY_LETTERS]
        if len(beginning) < _FAMILY_LETTERS or not word.isalpha():
            return []
        begun = takewhile(lambda each: each.startswith(beginning), known[bisect_left(known, beginning) :])
        alike = [(Prefix.similarity(word, each), each) for each in begun]
        return [each for length, each in alike if length >= 0.75 * min(len(word), len(each))][:_MAX_MEANINGS]


@dataclass(frozen=True)
class _Terms:
    """How words become terms: the stem of each, or the group of synonyms that it, or it and its neighbours, are of."""

    groups: Mapping[tuple[str, ...], str]
    longest: int
    words: frozenset[str]

    @classmethod
    def of(cls, synonyms: Iterable[Iterable[str]]) -> "_Terms":
        groups: dict[tuple[str, ...], str] = {}
        known: set[str] = set()
        for number, phrases in enumerate(synonyms):
            for phrase in phrases:
                known.update(words(phrase))
                groups.setdefault(_stems(words(phrase)), f"={number}")
        return cls(groups, max(map(len, groups), default=1), frozenset(known))

    def of_words(self, typed: Sequence[str]) -> list[str]:
        """Those of these words, in order; what only says that one asks is left out, unless there is nothing else."""
        terms = [term for term, _place in self.placed(typed)]
        return [term for term in terms if term not in _ASKING] or terms

    def placed(self, typed: Sequence[str]) -> list[tuple[str, int | None]]:
        """The terms, each with the place of its word, or None when it stands for several words."""
        stems, at, terms = _stems(typed), 0, list[tuple[str, int | None]]()
        while at < len(stems):
            for length in range(min(self.longest, len(stems) - at), 0, -1):
                group = self.groups.get(stems[at : at + length])
                if group or length == 1:
                    terms.append((group or stems[at], at if length == 1 else None))
                    at += length
                    break
        return terms


def _stems(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(stem, typed))
