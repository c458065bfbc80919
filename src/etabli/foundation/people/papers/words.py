"""The words of a code: drawn, and read as people type them or say them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from secrets import choice

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

WORDS_PER_CODE = 3  # of one code
PREFIX_LENGTH = 4  # letters by which a word is known from all others
MAX_SLIPS = 3  # letters wrong, missing or too many: with more, no word is meant rather than another


@dataclass(frozen=True)
class ParsedWords:
    """What was typed of a code of `number` words: those of the list, or the first that is none (`unknown`) with the
    `nearest` of the list, "" when none is near."""

    words: tuple[str, ...] = ()
    unknown: str = ""
    nearest: str = ""
    number: int = WORDS_PER_CODE

    @property
    def is_whole(self) -> bool:
        return not self.unknown and len(self.words) == self.number


@cache
def word_list() -> tuple[str, ...]:
    """All the words, in the order of the alphabet."""
    text = files("etabli.foundation.people.papers").joinpath("words.txt").read_text(encoding="ascii")
    return tuple(text.split())


def draw_words(number: int = WORDS_PER_CODE) -> tuple[str, ...]:
    """The words of a new code, each as likely as any other: 11 bits a word."""
    return tuple(choice(word_list()) for _word in range(number))


def formatted_code(words: tuple[str, ...]) -> str:
    """As it is printed."""
    return "-".join(words).upper()


def parse_words(text: str, number: int = WORDS_PER_CODE) -> ParsedWords:
    """The words of a code of that many: capitals, accents, dashes, spaces or none, and words cut after four letters are
    all the same."""
    spelt = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    pieces = re.findall("[a-z]+", "".join(sign for sign in spelt if not unicodedata.combining(sign)))
    if len(pieces) == 1:
        pieces = _split_run(pieces[0], number) or pieces
    parsed: list[str] = []
    for piece in pieces:
        word = _word_of(piece)
        if word is None:
            return ParsedWords(tuple(parsed), piece, _nearest(piece), number)
        parsed.append(word)
    return ParsedWords(tuple(parsed), number=number)


def _word_of(piece: str) -> str | None:
    if len(piece) < PREFIX_LENGTH:
        return None
    return _by_beginning().get(piece) or next((word for word in word_list() if word.startswith(piece)), None)


@cache
def _by_beginning() -> dict[str, str]:
    return {word[:PREFIX_LENGTH]: word for word in word_list()} | {word: word for word in word_list()}


def _split_run(run: str, number: int) -> list[str]:
    """`number` words of the list written in one, or nothing."""
    if number == 0 or not run:
        return []
    for word in word_list():
        if run == word and number == 1:
            return [word]
        if run.startswith(word) and (rest := _split_run(run[len(word) :], number - 1)):
            return [word, *rest]
    return []


def _nearest(piece: str) -> str:
    match = process.extractOne(piece, word_list(), scorer=DamerauLevenshtein.distance, score_cutoff=MAX_SLIPS)
    return match[0] if match else ""
