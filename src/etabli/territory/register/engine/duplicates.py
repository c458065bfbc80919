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

from etabli.foundation.search.engine.sounds import sound

ENOUGH = 50  # from which somebody is asked
STATED = 19  # the State counts both: this much speaks for two
NEAR_KM = 15
CROWD = 30  # a word or a telephone that more businesses share tells nothing of any
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
FORMS = frozenset("sarl sas sasu eurl ei eirl sa sci snc scop ets etablissements entreprise societe".split())  # noqa: SIM905 -- reads better
LINKS = frozenset("monsieur madame mme m mr de du des la le les l d et a au aux en sur chez".split())  # noqa: SIM905 -- reads better


@dataclass(frozen=True, slots=True)
class Card:
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


@dataclass(frozen=True, slots=True)
class Likely:
    """Two businesses that may be one (`one` < `other`), and why: keys of POINTS, the strongest first."""

    one: int
    other: int
    score: int
    reasons: tuple[str, ...]


def likely(cards: Iterable[Card]) -> Iterator[Likely]:
    """The pairs worth a look among businesses of one commune, of one telephone, of one name. Each once."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(cards):
        for one, other in combinations(block, 2):
            pair = (min(one.pk, other.pk), max(one.pk, other.pk))
            if pair in seen or not _comparable(one, other):
                continue
            seen.add(pair)
            if found := compare(one, other):
                yield found


def compare(one: Card, other: Card) -> Likely | None:
    """What speaks for one and the same business; None when it isn't enough."""
    if not _comparable(one, other):
        return None
    reasons = [*_contact(one, other), *_name(one.names, other.names), *_whereabouts(one, other)]
    if one.trade_code and one.trade_code[:4] == other.trade_code[:4]:
        reasons.append("trade")
    score = sum(POINTS[reason] for reason in reasons)
    if one.sector and other.sector and one.sector != other.sector:
        score -= POINTS["trade"]
    if one.siret and other.siret:
        score -= STATED
    if score < ENOUGH:
        return None
    first, second = sorted((one.pk, other.pk))
    return Likely(first, second, min(score, 100), tuple(sorted(reasons, key=lambda reason: -POINTS[reason])))


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """In a straight line."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return 111.2 * math.hypot(north, east)


def _comparable(one: Card, other: Card) -> bool:
    """Two that the State knows are one when a person has two numbers: two shops may bear one name."""
    if not (one.siret and other.siret):
        return one.pk != other.pk
    a_person = one.is_person or other.is_person
    return a_person and one.siret[:9] != other.siret[:9] and one.trade_code[:4] == other.trade_code[:4]


def _blocks(cards: Iterable[Card]) -> Iterator[list[Card]]:
    """Those that share a sound of their names, a telephone or an address of mail: only they are compared."""
    blocks: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        keys = {sound(word)[:4] for name in card.names for word in _words(name) if len(word) > 2}
        for key in keys | {card.phone, card.email}:
            blocks[key].append(card)
    blocks.pop("", None)
    yield from (block for block in blocks.values() if 1 < len(block) <= CROWD)


def _words(name: str) -> list[str]:
    return [word for word in name.split() if word not in FORMS | LINKS]


def _contact(one: Card, other: Card) -> Iterator[str]:
    if one.phone and one.phone == other.phone:
        yield "phone"
    if one.email and one.email == other.email:
        yield "email"


def _name(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """The nearest of all their names: word order and legal forms don't count."""
    plain = [(a, b) for a in map(_plain, ours) for b in map(_plain, theirs) if a and b]
    if any(a == b for a, b in plain):
        yield "same_name"
    elif any(len(a) > 4 and Levenshtein.distance(a, b, score_cutoff=1) <= 1 for a, b in plain):
        yield "one_letter"
    elif any(_heard(a) == _heard(b) for a, b in plain):
        yield "sound"
    elif any(fuzz.ratio(a, b, score_cutoff=85) for a, b in plain):
        yield "close_name"


def _plain(name: str) -> str:
    return " ".join(sorted(_words(name)))


def _heard(name: str) -> list[str]:
    return sorted(map(sound, name.split()))


def _whereabouts(one: Card, other: Card) -> Iterator[str]:
    if one.commune_code and one.commune_code == other.commune_code:
        yield "commune"
        if one.address and one.address == other.address:
            yield "address"
    elif one.place and other.place and km_between(one.place, other.place) <= NEAR_KM:
        yield "near"
