"""Which businesses may be one and the same: pairs, scored, with the reasons of each. No Django, no clock.

Two establishments of one legal unit (same SIREN) are two establishments, whatever they share.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from etabli.foundation.likely_pairs import LikelyPair
from etabli.foundation.search.engine.sounds import sound

MIN_SCORE = 50  # from which somebody is asked
MIN_STATED_SCORE = 19  # the State counts both: this much speaks for two
MAX_NEAR_KM = 15
MAX_BLOCK = 30  # a word or a telephone that more businesses share tells nothing of any
POINTS = {
    "phone": 40,
    "email": 35,
    "same_name": 40,
    "one_letter": 34,
    "sound": 32,
    "close_name": 26,
    "commune": 20,
    "near": 14,
    "trade": 15,
    "address": 15,
}
# Words that say nothing of whose business it is.
LEGAL_FORM_WORDS = frozenset(
    "sarl sas sasu eurl ei eirl sa sci snc scop ets etablissements entreprise societe".split()  # noqa: SIM905 -- reads better
)
LINKING_WORDS = frozenset("monsieur madame mme m mr de du des la le les l d et a au aux en sur chez".split())  # noqa: SIM905 -- reads better


@dataclass(frozen=True, slots=True)
class BusinessCard:
    """What is compared of a business. `names`, `address` are folded; `place` is (lat, lon) of its commune.

    `is_person`: a sole trader, who bears their own name.
    """

    pk: int
    siret: str
    names: tuple[str, ...]
    trade_code: str
    sector: str
    commune_code: str
    place: tuple[float, float] | None
    address: str
    phone: str
    email: str
    is_person: bool = False


def likely_pairs(cards: Iterable[BusinessCard]) -> Iterator[LikelyPair]:
    """The pairs worth a look among businesses of one commune, of one telephone, of one name. Each once."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(cards):
        for card, other in combinations(block, 2):
            pair = (min(card.pk, other.pk), max(card.pk, other.pk))
            if pair in seen or not _may_be_compared(card, other):
                continue
            seen.add(pair)
            if match := compare(card, other):
                yield match


def compare(card: BusinessCard, other: BusinessCard) -> LikelyPair | None:
    """What speaks for one and the same business; None when it isn't enough."""
    if not _may_be_compared(card, other):
        return None
    reasons = [
        *_contact_reasons(card, other),
        *_name_reasons(card.names, other.names),
        *_place_reasons(card, other),
    ]
    if card.trade_code and card.trade_code[:4] == other.trade_code[:4]:
        reasons.append("trade")
    score = sum(POINTS[reason] for reason in reasons)
    if card.sector and other.sector and card.sector != other.sector:
        score -= POINTS["trade"]
    if card.siret and other.siret:
        score -= MIN_STATED_SCORE
    if score < MIN_SCORE:
        return None
    first, second = sorted((card.pk, other.pk))
    return LikelyPair(
        first, second, min(score, 100), tuple(sorted(reasons, key=lambda reason: -POINTS[reason]))
    )


def km_between(start: tuple[float, float], other: tuple[float, float]) -> float:
    """In a straight line."""
    north = start[0] - other[0]
    east = (start[1] - other[1]) * math.cos(math.radians((start[0] + other[0]) / 2))
    return 111.2 * math.hypot(north, east)


def _may_be_compared(card: BusinessCard, other: BusinessCard) -> bool:
    """Two that the State knows are one when a person has two numbers: two shops may bear one name."""
    if not (card.siret and other.siret):
        return card.pk != other.pk
    a_person = card.is_person or other.is_person
    return a_person and card.siret[:9] != other.siret[:9] and card.trade_code[:4] == other.trade_code[:4]


def _blocks(cards: Iterable[BusinessCard]) -> Iterator[list[BusinessCard]]:
    """Those that share a sound of their names, a telephone or an address of mail: only they are compared."""
    blocks: dict[str, list[BusinessCard]] = defaultdict(list)
    for card in cards:
        keys = {sound(word)[:4] for name in card.names for word in _words(name) if len(word) > 2}
        for key in keys | {card.phone, card.email}:
            blocks[key].append(card)
    blocks.pop("", None)
    yield from (block for block in blocks.values() if 1 < len(block) <= MAX_BLOCK)


def _words(name: str) -> list[str]:
    return [word for word in name.split() if word not in LEGAL_FORM_WORDS | LINKING_WORDS]


def _contact_reasons(card: BusinessCard, other: BusinessCard) -> Iterator[str]:
    if card.phone and card.phone == other.phone:
        yield "phone"
    if card.email and card.email == other.email:
        yield "email"


def _name_reasons(names: Sequence[str], other_names: Sequence[str]) -> Iterator[str]:
    """The nearest of all their names: word order and legal forms don't count."""
    plain = [
        (a, b)
        for a in map(_without_legal_form, names)
        for b in map(_without_legal_form, other_names)
        if a and b
    ]
    if any(a == b for a, b in plain):
        yield "same_name"
    elif any(len(a) > 4 and Levenshtein.distance(a, b, score_cutoff=1) <= 1 for a, b in plain):
        yield "one_letter"
    elif any(_name_sounds(a) == _name_sounds(b) for a, b in plain):
        yield "sound"
    elif any(fuzz.ratio(a, b, score_cutoff=85) for a, b in plain):
        yield "close_name"


def _without_legal_form(name: str) -> str:
    return " ".join(sorted(_words(name)))


def _name_sounds(name: str) -> list[str]:
    return sorted(map(sound, name.split()))


def _place_reasons(card: BusinessCard, other: BusinessCard) -> Iterator[str]:
    if card.commune_code and card.commune_code == other.commune_code:
        yield "commune"
        if card.address and card.address == other.address:
            yield "address"
    elif card.place and other.place and km_between(card.place, other.place) <= MAX_NEAR_KM:
        yield "near"
