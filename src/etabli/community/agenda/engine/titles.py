"""The words of an event's title and place, and how near those of two events are."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from etabli.community.agenda.engine.title_vocabulary import (
    ANY_OPPOSITE,
    ANY_PHRASE,
    GENERIC,
    KINDS,
    OPPOSITES,
    PARTS,
    PHRASES,
    PLACE_KINDS,
    REPLACED,
    SAME_WORDS,
    SILENT,
    WIDE,
    WITHIN,
)
from etabli.foundation.search.engine.text import all_words, fold, stem, words

# Of a word that many events share, of one that says where it is or who holds it, of one that says within what; else 1.
GENERIC_WEIGHT, PLACE_WEIGHT, WITHIN_WEIGHT = 0.4, 0.3, 0.2
BOTH_FACTOR, SINGLE_FACTOR = (
    2.0,
    0.25,
)  # of what each title says alone: as far as both do, and what one says more
MIN_JOINED_RATIO, MIN_JOINED_LENGTH = 0.9, 8
MIN_COMMON_PREFIX = 5
MIN_INITIALS, MAX_INITIALS = 3, 4
MAX_TITLE_LENGTH = 300

_TAG = re.compile(r"<[^<>]{0,200}>")
_HASHTAG_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HASHTAG = re.compile(r"#\w+")
_DAYS_AND_HOURS = re.compile(
    r"\b(?:\d{1,2}(?:er)?\s+(?:janv|fevr|mars|avri|mai|juin|juil|aout|sept|octo|nove|dece)[a-z]*(?:\s+20\d\d)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{1,2}\s?h(?:\s?\d{2})?|\d{1,2}:\d{2}|20\d\d)\b"
)
_AMOUNTS = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:€|euros?\b|places?\b|personnes?\b|jours?\b|min(?:utes)?\b|heures?\b)|\d{5,}"
)
_AGES = re.compile(
    r"(?:\b(\d{1,2})\s?(?:[-/]|a|et)\s?(\d{1,2})\s?ans\b)|"
    r"(?:(?:des|partir de|plus de|\+\s?(?:de)?)\s?(\d{1,2})\s?ans\b)|"
    r"(?:\b(?:moins de|jusqu.a)\s?(\d{1,2})\s?ans\b)|\bu(\d{1,2})\b"
)
_NUMBER = re.compile(r"(\d+)(?:e|er|re|eme|nd|nde|ere)?")
_ORDINALS = {"premier": "1", "premiere": "1", "deuxieme": "2", "troisieme": "3", "quatrieme": "4"}
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_NUMBERED = re.compile(
    r"\b(?:groupe|niveau|module|session|seance|partie|salle|volet|cycle|equipe|serie|acte|tome|zone|lot)\s+([a-d1-9]|i{1,3})\b"
)
_LEVEL = re.compile(r"\b[abc][12]\b")
_OF_PLACE = re.compile(r"\bsalle (?:n\S? ?)?(\d+|[a-d])\b|\bamphi(?:theatre)? (\w)\b")
_STREET = re.compile(
    r"\b\d{1,4}\s?(?:bis|ter)?,?\s|\b(?:rue|avenue|av|cours|boulevard|bd|allee|quai|impasse|chemin|route)\b"
)
_ONLINE_TEXT = "ligne visio visioconference webinaire zoom teams distanciel distance online internet jitsi"
_ONLINE = frozenset(_ONLINE_TEXT.split())
_PLAIN_PLACE_TEXT = "france gironde cedex nouvelle aquitaine salle espace lieu centre"
_PLAIN_PLACE = frozenset(map(stem, _PLAIN_PLACE_TEXT.split()))


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title: its telling words (stems), those that say only within what it stands, what two or more that follow each
    other make in one or in their initials, the numbers and levels that set it apart, its ages, its opposites' sides,
    the parts that it names, whether it takes the place of another, its kinds, and all of it in one."""

    stems: tuple[str, ...]
    within: frozenset[str]
    doubles: Mapping[str, tuple[str, ...]]
    numbers: frozenset[str]
    levels: frozenset[str]
    ages: tuple[int, int] | None
    sides: tuple[frozenset[int], ...]
    parts: frozenset[str]
    is_replacing: bool
    kinds: frozenset[int]
    joined: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place: its words, its room, its postal codes; whether it is an address in a street, or none on the ground."""

    stems: frozenset[str]
    kinds: frozenset[int]
    room: str
    postal_codes: frozenset[str]
    is_street: bool
    is_online: bool


@dataclass(frozen=True, slots=True)
class Nearness:
    """What two titles have in common, as weights of words: `common`, of which `specific` are of words that say more
    than a kind; `fewer` and `more`, what each says alone, the lesser first, and `apart`, what each says alone and that
    isn't a kind, of the one that says less. `near`: all of it, in [0, 1]."""

    common: float
    specific: float
    fewer: float
    more: float
    apart: float
    near: float


