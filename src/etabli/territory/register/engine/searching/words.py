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
_SHORT_FORMS = {"st": "saint", "ste": "sainte"}
_BOTH_FORMS = {"ets": "etablissement", "cie": "compagnie", "gge": "garage"}
_BOTH_FORMS |= {long: short for short, long in _BOTH_FORMS.items()}
_STOP_WORDS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "un", "une"}
)


def words(text: str) -> list[str]:
    """All the words of a text, in order. Those of a text are those of its pieces, wherever a sign that is neither a
    letter nor a figure cuts it: the index relies on it.
    """
    folded = text.lower() if text.isascii() else fold(text)
    return [_plain(word) for word in _WORD.findall(folded)]


@lru_cache(maxsize=10_000)
def shared_words(text: str) -> tuple[str, ...]:
    """The words of a text that many businesses share (a commune, a trade), each once."""
    return tuple(dict.fromkeys(words(text)))


def spellings(word: str) -> list[str]:
    """A word, and its short form or that of which it is the short form: a name may bear either."""
    return [word, _BOTH_FORMS[word]] if word in _BOTH_FORMS else [word]


def telling_words(words: list[str]) -> list[str]:
    """Each once, without those that say nothing, unless there is nothing else."""
    once = list(dict.fromkeys(words))
    return [word for word in once if is_telling_word(word)] or once


def is_telling_word(word: str) -> bool:
    """Not one of those that half of the names have."""
    return word not in _STOP_WORDS


def _plain(word: str) -> str:
    """In the singular and in full."""
    word = _SHORT_FORMS.get(word, word)[:MAX_WORD_LENGTH]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


# How near the words of the index are to a typed one.


def words_alike(typed: str, listed: Iterable[str], slips: int) -> dict[str, float]:
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

MAX_WORDS = 8
PHONE_PREFIX = "#"  # which no word holds
MIN_SIRET_LENGTH = 9
# Figures that people set apart: nine or more, or the beginning of a telephone.
_DIGIT_SEPARATOR = r"[ .\u00a0\u202f-]?"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\+33{_DIGIT_SEPARATOR}|0)[1-9](?:{_DIGIT_SEPARATOR}\d){{3,8}}(?!\d)"
    rf"|\d(?:{_DIGIT_SEPARATOR}\d){{{MIN_SIRET_LENGTH - 1},}}"
)


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """`siret` holds nine figures or more; `words` what is looked for by its spelling, a telephone among them or its
    beginning ("#0612345678")."""

    words: tuple[str, ...]
    siret: str = ""


def parse_search(text: str) -> SearchTerms:
    """What this text asks for; the words beyond the eighth are left out."""
    typed = _numbers(text)
    sirets = [number for number in typed if len(number) >= MIN_SIRET_LENGTH and not _is_phone(number)]
    phone_words = [f"{PHONE_PREFIX}{number}" for number in typed if number not in sirets]
    terms = telling_words([*words(_NUMBER.sub(" ", text)), *phone_words])[:MAX_WORDS]
    return SearchTerms(tuple(terms), sirets[0] if sirets else "")


def phones(text: str) -> list[str]:
    """The telephones of a text, as `parse_search` gives them."""
    return list(dict.fromkeys(f"{PHONE_PREFIX}{number}" for number in _numbers(text)))


def is_phone(word: str) -> bool:
    """Whether this word of `SearchTerms` is a telephone."""
    return word.startswith(PHONE_PREFIX)


def _numbers(text: str) -> list[str]:
    return [_figures(match[0]) for match in _NUMBER.finditer(text)]


def _is_phone(number: str) -> bool:
    """Ten figures, the first 0."""
    return len(number) == 10 and number.startswith("0")


def _figures(number: str) -> str:
    figures = "".join(sign for sign in number if sign.isdigit())
    return f"0{figures[2:]}" if number.startswith("+33") else figures
