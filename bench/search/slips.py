"""A name as somebody types it in a hurry."""

import random
import string

from etabli.foundation.search.engine import fold


def plain(name: str) -> str:
    """In small letters, without accents."""
    return fold(name)


def with_a_slip(name: str, draw: random.Random) -> str:
    """One letter missing, added, wrong, or two exchanged, in a word of three letters or more where there is one."""
    words = name.split()
    long_ones = [rank for rank, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    rank = draw.choice(long_ones or range(len(words)))
    words[rank] = _slipped(words[rank], draw)
    return " ".join(words)


def _slipped(word: str, draw: random.Random) -> str:
    place, letter = draw.randrange(len(word)), draw.choice(string.ascii_uppercase)
    first, middle, rest = word[:place], word[place], word[place + 1 :]
    return draw.choice(
        [
            first + rest,
            first + letter + middle + rest,
            first + letter + rest,
            first + rest[:1] + middle + rest[1:],
        ]
    )
