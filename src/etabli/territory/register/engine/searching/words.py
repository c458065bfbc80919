"""The words of a name, of a place, of a trade: without accent, case, plural or short form."""

import re
from functools import lru_cache

from etabli.foundation.search.engine import fold

LONGEST = 40
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
    word = _SHORT.get(word, word)[:LONGEST]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
