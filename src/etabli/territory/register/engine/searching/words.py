"""The words of a name, of a place, of a trade: without accent, case, plural or short form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from etabli.foundation.search.engine import ONE_SLIP, SAME, SAME_SOUND, TWO_SLIPS, fold, sound

MAX_WORD_LENGTH = 40
_WORD = re.compile(r"[a-z0-9]+")
_SHORT = {"st": "saint", "ste": "sainte"}
_ALSO = {"ets": "etablissement", "cie": "compagnie", "gge": "garage"}
_ALSO |= {long: short for short, long in _ALSO.items()}
_EMPTY = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "un", "une"}
)


def words(text: str) -> list[str]:
    """All the words of a text, in order. Those of a text are those of its pieces, wherever a sign that is neither a
    letter nor a figure cuts it: the index relies on it.
    """
    folded = text.lower() if text.isascii() else fold(text)
    return [_plain(word) for word in _WORD.findall(folded)]


@lru_cache(maxsize=10_000)
def said(text: str) -> tuple[str, ...]:
    """The words of a text that many businesses share (a commune, a trade), each once."""
    return tuple(dict.fromkeys(words(text)))


def spellings(word: str) -> list[str]:
    """A word, and its short form or that of which it is the short form: a name may bear either."""
    return [word, _ALSO[word]] if word in _ALSO else [word]


def telling(words: list[str]) -> list[str]:
    """Each once, without those that say nothing, unless there is nothing else."""
    once = list(dict.fromkeys(words))
    return [word for word in once if is_telling(word)] or once


def is_telling(word: str) -> bool:
    """Not one of those that half of the names have."""
    return word not in _EMPTY


def _plain(word: str) -> str:
    """In the singular and in full."""
    word = _SHORT.get(word, word)[:MAX_WORD_LENGTH]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


# How near the words of the index are to a typed one.


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


# What somebody typed: words, or the figures of a SIRET or of a telephone.

MOST_WORDS = 8
PHONE = "#"  # which no word holds
SHORTEST_SIRET = 9
# Figures that people set apart: nine or more, or the beginning of a telephone.
_APART = r"[ .\u00a0\u202f-]?"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\+33{_APART}|0)[1-9](?:{_APART}\d){{3,8}}(?!\d)|\d(?:{_APART}\d){{{SHORTEST_SIRET - 1},}}"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`siret` holds nine figures or more; `words` what is looked for by its spelling, a telephone among them or its
    beginning ("#0612345678")."""

    words: tuple[str, ...]
    siret: str = ""


def asked(text: str) -> Asked:
    """What this text asks for; the words beyond the eighth are left out."""
    typed = _numbers(text)
    sirets = [number for number in typed if len(number) >= SHORTEST_SIRET and not _is_phone(number)]
    others = [f"{PHONE}{number}" for number in typed if number not in sirets]
    terms = telling([*words(_NUMBER.sub(" ", text)), *others])[:MOST_WORDS]
    return Asked(tuple(terms), sirets[0] if sirets else "")


def phones(text: str) -> list[str]:
    """The telephones of a text, as `asked` gives them."""
    return list(dict.fromkeys(f"{PHONE}{number}" for number in _numbers(text)))


def is_phone(word: str) -> bool:
    """Whether this word of `Asked` is a telephone."""
    return word.startswith(PHONE)


def _numbers(text: str) -> list[str]:
    return [_figures(match[0]) for match in _NUMBER.finditer(text)]


def _is_phone(number: str) -> bool:
    """Ten figures, the first 0."""
    return len(number) == 10 and number.startswith("0")


def _figures(number: str) -> str:
    figures = "".join(sign for sign in number if sign.isdigit())
    return f"0{figures[2:]}" if number.startswith("+33") else figures