NOTHING = Nearness(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def plain(title: str) -> str:
    """A title as it is said: without tags, entities, accents or case, a hashtag's words set apart."""
    text = _TAG.sub(" ", html.unescape(html.unescape(title[:MAX_TITLE_LENGTH])))
    return fold(_HASHTAG.sub(lambda tag: _HASHTAG_HUMP.sub(" ", tag[0]), text))


@lru_cache(maxsize=20_000)
def title_words(title: str) -> TitleWords:
    """What is compared of a title: without days, hours and what says nothing of which event it is."""
    folded = plain(title)
    is_replacing = bool(REPLACED.search(folded))
    folded = REPLACED.sub(" ", folded)
    meant = _meant(folded)
    meant = _AMOUNTS.sub(" ", _DAYS_AND_HOURS.sub(" ", _AGES.sub(" ", meant)))
    within = frozenset(stem(word) for clause in WITHIN.findall(folded) for word in _spelt(clause))
    spoken = [word for word in words(meant) if word not in SILENT]
    numbers = {match[1].lstrip("0") for word in spoken if (match := _NUMBER.fullmatch(word))}
    numbers |= {number for word in spoken if (number := _ORDINALS.get(word) or _ROMAN.get(word))}
    telling = [
        word
        for word in _spelt(meant)
        if not _NUMBER.fullmatch(word) and word not in _ROMAN and word not in _ORDINALS
    ]
    stems = tuple(dict.fromkeys(map(stem, telling)))
    return TitleWords(
        stems=stems,
        within=within if within and not within.issuperset(stems) else frozenset(),
        doubles=dict((*_initials(words(folded)), *_compounds(telling))),
        numbers=frozenset(numbers | set(_NUMBERED.findall(folded))),
        levels=frozenset(_LEVEL.findall(folded)),
        ages=_ages(folded),
        sides=_sides(folded),
        parts=frozenset(PARTS.findall(folded)),
        is_replacing=is_replacing,
        kinds=_kinds(stems, KINDS),
        joined="".join(telling),
    )


def _meant(folded: str) -> str:
    if ANY_PHRASE.search(folded):
        for phrase, meaning in PHRASES:
            folded = phrase.sub(meaning, folded)
    return folded


def _sides(folded: str) -> tuple[frozenset[int], ...]:
    if not ANY_OPPOSITE.search(folded):
        return ()
    return tuple(
        frozenset(number for number, side in enumerate(line) if side.search(folded)) for line in OPPOSITES
    )


def _spelt(folded: str) -> list[str]:
    spoken = (word for word in words(folded) if word not in SILENT)
    return [other for word in spoken for other in SAME_WORDS.get(word, (word,)) if other not in SILENT]


def _compounds(telling: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """ "job dating" is "jobdating"."""
    for pair in pairwise(telling):
        yield stem("".join(pair)), tuple(map(stem, pair))


def _initials(spoken: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """ "Université du temps libre" is "UTL"."""
    for length in range(MIN_INITIALS, MAX_INITIALS + 1):
        for start in range(len(spoken) - length + 1):
            span = spoken[start : start + length]
            yield (
                stem("".join(word[0] for word in span)),
                tuple(stem(word) for word in _spelt(" ".join(span))),
            )


def _kinds(stems: Collection[str], lines: tuple[frozenset[str], ...]) -> frozenset[int]:
    return frozenset(number for number, line in enumerate(lines) if not line.isdisjoint(stems))


def _ages(folded: str) -> tuple[int, int] | None:
    match = _AGES.search(folded)
    if match is None:
        return None
    first, last, least, below, team = match.groups()
    if first:
        return int(first), int(last)
    if least:
        return int(least), 120
    return (0, int(below)) if below else (int(team), int(team))


@lru_cache(maxsize=20_000)
def place_words(place: str) -> PlaceWords:
    """What is compared of a place."""
    folded = plain(place).replace("hotel de ville", "mairie")
    terms = all_words(folded)
    spelt = (other for word in words(folded) if not word.isdigit() for other in SAME_WORDS.get(word, (word,)))
    stems = frozenset(map(stem, spelt)) - _PLAIN_PLACE
    codes = frozenset(word for word in terms if len(word) == 5 and word.isdigit())
    room = _OF_PLACE.search(folded)
    return PlaceWords(
        stems,
        _kinds(stems, PLACE_KINDS),
        (room[1] or room[2]) if room else "",
        codes,
        bool(_STREET.search(folded)),
        not _ONLINE.isdisjoint(terms),
    )


def contradict(title: TitleWords, other: TitleWords) -> bool:
    """Whether two titles say that they are two: module 1 and 2, beginners and advanced, morning and evening."""
    if title.numbers and other.numbers and not _includes(title.numbers, other.numbers):
        return True
    if title.levels and other.levels and title.levels.isdisjoint(other.levels):
        return True
    if title.ages and other.ages and (title.ages[1] < other.ages[0] or other.ages[1] < title.ages[0]):
        return True
    return any(
        side and another and side.isdisjoint(another)
        for side, another in zip(title.sides, other.sides, strict=False)  # none of one, none opposed
    )


def _includes(numbers: frozenset[str], others: frozenset[str]) -> bool:
    return numbers <= others or others <= numbers


def is_part(title: TitleWords, other: TitleWords) -> bool:
    """Whether one of two titles names a part of what the other is, or what takes its place: its opening, its stand."""
    return title.parts != other.parts or title.is_replacing != other.is_replacing


def nearness(title: TitleWords, other: TitleWords, *, where: Collection[str] = ()) -> Nearness:
    """How near two titles are: the weight of what both say against that of what one of them says alone (Tversky's
    measure). A longer title takes little away; that each has something of its own takes much. `where`: words of their
    places and organisers, which say little."""
    if not title.stems or not other.stems:
        return NOTHING
    if other.stems < title.stems:  # whichever comes first
        title, other = other, title
    weights = _Weights(where, title.within | other.within)
    common, rest, other_rest = _compared(title, other, weights)
    said, specific = sum(common.values()), sum(weight for word, weight in common.items() if is_telling(word))
    fewer, more = sorted(sum(map(weights.of, words_left)) for words_left in (rest, other_rest))
    apart = min(sum(map(weights.of, filter(is_telling, words_left))) for words_left in (rest, other_rest))
    near = said / (said + BOTH_FACTOR * fewer + SINGLE_FACTOR * (more - fewer)) if said else 0.0
    joined = fuzz.ratio(title.joined, other.joined) / 100
    if joined >= MIN_JOINED_RATIO and len(title.joined) >= MIN_JOINED_LENGTH:  # "e-commerce" and "ecommerce"
        return Nearness(said + fewer, max(specific, apart), 0.0, more - fewer, 0.0, max(near, joined))
    return Nearness(said, specific, fewer, more, apart, near)


def is_telling(word: str) -> bool:
    """Whether a stem says which event it is, and not only of what kind."""
    return word not in GENERIC


@dataclass(frozen=True, slots=True)
class _Weights:
    where: Collection[str]
    within: Collection[str]

    def of(self, word: str) -> float:
        if word in self.within:
            return WITHIN_WEIGHT
        if word in self.where or word in WIDE:
            return PLACE_WEIGHT
        return GENERIC_WEIGHT if word in GENERIC else 1.0


def _compared(
    title: TitleWords, other: TitleWords, weights: _Weights
) -> tuple[dict[str, float], list[str], list[str]]:
    """The weight of each word that both say, and the words that each says alone."""
    stems, waiting = _with_compounds(title, other.stems), list(_with_compounds(other, title.stems))
    common = {word: weights.of(word) for word in stems if word in waiting}
    waiting = [word for word in waiting if word not in common]
    rest = []
    for word in stems:
        if word in common:
            continue
        likeness, match = max(((_likeness(word, each), each) for each in waiting), default=(0.0, ""))
        if likeness:
            waiting.remove(match)
            kind = word if not is_telling(word) else match
            common[kind] = likeness * min(weights.of(word), weights.of(match))
        else:
            rest.append(word)
    return common, rest, waiting


def _with_compounds(title: TitleWords, others: Collection[str]) -> tuple[str, ...]:
    """Its stems, where the other writes some of them in one: "jobdating", or by their initials."""
    stems = title.stems
    for whole in others:
        parts = title.doubles.get(whole)
        if parts and whole not in stems and all(part in stems for part in parts):
            stems = tuple(whole if word == parts[0] else word for word in stems if word not in parts[1:])
    return stems


@lru_cache(maxsize=50_000)
def _likeness(word: str, other: str) -> float:
    """Of two stems: 1 when they are one, 0 when nothing speaks for it."""
    if word == other:
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 3 and longer == shorter + "s":
        return 1.0
    if len(shorter) >= 4 and longer.startswith(shorter):  # "cyber" and "cybersecurite"
        return 0.8
    if len(shorter) >= 6 and longer.endswith(shorter):  # "attaque" and "cyberattaque"
        return 0.8
    if len(shorter) >= 5 and OSA.distance(word, other, score_cutoff=2) <= (1 if len(shorter) < 8 else 2):
        return 0.9
    same = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return 0.7 if same >= MIN_COMMON_PREFIX and same >= 0.6 * len(longer) else 0.0
