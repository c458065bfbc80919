"""The words of a catalogue, in the form in which a line is searched for them.

A phrase is one run of words, or two that stand near each other ("a + b"). `#` in a phrase is any number. Small words
don't count, unless the phrase has but one other ("par an", "nos réalisations"): it then stands in the line as written.
A word that the lexicon doesn't know, but that is one of its words misread or misspelt, is taken for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.procurement.needs.engine.model import Catalogue, Need
from etabli.procurement.needs.engine.words import NUMBER, Token, tokens

Kind = Literal["strong", "weak", "veto"]
_SHORTEST_WORD, _LONGEST_WORD = 5, 30  # letters; outside, a word is not compared with those that are known
_MISSPELT = 9  # letters from which one wrong letter is forgiven, not in the ending
_BADLY_MISSPELT = 13  # letters from which two are
# Words of their own, however near they come to one of the catalogue.
_OTHERS = frozenset(
    [
        "annulaire",
        "atteintes",
        "champagne",
        "champagnes",
        "chaumiere",
        "compagnes",
        "comprimes",
        "confession",
        "consternation",
        "contentement",
        "continent",
        "contracte",
        "cotations",
        "cremation",
        "crematoire",
        "cultuelle",
        "decoulant",
        "depressif",
        "depressifs",
        "desengagement",
        "envol",
        "evacuation",
        "fracturation",
        "fractures",
        "franchise",
        "francoise",
        "indus",
        "inferieur",
        "inferieure",
        "inferieures",
        "interceptions",
        "interdictions",
        "maternelle",
        "medication",
        "meditation",
        "menagement",
        "meteorologique",
        "obligataire",
        "personnalites",
        "preposition",
        "projection",
        "proportionnels",
        "protecteur",
        "protestataires",
        "protestations",
        "quantification",
        "realistes",
        "reducteur",
        "reductrice",
        "refutation",
        "relationnelle",
        "reverence",
        "revolution",
        "salie",
        "scolaires",
        "sedimentation",
        "topographie",
        "topologie",
        "tracteurs",
        "vaporisation",
    ]
)
# What an optical reading takes for one another: words are compared with these brought to one form.
_CONFUSED = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("ii", "u"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("8", "b"),
)


@dataclass(frozen=True, eq=False)
class Phrase:
    """`sides`: one run of words, or two near each other. `keys`: the words without which it isn't in a line.
    `literal`: the phrase with its small words, when they count; its only other word stands at `anchor` in it."""

    need: str
    kind: Kind
    sides: tuple[tuple[str, ...], ...]
    keys: frozenset[str]
    literal: tuple[str, ...] = ()
    anchor: int = 0

    @property
    def start(self) -> str | tuple[str, str]:
        """What a line is searched by: the first word, or the first two of a plain run."""
        first = self.sides[0]
        return (first[0], first[1]) if len(self.sides) == 1 and len(first) > 1 else first[0]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The phrases by how they start; of each need, those that are but the object of what it names ("formation à X")."""

    phrases: Mapping[str | tuple[str, str], tuple[Phrase, ...]]
    objects: Mapping[str, frozenset[str]]
    known: frozenset[str]
    spellings: Mapping[str, str]  # the words of the phrases, by what an optical reading leaves of them
    by_length: Mapping[int, tuple[str, ...]]

    def starting(self, first: Token, second: Token | None) -> Iterator[Phrase]:
        """The phrases that may start with these two words."""
        for key in first.keys:
            yield from self.phrases.get(key, ())
            for after in second.keys if second else ():
                yield from self.phrases.get((key, after), ())

    def corrected(self, words: list[Token]) -> list[Token]:
        """The words of a line; one that is misread or misspelt has the comparable forms of what it stands for."""
        return [
            word if word.small or word.stem in self.known or word.single in self.known else self._meant(word)
            for word in words
        ]

    def _meant(self, token: Token) -> Token:
        if not _SHORTEST_WORD <= len(token.word) <= _LONGEST_WORD or token.word in _OTHERS:
            return token
        nearest = self._nearest(token.word)
        return nearest._replace(start=token.start, end=token.end) if nearest else token

    @lru_cache(maxsize=4096)  # noqa: B019 -- a lexicon is kept as long as its catalogue
    def _nearest(self, word: str) -> Token | None:
        if same := self.spellings.get(confusable(word)):
            return tokens(same)[0]
        forgiven = (len(word) >= _MISSPELT) + (len(word) >= _BADLY_MISSPELT)
        alike = [
            known
            for size in range(len(word) - forgiven, len(word) + forgiven + 1)
            for known in self.by_length.get(size, ())
            if known[0] == word[0] and known[-2:] == word[-2:]
        ]
        matches = process.extract(word, alike, scorer=OSA.distance, score_cutoff=forgiven, limit=3)
        nearest = {
            tokens(known)[0].stem: known for known, distance, _ in matches if distance == matches[0][1]
        }
        return tokens(nearest.popitem()[1])[0] if forgiven and len(nearest) == 1 else None


def confusable(word: str) -> str:
    """A folded word without the differences that an optical reading loses: "hébergernent" and "hébergement" are one."""
    for read, meant in _CONFUSED:
        word = word.replace(read, meant)
    return word


@lru_cache(maxsize=4)
def lexicon(catalogue: Catalogue) -> Lexicon:
    """The lexicon of a catalogue, made once."""
    phrases: dict[str | tuple[str, str], list[Phrase]] = defaultdict(list)
    spelt: set[str] = set()
    known: set[str] = set()
    for need in catalogue.needs:
        for kind, written in _lists(need):
            for parts in ([tokens(part) for part in phrase.split(" + ")] for phrase in written):
                if phrase := _phrase(need.id, kind, parts):
                    phrases[phrase.start].append(phrase)
                    known |= phrase.keys
                    spelt |= {token.word for part in parts for token in part if not token.small}
    spelt = {word for word in spelt if len(word) >= _SHORTEST_WORD and word.isalpha()}
    return Lexicon(
        phrases={start: tuple(each) for start, each in phrases.items()},
        objects={need.id: _objects(need, catalogue.needs) for need in catalogue.needs if need.words.over},
        known=frozenset(known),
        spellings={confusable(word): word for word in sorted(spelt)},
        by_length={size: tuple(each) for size, each in _by_length(sorted(spelt)).items()},
    )


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in words:
        by_length[len(word)].append(word)
    return by_length


def _phrase(need: str, kind: Kind, parts: Sequence[list[Token]]) -> Phrase | None:
    kept_tokens = [[token for token in part if not token.small] for part in parts]
    words = [token for token in kept_tokens[0] if token.word != NUMBER]
    if len(parts) == 1 and len(words) == 1 and len(kept_tokens[0]) < len(parts[0]):
        literal = tuple(token.single for token in parts[0])
        side = (words[0].single,)
        return Phrase(need, kind, (side,), frozenset(side), literal, parts[0].index(words[0]))
    sides = tuple(_comparable(part) for part in kept_tokens if part)
    return Phrase(need, kind, sides, frozenset(key for side in sides for key in side)) if sides else None


def _comparable(words: list[Token]) -> tuple[str, ...]:
    """A word alone is compared without its plural, words in a run by their stems."""
    return (words[0].single,) if len(words) == 1 else tuple(token.stem for token in words)


def _lists(need: Need) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    words = need.words
    return (("strong", words.strong), ("weak", words.weak), ("veto", words.veto))


def _objects(need: Need, needs: Iterable[Need]) -> frozenset[str]:
    named = set(need.words.over)
    others = (other for other in needs if other is not need)
    return frozenset(other.id for other in others if named & {"*", other.id, other.chapter})
