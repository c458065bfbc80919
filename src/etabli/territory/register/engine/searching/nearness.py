"""How near the words of the index are to a typed one."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.foundation.search.engine import ONE_SLIP, SAME, SAME_SOUND, TWO_SLIPS, sound


def alike(typed: str, listed: Iterable[str], slips: int) -> dict[str, float]:
    """Among these entries of buckets, the words within so many slips of `typed`, or that are heard alike, each with its
    nearness. An entry is a word, or a sound and its word ("LEFEVR=lefebvre")."""
    heard, plain, nearness = f"{sound(typed)}=", [], {}
    for entry in listed:
        if entry.startswith(heard):
            nearness[entry.removeprefix(heard)] = SAME_SOUND
        elif "=" not in entry:
            plain.append(entry)
    close = process.extract(typed, plain, scorer=OSA.distance, score_cutoff=slips, limit=None)
    for word, distance, _rank in close:
        nearness[word] = max((SAME, ONE_SLIP, TWO_SLIPS)[int(distance)], nearness.get(word, 0.0))
    return nearness
