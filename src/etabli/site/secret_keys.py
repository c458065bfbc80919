"""Whether a key that signs could be guessed. Nothing here imports Django."""

import math
import re
from collections import Counter
from itertools import pairwise

SHORTEST = 50
FEWEST_BITS = 128.0  # of Shannon's measure, over the whole key
FEWEST_THREES = 30  # different pieces of three characters: a word said again and again has few
MOST_IN_ORDER = 0.5  # of the characters that follow their neighbour ("abcd", "4321")
MADE_FOR_TESTS = ("django-insecure", "test-")
# What people write in the place of a key; long enough never to stand in one that was drawn.
WORDS = re.compile(
    r"secret|password|passwd|motdepasse|change.?me|changez|example|exemple|etabli|établi|django|insecure|random|qwerty|azerty"
    r"|characters|caract[eè]res|default|placeholder|your.?key|votre.?cl",
    re.IGNORECASE,
)


def weakness(key: str) -> str:
    """Why this key could be guessed, in the words that follow its name; "" for one that could not."""
    if key.startswith(MADE_FOR_TESTS):
        return "is one made for tests"
    if len(key) < SHORTEST:
        return "is short"
    if WORDS.search(key):
        return "holds a common word"
    in_order = sum(abs(ord(after) - ord(before)) == 1 for before, after in pairwise(key))
    threes = {key[start : start + 3] for start in range(len(key) - 2)}
    simple = _bits(key) < FEWEST_BITS or in_order > MOST_IN_ORDER * len(key) or len(threes) < FEWEST_THREES
    return "is simple" if simple else ""


def _bits(key: str) -> float:
    return -sum(count * math.log2(count / len(key)) for count in Counter(key).values())
