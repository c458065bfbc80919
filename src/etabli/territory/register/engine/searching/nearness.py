"""How near a word of the index is to a typed one."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.foundation.search.engine.sounds import sound

SAME, BEGINS, SOUNDS, ONE_SLIP, TWO_SLIPS = 1.0, 0.7, 0.6, 0.5, 0.3
SHORTEST = 3  # letters under which a word is what was typed, or nothing


def forgiven(typed: str) -> int:
    """How many slips a word allows: one from three letters on, two from eight on. Figures are taken as they are."""
    if len(typed) < SHORTEST or any(sign.isdigit() for sign in typed):
        return 0
    return 1 if len(typed) < 8 else 2


def alike(typed: str, listed: Iterable[str], slips: int) -> dict[str, float]:
    """Among these entries of buckets, the words that `typed` may be, each with its nearness. An entry is a word, or a
    sound and its word ("LEFEVR=lefebvre")."""
    prefix, plain, found = f"{sound(typed)}=", [], {}
    for entry in listed:
        if entry.startswith(prefix):
            found[entry[len(prefix) :]] = SOUNDS
        elif "=" not in entry:
            plain.append(entry)
    close = process.extract(typed, plain, scorer=OSA.distance, score_cutoff=slips, limit=None)
    for word, distance, _rank in close:
        found[word] = max((SAME, ONE_SLIP, TWO_SLIPS)[int(distance)], found.get(word, 0.0))
    return found


def nearness(typed: str, word: str) -> float:
    """How near these two are by themselves; 0 when one is not meant for the other."""
    if typed == word:
        return SAME
    begins = BEGINS if len(typed) >= SHORTEST and word.startswith(typed) else 0.0
    if not forgiven(typed):
        return begins
    distance = OSA.distance(typed, word, score_cutoff=forgiven(typed))
    slipped = (SAME, ONE_SLIP, TWO_SLIPS, 0.0)[min(int(distance), 3)] if distance <= forgiven(typed) else 0.0
    return max(begins, slipped, SOUNDS if sound(typed) == sound(word) else 0.0)
