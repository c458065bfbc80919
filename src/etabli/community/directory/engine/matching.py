"""Who answers what was asked for, by the texts that each shows. All those who do are equals: no order. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from etabli.community.directory.engine.wishes import ASKING, Asked, Lexicon, Sense, Stems, Wish, stems
from etabli.foundation.search.engine import Vocabulary, fold, words

_CLAUSE = re.compile(r"[.,;:!?\n]+")
_NOT = re.compile(r"\b(?:ne|n|ni|pas|sans|jamais|aucune?|rien|not?|never|without)\b")


class Source(IntEnum):
    """Where somebody says a thing of themselves."""

    CLAIM = 0  # a name, a trade, a skill, a place
    HEADLINE = 1
    PROSE = 2


@dataclass(frozen=True)
class Piece:
    """One text that somebody shows: a skill, or a clause of what they write."""

    owner: int
    source: Source
    stems: Stems


@dataclass(frozen=True)
class Answer:
    """Who answers. `missed`: the words that nobody of them answers in so many words, though nobody comes nearer;
    `read_as`: the words that were read as others."""

    owners: frozenset[int]
    missed: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


def clauses(text: str) -> list[str]:
    """The parts of a text that say something of its author: not what they say they don't do."""
    return [part for part in _CLAUSE.split(text) if part.strip() and not _NOT.search(fold(part))]


@dataclass(frozen=True)
class Index:
    """What each of some people says of themselves, for whoever asks in their own words."""

    pieces: tuple[Piece, ...]
    vocabulary: Vocabulary
    lexicon: Lexicon

    @classmethod
    def of(cls, texts_by_owner: Mapping[int, Mapping[Source, Iterable[str]]], lexicon: Lexicon) -> "Index":
        """The index of these texts, by who shows them. A slip is only read as a word of the lexicon or of a claim."""
        pieces = [
            Piece(owner, source, stems(text))
            for owner, by_source in texts_by_owner.items()
            for source, texts in by_source.items()
            for text in texts
        ]
        claimed = {
            word
            for by_source in texts_by_owner.values()
            for text in by_source[Source.CLAIM]
            for word in words(text)
        }
        return cls(tuple(pieces), Vocabulary.of(claimed | lexicon.words | ASKING), lexicon)

    @cached_property
    def _by_stem(self) -> Mapping[str, frozenset[int]]:
        """The numbers of the pieces that hold each stem."""
        held: defaultdict[str, set[int]] = defaultdict(set)
        for number, piece in enumerate(self.pieces):
            for each in piece.stems:
                held[each].add(number)
        return {each: frozenset(numbers) for each, numbers in held.items()}

    def answer(self, text: str) -> Answer:
        """Those who answer all that was asked for; when nobody does, those who answer the most of it."""
        asked = self.lexicon.ask(text, frozenset(self._by_stem), self.vocabulary)
        holders = [self._holders(wish) for wish in asked.wishes]
        exact = frozenset.intersection(*(owners for owners, _sure in holders)) if holders else frozenset()
        if exact:
            missed = (
                wish.typed for wish, (_owners, sure) in zip(asked.wishes, holders, strict=True) if not sure
            )
            return Answer(exact, tuple(missed), asked.read_as)
        return self._nearest(asked, [owners for owners, _sure in holders])

    def _nearest(self, asked: Asked, holders: list[frozenset[int]]) -> Answer:
        """Those who answer the most; what is asked of professionals counts before the words beside it."""
        counts: defaultdict[int, int] = defaultdict(int)
        for wish, owners in zip(asked.wishes, holders, strict=True):
            for owner in owners:
                counts[owner] += len(asked.wishes) if wish.is_offered else 1
        best = max(counts.values(), default=0)
        owners = frozenset(owner for owner, count in counts.items() if count == best)
        missed = [wish.typed for wish, held in zip(asked.wishes, holders, strict=True) if not owners <= held]
        # A word that they don't answer was read as nothing.
        unanswered = {word for typed in missed for word in words(typed)}
        read_as = tuple((typed, meant) for typed, meant in asked.read_as if typed not in unanswered)
        return Answer(owners, tuple(missed), read_as)

    def _holders(self, wish: Wish) -> tuple[frozenset[int], bool]:
        """Who answers one wish, and whether they say so themselves. Where somebody claims it, what others write of it
        in a sentence doesn't count: a sentence speaks of much that its author doesn't sell."""
        near = frozenset().union(*(self._offering(sense, sense.near, None) for sense in wish.senses))
        if not wish.is_offered:
            numbers = self._saying(wish.stems)
            claimed = self._owners(numbers, Source.CLAIM, Source.HEADLINE)
            return claimed or self._owners(numbers, Source.PROSE) | self._owners(near, Source.CLAIM), True
        offering = frozenset().union(*(self._offering(sense, sense.offered, wish) for sense in wish.senses))
        for source in Source:
            if owners := self._owners(offering, source):
                return owners, True
        return self._owners(near, Source.CLAIM), False

    def _offering(self, sense: Sense, phrases: Iterable[Stems], wish: Wish | None) -> frozenset[int]:
        """The pieces that say one of these phrases, or the words that were typed, and are about nothing else."""
        said = self._saying(wish.stems) if wish else frozenset()
        for phrase in phrases:
            said |= self._saying(frozenset({each}) for each in phrase)
        return frozenset(
            number for number in said if not any(other <= self.pieces[number].stems for other in sense.but)
        )

    def _saying(self, wanted: Iterable[Stems]) -> frozenset[int]:
        """The pieces that hold one of each of these."""
        numbers: frozenset[int] | None = None
        for meant in wanted:
            holding = frozenset().union(*(self._by_stem.get(each, frozenset()) for each in meant))
            numbers = holding if numbers is None else numbers & holding
        return numbers or frozenset()

    def _owners(self, numbers: Iterable[int], *sources: Source) -> frozenset[int]:
        held: Iterator[Piece] = (self.pieces[number] for number in numbers)
        return frozenset(piece.owner for piece in held if piece.source in sources)
