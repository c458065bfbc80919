"""From a text to its words: no accent, no case, no ending, no empty word."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("french")
_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_EMPTY_WORDS = """
a au aux avec c ce ces d dans de des du en et est j je l la le les m n ou par pour qu que s sur un une y
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
LONGEST = 40


def fold(text: str) -> str:
    """Without accents, case or ligatures: "Œuvre d'Été" is "oeuvre d'ete"."""
    lowered = text.casefold().translate(_LIGATURES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return bare.casefold()


def words(text: str) -> list[str]:
    """The folded words of a text, in order, less those that say nothing (unless there is nothing else)."""
    found = [word[:LONGEST] for word in _WORD.findall(fold(text))]
    return [word for word in found if word not in _EMPTY] or found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: "boulangeries" and "boulangerie" share theirs."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed
