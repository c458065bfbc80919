"""Words as their letters were drawn -> words as they are meant: letters drawn one by one, or set wide apart, are
joined, and what a font has in the place of a euro is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from ..text.pages import Word

_FEWEST = 4  # letters apart that make a word
_MOST_TOGETHER = 4  # of them that may touch
_SHORTEST = 3  # letters of a word that figures may follow
_AMOUNT = re.compile(r"[-−]?\d[\d.,]*")
_EURO = re.compile(r"[\x80¤Û₠\ufffd\ue000-\uf8ff]")  # what fonts have in its place


def mended(words: Iterable[Word]) -> Iterator[Word]:
    """The words of each line, in order."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(round(word.base), []).append(word)
    for line in lines.values():
        line.sort(key=lambda word: word.x0)
        yield from _with_euros(_spaced(_glued(line)))


def _glued(line: Iterable[Word]) -> list[Word]:
    """Join words whose letters were drawn one by one, in whatever order."""
    glued: list[Word] = []
    for word in line:
        last = glued[-1] if glued else None
        if last and last.base == word.base and -0.1 * last.size < word.x0 - last.x1 < 0.06 * last.size:
            glued[-1] = _joined((last, word))
        else:
            glued.append(word)
    return glued


def _joined(words: Iterable[Word]) -> Word:
    words = list(words)
    return replace(
        words[0],
        text="".join(word.text for word in words),
        y0=min(word.y0 for word in words),
        x1=words[-1].x1,
        y1=max(word.y1 for word in words),
    )


def _spaced(line: list[Word]) -> Iterator[Word]:
    """Join letters set wide apart, by as much each, as titles are: "D E V I S". Two that reach under each other may
    stand together already: "T O TA L"."""
    at = 0
    while at < len(line):
        end = at + 1
        while end < len(line) and _is_apart(line[end - 1], line[end]):
            end += 1
        letters = line[at:end]
        while letters and len(letters[-1].text) > 1 and _mostly_whole(letters):
            letters.pop()
        if len(letters) < _FEWEST or _mostly_whole(letters):
            yield line[at]
            at += 1
            continue
        yield from _cut(letters)
        at += len(letters)


def _is_apart(a: Word, b: Word) -> bool:
    return max(len(a.text), len(b.text)) <= _MOST_TOGETHER and 0 < b.x0 - a.x1 < 1.2 * a.size


def _mostly_whole(words: list[Word]) -> bool:
    """Whether words rather than letters stand apart."""
    return 2 * sum(len(word.text) == 1 for word in words) < len(words) + 1


def _cut(letters: list[Word]) -> Iterator[Word]:
    """Cut where the blank is wider than between letters; figures in narrow columns are left alone."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(letters)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2]
    words: list[list[Word]] = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > usual + 0.2 * letter.size:
            words.append([])
        words[-1].append(letter)
    yield from map(_joined, words) if _are_words(words, usual) else letters


def _are_words(words: list[list[Word]], usual: float) -> bool:
    """Whether letters make words: nearly all are letters, they end with an amount, or all stand as far apart as those
    of the word that they begin with."""
    said = ["".join(letter.text for letter in word) for word in words]
    whole = "".join(said)
    if sum(map(str.isalpha, whole)) >= 0.8 * len(whole) or re.fullmatch(r"\d+[.,]\d\d€?", said[-1]):
        return True
    even = all(abs(b.x0 - a.x1 - usual) < 0.08 * a.size for word in words for a, b in pairwise(word))
    return even and said[0].isalpha() and len(said[0]) >= _SHORTEST


def _with_euros(line: Iterable[Word]) -> Iterator[Word]:
    before: Word | None = None
    for word in line:
        if _EURO.fullmatch(word.text[-1:]):
            own = word.text[:-1]
            amount = own or (before.text if before and word.x0 - before.x1 < word.size else "")
            if _AMOUNT.fullmatch(amount):
                word = replace(word, text=f"{own}€")
        yield word
        before = word
