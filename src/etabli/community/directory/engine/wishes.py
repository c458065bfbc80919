"""What the words typed in the search ask for: each thing asked, by the words that say it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from etabli.foundation.search.engine import (
    BEGINNING,
    SAME_SOUND,
    Vocabulary,
    near_words,
    stem,
    words,
)
from etabli.foundation.synonyms import Synonyms

type Stems = frozenset[str]

_MOST_WORDS = 12
_SHORTEST_SLIP = 5  # letters of both words: "matin" is never read for "main"
# What says that one asks, and nothing of what one asks for.
_ASKING = """
ai aide aider aimerais ait autour avoir besoin bien boite bon bonne cela cet cette changer cher cherche chercher
cherchons chez coin combien comment connaissez connaitre coute couter creation creations creer devrait dois elle
entreprise est etre faire fais fait faites fasse faudrait faut freelance gens gerer ici il ils independant
independante installer je local locale long ma mais me mes metier metiers mettre moi mon nos notre nous nouveau
nouvelle occupe occuper ou par pas passer personne petit petite peu peut plus pouvoir pres presque prestataire prix
pro proche professionnel professionnelle professionnels propose quel quelle quelqu quelque quelques qui quoi rapide
rapidement realisation realiser recherche rechercher refaire s se ses si soit son souhaite specialise specialiste
super svp tarif tarifs tous tout toute toutes tres trop trouve trouver urgent veux vite vos votre voudrais vouloir
vous vraiment
a an and anybody do find for help i in make me my need of our someone somebody the to want who with
"""
ASKING = frozenset(_ASKING.split())


@dataclass(frozen=True)
class Sense:
    """One thing that can be asked for, as its `Synonyms` say it."""

    offered: tuple[Stems, ...]
    near: tuple[Stems, ...]
    but: tuple[Stems, ...]


@dataclass(frozen=True)
class Wish:
    """One thing asked for. `stems`: of each word typed, what it may mean; `senses`: what they mean together, none when
    they only stand for themselves; `typed`, as it was."""

    typed: str
    stems: tuple[Stems, ...]
    senses: tuple[Sense, ...] = ()

    @property
    def is_offered(self) -> bool:
        """Whether it is something that one does for another, and no word beside it, such as whom it is for."""
        return any(sense.offered for sense in self.senses)


@dataclass(frozen=True)
class Asked:
    """All that was asked for. `read_as`: the words that were read as others, for a slip of the finger."""

    wishes: tuple[Wish, ...]
    read_as: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Word:
    typed: str
    meant: Stems
    is_asking: bool
    read_as: str = ""


@dataclass(frozen=True)
class Lexicon:
    """The phrases that people type, each with the things that they ask for by it."""

    senses: Mapping[Stems, tuple[Sense, ...]]
    words: frozenset[str]

    @classmethod
    def of(cls, groups: Iterable[Synonyms]) -> "Lexicon":
        """The lexicon made of these groups."""
        senses: defaultdict[Stems, list[Sense]] = defaultdict(list)
        known: set[str] = set()
        for group in groups:
            sense = Sense(*(tuple(map(stems, part)) for part in (group.offered, group.near, group.but)))
            asked = [phrase for phrase in group.asked if not ASKING.issuperset(words(phrase))]
            for phrase in dict.fromkeys(map(stems, asked)):
                senses[phrase].append(sense)
            known.update(word for phrase in asked for word in words(phrase))
        return cls({phrase: tuple(of) for phrase, of in senses.items()}, frozenset(known))

    @cached_property
    def stems(self) -> Stems:
        """Those of all its words."""
        return frozenset(map(stem, self.words))

    @cached_property
    def _by_stem(self) -> Mapping[str, list[Stems]]:
        phrases: defaultdict[str, list[Stems]] = defaultdict(list)
        for phrase in self.senses:
            for each in phrase:
                phrases[each].append(phrase)
        return phrases

    def ask(self, text: str, held: Stems, vocabulary: Vocabulary) -> Asked:
        """What this text asks of people whose texts hold the stems `held`; a word that means nothing to anybody is read
        as the nearest of `vocabulary`, or as nothing at all.

        The longest phrases first; of the words left, those stand for themselves that say more than that one asks.
        """
        typed = list(dict.fromkeys(words(text)))[:_MOST_WORDS]
        read = [_interpret(word, held | self.stems, vocabulary) for word in typed]
        wishes, left = [], read
        for phrase in self._phrases(read):
            meant = [word for word in left if not phrase.isdisjoint(word.meant)]
            if all(any(each in word.meant for word in meant) for each in phrase):
                wishes.append(_wish(meant, self.senses[phrase]))
                left = [word for word in left if word not in meant]
        alone = [word for word in left if not word.is_asking] or ([] if wishes else left)
        slips = tuple((word.typed, word.read_as) for word in read if word.read_as)
        return Asked((*wishes, *(_wish([word]) for word in alone)), slips)

    def _phrases(self, read: Sequence[_Word]) -> list[Stems]:
        """Those whose words may all have been typed, the longest first."""
        meant = frozenset().union(*(word.meant for word in read))
        said = {phrase for each in meant for phrase in self._by_stem.get(each, ()) if phrase <= meant}
        return sorted(said, key=lambda phrase: (-len(phrase), sorted(phrase)))


def stems(text: str) -> Stems:
    """The stems of the words of a text."""
    return frozenset(map(stem, words(text)))


def _wish(typed: Sequence[_Word], senses: tuple[Sense, ...] = ()) -> Wish:
    return Wish(" ".join(word.typed for word in typed), tuple(word.meant for word in typed), senses)


def _interpret(word: str, known: Stems, vocabulary: Vocabulary) -> _Word:
    """What one word may mean: itself when somebody knows it, else what it begins, sounds like or is a slip of."""
    own = stem(word)
    if word in ASKING or own in known:
        return _Word(word, frozenset({own}), word in ASKING)
    near = {
        meant: nearness
        for meant, nearness in near_words(word, vocabulary).items()
        if nearness >= SAME_SOUND or min(len(word), len(meant)) >= _SHORTEST_SLIP
    }
    if not near:
        return _Word(word, frozenset({own}), is_asking=False)
    best = max(near.values())
    meant = [each for each, nearness in near.items() if nearness == best]
    closest = min(meant, key=lambda each: OSA.distance(word, each))
    read_as = closest if best < BEGINNING else ""  # a word that is begun is no slip
    return _Word(word, frozenset(map(stem, meant)), all(each in ASKING for each in meant), read_as)
