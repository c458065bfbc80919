"""The one rule of every choice by letters: what was typed exactly comes first, and Enter never chooses among equals."""

from collections.abc import Sequence

from etabli.foundation.search.engine.text import all_words

NAMED, BEGUN, NEAR = range(3)


def ranks(typed: str, texts: Sequence[tuple[str, str]]) -> list[int]:
    """How near each (title, detail) is: NAMED by these very words, BEGUN by each of them, or only NEAR (a slip of the
    finger, a word left out). A lone letter counts: "Inès M" is not Inès E."""
    typed_words = all_words(typed)
    return [_rank(typed_words, all_words(title), all_words(detail)) for title, detail in texts]


def is_sole_best(ranked: Sequence[int]) -> bool:
    """Whether Enter may choose the best: it is alone with its rank, and named or begun by what was typed."""
    best = min(ranked, default=NEAR)
    return best < NEAR and ranked.count(best) == 1


def _rank(typed_words: list[str], title: list[str], detail: list[str]) -> int:
    if sorted(typed_words) == sorted(title):
        return NAMED
    unmatched = title + detail
    for word in sorted(typed_words, key=len, reverse=True):
        begun = next((known for known in sorted(unmatched, key=len) if known.startswith(word)), None)
        if begun is None:
            return NEAR
        unmatched.remove(begun)
    return BEGUN
