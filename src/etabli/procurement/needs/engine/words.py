"""French words as a quote writes them, brought to a form that can be compared.

Accents, capitals, plurals and small words are set aside; each word keeps where it stood, so that evidence can be shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from etabli.foundation.stemming import stem as stem_of

# Small words carry no need of their own and vary freely ("nom de domaine", "nom du domaine", "nom domaine").
SMALL = frozenset(
    [
        "a",
        "and",
        "au",
        "aux",
        "avec",
        "c",
        "ce",
        "ces",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "e",
        "en",
        "est",
        "et",
        "etc",
        "for",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "m",
        "mes",
        "mon",
        "n",
        "nos",
        "notre",
        "of",
        "on",
        "or",
        "ou",
        "par",
        "pour",
        "qu",
        "que",
        "s",
        "sa",
        "ses",
        "son",
        "sous",
        "sur",
        "the",
        "to",
        "un",
        "une",
        "vers",
        "vos",
        "votre",
        "y",
    ]
)
# A share and a price are told from a count, "24h" is a number of hours; "#" stands for any number in a phrase.
_WORD = re.compile(r"\d+(?=[hHjJ]\b)|[^\W_]+|[%€#]")
NUMBER = "#"
_NUMERALS = frozenset(
    {
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "douze",
        "quinze",
        "vingt",
        "trente",
        "cinquante",
        "cent",
        "two",
        "three",
    }
)
# What people write for a longer word.
_SHORTENED = {
    "admin": "administration",
    "assist": "assistance",
    "compta": "comptabilite",
    "diag": "diagnostic",
    "doc": "documentation",
    "docs": "documents",
    "fb": "facebook",
    "heb": "hebergement",
    "heberg": "hebergement",
    "hebergt": "hebergement",
    "insta": "instagram",
    "maint": "maintenance",
    "migr": "migration",
    "param": "parametrage",
    "pub": "publicite",
    "redac": "redaction",
    "ref": "referencement",
    "resp": "responsive",
    "tech": "technique",
    "trad": "traduction",
}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
# What an optical reading takes for a letter inside a word ("hébergernent" and "d0maine").
_MISREAD = str.maketrans("0158", "oisb")


class Token(NamedTuple):
    """One word of a text: its comparable forms and its span in the original."""

    word: str  # folded
    single: str  # folded, without the mark of the plural
    stem: str
    start: int
    end: int
    small: bool
    number: str  # NUMBER when it counts something
    keys: tuple[str, ...]  # the forms that a phrase may hold


def fold(text: str) -> str:
    """Lower case without accents nor ligatures. May change the length of the text."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(char for char in spread if not unicodedata.combining(char))


def singular(word: str) -> str:
    """A word alone: stems would take "format" for "formation" and "poste" for "posts"."""
    folded = _whole(fold(word))
    return folded[:-1] if len(folded) > 3 and folded[-1] in "sx" else folded


def stem(word: str) -> str:
    """The comparable form of one word, whatever its accents, capitals and number."""
    folded = _whole(fold(word))
    if len(folded) < 4 or any(char.isdigit() for char in folded):
        return folded
    return stem_of(folded)


def _whole(folded: str) -> str:
    return _SHORTENED.get(folded) or _letters(folded)


def _letters(folded: str) -> str:
    """Digits that an optical reading put into a word, back to letters."""
    mixed = any(char.isdigit() for char in folded) and sum(char.isalpha() for char in folded) >= 4
    return folded.translate(_MISREAD) if mixed else folded


def tokens(text: str) -> list[Token]:
    """The words of a text in order, small ones included (marked as such)."""
    words = []
    for match in _WORD.finditer(text):
        word, single, stemmed, small, number, keys = _forms(match.group())
        words.append(Token(word, single, stemmed, match.start(), match.end(), small, number, keys))
    return words


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str, str, bool, str, tuple[str, ...]]:
    folded, single, stemmed = fold(word), singular(word), stem(word)
    number = NUMBER if folded[:1].isdigit() or folded in _NUMERALS else ""
    keys = tuple(dict.fromkeys((single, stemmed, number) if number else (single, stemmed)))
    return folded, single, stemmed, folded in SMALL, number, keys


def stems(text: str) -> tuple[str, ...]:
    """The comparable forms of a text's words, without the small ones."""
    return tuple(token.stem for token in tokens(text) if not token.small)
