"""The words of an event's title and place, and how near those of two events are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from etabli.foundation.search.engine.text import all_words, fold, stem, words

GENERIC_WEIGHT, PLACE_WEIGHT = (
    0.4,
    0.3,
)  # of a word that many events share, of one that says where it is; else 1
MIN_SPECIFIC_WEIGHT = 1.0  # in common: below, two titles only say of what kind they are
GENERIC_FACTOR = 0.7
BOTH_FACTOR, ONE_FACTOR = (
    2.0,
    0.25,
)  # of what each title says alone: as far as both do, and what one says more
MIN_JOINED_RATIO = 0.9

_SILENT_TEXT = """
annule annulee annulation complet complete reporte reportee report nouveau nouvelle date dates gratuit gratuite entree
libre inscription inscriptions inscrivez ouvert ouverte ouvertes tous toutes public rdv rendez vous evenement event
special speciale edition rappel agenda info infos save the of and for lundi mardi mercredi jeudi vendredi samedi
dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre eme ere er nd avec vos
votre nos notre mon ma mes ce cette aux leur leurs son sa ses comment pourquoi quoi quand etre avoir faire
"""
_GENERIC_TEXT = """
atelier ateliers reunion rencontre rencontres soiree soirees conference conferences formation formations journee
journees matinee matinale apres midi dejeuner petit cafe aperitif afterwork webinaire visioconference permanence
seance session cours club association entreprise entreprises entrepreneur entrepreneurs professionnel professionnels
numerique reseau visite presentation debat table ronde portes assemblee generale conseil municipal voeux fete
marche salon forum festival spectacle concert exposition stage initiation decouverte information collectif
"""
_SILENT = frozenset(_SILENT_TEXT.split())  # what says nothing of which event it is
_GENERIC = frozenset(map(stem, _GENERIC_TEXT.split()))  # what says of what kind it is
_SAME_WORDS: Mapping[str, tuple[str, ...]] = {
    "ag": ("assemblee", "generale"),
    "ago": ("assemblee", "generale"),
    "ia": ("intelligence", "artificielle"),
    "ai": ("intelligence", "artificielle"),
    "apero": ("aperitif",),
    "dej": ("dejeuner",),
    "ptit": ("petit",),
    "p'tit": ("petit",),
    "conf": ("conference",),
    "expo": ("exposition",),
    "visio": ("visioconference",),
    "webinar": ("webinaire",),
    "meetup": ("rencontre",),
    "workshop": ("atelier",),
    "networking": ("reseau",),
    "dev": ("developpeur",),
    "devs": ("developpeur",),
    "intro": ("introduction",),
    "pro": ("professionnel",),
    "pros": ("professionnel",),
    "tpe": ("entreprise",),
    "pme": ("entreprise",),
    "cma": ("chambre", "metiers"),
    "cci": ("chambre", "commerce"),
}
_OPPOSITES = tuple(
    (frozenset(map(stem, side.split())), frozenset(map(stem, opposite.split())))
    for side, opposite in (
        (
            "debutant debutants initiation decouverte bases",
            "confirme confirmes perfectionnement avance approfondissement",
        ),
        ("matin matinee matinale", "midi soir soiree"),
        ("enfant enfants ados jeunes", "adulte adultes seniors parents"),
        ("presentiel", "distanciel visioconference webinaire"),
    )
)
_DAYS_AND_HOURS = re.compile(
    r"\b(?:\d{1,2}(?:er)?\s+(?:janv|fevr|mars|avri|mai|juin|juil|aout|sept|octo|nove|dece)[a-z]*(?:\s+20\d\d)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{1,2}\s?h(?:\s?\d{2})?|\d{1,2}:\d{2}|20\d\d)\b"
)
_NUMBER = re.compile(r"(\d+)(?:e|er|re|eme|nd|nde)?")
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8}
_NUMBERED = re.compile(
    r"\b(?:groupe|niveau|module|session|seance|partie|salle|volet|cycle)\s+([a-d1-9]|i{1,3})\b"
)
_STREET = re.compile(
    r"\b\d{1,4}\s?(?:bis|ter)?,?\s|\b(?:rue|avenue|av|cours|boulevard|bd|allee|quai|impasse|chemin|route)\b"
)
_ONLINE_TEXT = "ligne visio visioconference webinaire zoom teams distanciel distance online internet jitsi"
_ONLINE = frozenset(_ONLINE_TEXT.split())
_PLAIN_PLACE_TEXT = "france gironde cedex nouvelle aquitaine salle espace lieu centre"
_PLAIN_PLACE = frozenset(map(stem, _PLAIN_PLACE_TEXT.split()))


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title: its telling words (stems), the numbers that set it apart, its opposites' sides, and all of it in one."""

    stems: tuple[str, ...]
    numbers: frozenset[str]
    sides: frozenset[tuple[int, int]]
    joined: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place: its words, its postal codes; whether it is an address in a street, or none on the ground."""

    stems: frozenset[str]
    postal_codes: frozenset[str]
    is_street: bool
    is_online: bool


@lru_cache(maxsize=20_000)
def title_words(title: str) -> TitleWords:
    """What is compared of a title: without days, hours and what says nothing of which event it is."""
    folded = _DAYS_AND_HOURS.sub(" ", fold(title))
    spoken = [word for word in words(folded) if word not in _SILENT]
    spelt = [other for word in spoken for other in _SAME_WORDS.get(word, (word,))]
    numbers = {match[1].lstrip("0") for word in spoken if (match := _NUMBER.fullmatch(word))}
    numbers |= {str(_ROMAN[word]) for word in spoken if word in _ROMAN} | set(_NUMBERED.findall(folded))
    telling = [word for word in spelt if not _NUMBER.fullmatch(word) and word not in _ROMAN]
    stems = tuple(dict.fromkeys(map(stem, telling)))
    sides = frozenset(
        (number, side)
        for number, pair in enumerate(_OPPOSITES)
        for side in (0, 1)
        if not pair[side].isdisjoint(stems)
    )
    return TitleWords(stems, frozenset(numbers), sides, "".join(telling))


@lru_cache(maxsize=20_000)
def place_words(place: str) -> PlaceWords:
    """What is compared of a place."""
    folded = fold(place).replace("hotel de ville", "mairie")
    terms = all_words(folded)
    spelt = (
        other for word in words(folded) if not word.isdigit() for other in _SAME_WORDS.get(word, (word,))
    )
    stems = frozenset(map(stem, spelt)) - _PLAIN_PLACE
    codes = frozenset(word for word in terms if len(word) == 5 and word.isdigit())
    return PlaceWords(stems, codes, bool(_STREET.search(folded)), not _ONLINE.isdisjoint(terms))


def contradict(title: TitleWords, other: TitleWords) -> bool:
    """Whether two titles say that they are two: module 1 and 2, beginners and advanced, morning and evening."""
    if title.numbers and other.numbers and title.numbers != other.numbers:
        return True
    return any(
        (number, 1 - side) in other.sides and (number, side) not in other.sides
        for number, side in title.sides
    )


def nearness(title: TitleWords, other: TitleWords, *, where: Collection[str] = ()) -> float:
    """How near two titles are, in [0, 1]: the weight of what both say against that of what one of them says alone
    (Tversky's measure). A longer title takes little away; that each has something of its own takes much. `where`: words
    of their places, which say little. Titles that share only their kind are never wholly near."""
    if not title.stems or not other.stems:
        return 0.0
    common, left, other_left = _compared(title.stems, other.stems, where)
    fewer, more = sorted((left, other_left))
    near = common / (common + BOTH_FACTOR * fewer + ONE_FACTOR * (more - fewer)) if common else 0.0
    joined = fuzz.ratio(title.joined, other.joined) / 100
    if joined >= MIN_JOINED_RATIO:  # "e-commerce" and "ecommerce"
        near, common = max(near, joined), common + fewer
    return near * (1.0 if common >= MIN_SPECIFIC_WEIGHT else GENERIC_FACTOR)


def is_telling(word: str) -> bool:
    """Whether a stem says which event it is, and not only of what kind."""
    return word not in _GENERIC


def _compared(
    stems: tuple[str, ...], others: tuple[str, ...], where: Collection[str]
) -> tuple[float, float, float]:
    """The weights of what both say, and of what each says alone."""
    waiting = list(others)
    common = left = 0.0
    for word in stems:
        likeness, match = max(((_likeness(word, other), other) for other in waiting), default=(0.0, ""))
        if likeness:
            waiting.remove(match)
            common += likeness * min(_weight(word, where), _weight(match, where))
        else:
            left += _weight(word, where)
    return common, left, sum(_weight(word, where) for word in waiting)


def _weight(word: str, where: Collection[str]) -> float:
    return PLACE_WEIGHT if word in where else GENERIC_WEIGHT if word in _GENERIC else 1.0


@lru_cache(maxsize=50_000)
def _likeness(word: str, other: str) -> float:
    """Of two stems: 1 when they are one, 0 when nothing speaks for it."""
    if word == other:
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):  # "cyber" and "cybersecurite"
        return 0.8
    if len(shorter) >= 5 and OSA.distance(word, other, score_cutoff=2) <= (1 if len(shorter) < 8 else 2):
        return 0.9
    return 0.0
