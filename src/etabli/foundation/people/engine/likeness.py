"""Which persons of a chamber may be one human being: pairs, scored, with the reasons of each. No Django, no clock."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from etabli.foundation.likely_pairs import LikelyPair

MIN_SCORE = 40  # from which somebody is asked
MAX_BLOCK = 200  # what more persons share tells nothing of any
POINTS = {"phone": 40, "same_name": 38, "business": 35, "close_name": 28, "commune": 20, "trade": 10}
NAME_REASONS = frozenset({"same_name", "close_name"})
CONFIRMING_REASONS = frozenset({"phone", "business", "commune"})
TITLES = frozenset({"m", "mr", "mme", "monsieur", "madame", "de", "du", "des", "le", "la", "d"})


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What is compared of a person. `phone`: as `international` writes it. `business`: its number in the register."""

    pk: int
    name: str
    phone: str = ""
    business: int | None = None
    commune_code: str = ""
    trade_code: str = ""


def likely_pairs(cards: Iterable[PersonCard]) -> Iterator[LikelyPair]:
    """The pairs worth a look among those who share a telephone, a business, a name or its beginning. Each once."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(cards):
        for card, other in combinations(block, 2):
            pair = (min(card.pk, other.pk), max(card.pk, other.pk))
            if pair in seen:
                continue
            seen.add(pair)
            if (match := compare(card, other)) is not None and _is_worth_a_look(match, card, other):
                yield match


def _is_worth_a_look(match: LikelyPair, card: PersonCard, other: PersonCard) -> bool:
    """What they share is enough; or it is the name alone, and one of the two bears nothing else that could differ."""
    is_bare = any(each.business is None and not each.commune_code for each in (card, other))
    is_name_alone = "same_name" in match.reasons and is_bare and not (card.phone and other.phone)
    return match.score >= MIN_SCORE or is_name_alone


def compare(card: PersonCard, other: PersonCard) -> LikelyPair | None:
    """What speaks for one and the same person, be it little; None when nothing does."""
    reasons = list(_reasons(card, other))
    if card.pk == other.pk or not reasons:
        return None
    first, second = sorted((card.pk, other.pk))
    score = min(sum(POINTS[reason] for reason in reasons), 100)
    return LikelyPair(first, second, score, tuple(sorted(reasons, key=lambda reason: -POINTS[reason])))


def is_enough(reasons: Iterable[str]) -> bool:
    """Whether these reasons are enough to join two persons: never a telephone alone, which a family shares, nor a name
    alone."""
    reason_set = frozenset(reasons)
    return bool(reason_set & NAME_REASONS and reason_set & CONFIRMING_REASONS)


def is_same_name(name: str, other: str) -> bool:
    """Whether two names are one, however each was written: without accents, titles, capitals nor order, a first name
    given whole or by its initial. A letter more makes another name: Jean and Jeanne may share one telephone."""
    ours, theirs = _words(name), _words(other)
    return bool(ours) and (ours == theirs or _is_initialled(list(ours), list(theirs)))


def _reasons(card: PersonCard, other: PersonCard) -> Iterator[str]:
    if card.phone and card.phone == other.phone:
        yield "phone"
    if card.business is not None and card.business == other.business:
        yield "business"
    if card.commune_code and card.commune_code == other.commune_code:
        yield "commune"
    if card.trade_code and card.trade_code[:4] == other.trade_code[:4]:
        yield "trade"
    ours, theirs = " ".join(_words(card.name)), " ".join(_words(other.name))
    if ours and ours == theirs:
        yield "same_name"
    elif _is_close(ours, theirs):
        yield "close_name"


def _is_close(name: str, other: str) -> bool:
    if min(len(name), len(other)) < 5:
        return False
    one_letter = Levenshtein.distance(name, other, score_cutoff=1) <= 1
    return one_letter or fuzz.ratio(name, other) >= 88 or _is_initialled(name.split(), other.split())


def _is_initialled(words: list[str], other_words: list[str]) -> bool:
    """ "Z. Exemple" is close to "Zoé Exemple"."""
    if len(words) != len(other_words) or not set(words) & {word for word in other_words if len(word) > 2}:
        return False
    return all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(words, other_words, strict=True)
    )


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    """Without accents, titles nor order."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    words = letters.split()
    last = words.pop() if words and len(words[-1]) == 1 else ""  # "Gérard M.": an initial, no title
    return tuple(sorted([*(word for word in words if word not in TITLES), *last]))


def _blocks(cards: Iterable[PersonCard]) -> Iterator[list[PersonCard]]:
    blocks: dict[tuple[str, object], list[PersonCard]] = defaultdict(list)
    for card in cards:
        words = _words(card.name)
        keys: set[tuple[str, object]] = {("name", " ".join(words)), ("phone", card.phone)}
        keys |= {(card.commune_code, word[:3]) for word in words if card.commune_code and len(word) > 2}
        if card.business is not None:
            keys.add(("business", card.business))
        for key in keys:
            blocks[key].append(card)
    yield from (
        block
        for (kind, value), block in blocks.items()
        if value not in {"", None} and 1 < len(block) <= MAX_BLOCK
    )
