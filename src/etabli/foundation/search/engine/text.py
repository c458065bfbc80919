"""From a text to its words: no accent, no case, no ending, no empty word."""

import re
import unicodedata
from functools import lru_cache

from etabli.foundation.stemming import stem as stem_of

# A telephone or a SIRET is one word, however its figures are set apart; +33 6 is 06.
_NUMBER = re.compile(r"\+?\d(?:[ .\u00a0\u202f-]?\d){3,}")
_PIECE = re.compile(rf"{_NUMBER.pattern}|[^\W_]+")
_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_STOP_WORDS_TEXT = """
a au aux avec c ce ces d dans de des du en et est j je l la le les m n ou par pour qu que s sur un une y
"""
_STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())
MAX_WORD_LENGTH = 40


def fold(text: str) -> str:
    """Without accents, case or ligatures: "Œuvre d'Été" is "oeuvre d'ete"."""
    lowered = text.casefold().translate(_LIGATURES)
    unaccented = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return unaccented.casefold()


def all_words(text: str) -> list[str]:
    """The folded words of a text, in order, lone letters and small words included."""
    return [word[:MAX_WORD_LENGTH] for word in _WORD.findall(fold(_NUMBER.sub(_join_digits, text)))]


def words(text: str) -> list[str]:
    """The same less those that say nothing (unless there is nothing else)."""
    folded = all_words(text)
    return [word for word in folded if word not in _STOP_WORDS] or folded


def split_text(text: str) -> list[tuple[str, list[str]]]:
    """The text cut up, nothing lost: each piece with the folded words that it holds, [] for what stands between."""
    parts, end = [], 0
    for piece in _PIECE.finditer(text):
        parts += [(text[end : piece.start()], []), (piece[0], words(piece[0]))]
        end = piece.end()
    return [(piece, piece_words) for piece, piece_words in [*parts, (text[end:], [])] if piece]


def _join_digits(number: re.Match[str]) -> str:
    figures = "".join(c for c in number[0] if c.isdigit())
    return f" 0{figures[2:]} " if number[0].startswith("+33") else f" {figures} "


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: "boulangeries" and "boulangerie" share theirs."""
    return stem_of(word)
