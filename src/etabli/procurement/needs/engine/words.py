"""French words as a quote writes them, brought to a form that can be compared.

Accents, capitals, plurals and small words are set aside; each word keeps where it stood, so that evidence can be shown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from etabli.foundation.stemming import stem as stem_of

# Small words carry no need of their own and vary freely ("nom de domaine", "nom du domaine", "nom domaine").
SMALL = frozenset(
    [
        "a",
        "an",
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
_WORD = re.compile(r"[^\W_]+|%")  # a share of the price is told from a count
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
# What an optical reading takes for a letter inside a word ("hébergernent" and "d0maine").
_MISREAD = str.maketrans("0158", "oisb")


@dataclass(frozen=True)
class Token:
    """One word of a text: its comparable form and its span in the original."""

    word: str  # folded
    single: str  # folded, without the mark of the plural
    stem: str
    start: int
    end: int
    small: bool


def fold(text: str) -> str:
    """Lower case without accents nor ligatures. May change the length of the text."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(char for char in spread if not unicodedata.combining(char))


@cache
def singular(word: str) -> str:
    """A word alone: stems would take "format" for "formation" and "poste" for "posts"."""
    folded = _letters(fold(word))
    return folded[:-1] if len(folded) > 3 and folded[-1] in "sx" else folded


@cache
def stem(word: str) -> str:
    """The comparable form of one word, whatever its accents, capitals and number."""
    folded = _letters(fold(word))
    if len(folded) < 4 or any(char.isdigit() for char in folded):
        return folded
    return stem_of(folded)


def _letters(folded: str) -> str:
    """Digits that an optical reading put into a word, back to letters."""
    mixed = any(char.isdigit() for char in folded) and sum(char.isalpha() for char in folded) >= 4
    return folded.translate(_MISREAD) if mixed else folded


def tokens(text: str) -> list[Token]:
    """The words of a text in order, small ones included (marked as such)."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        folded = fold(word)
        found.append(Token(folded, singular(word), stem(word), match.start(), match.end(), folded in SMALL))
    return found


def stems(text: str) -> tuple[str, ...]:
    """The comparable forms of a text's words, without the small ones."""
    return tuple(token.stem for token in tokens(text) if not token.small)
