"""The words of a line of text, from its letters and its ink: cut at blanks, each in the box of its own ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from .detection import Strip
from .printed import Printed
from .rapid import Letter

type Mask = np.ndarray[Any, np.dtype[np.bool_]]

_MODESTY = 6  # a model is surer than it is right: what it gives 0.84 to is a guess
_DECIMAL = ".,"
_LOST = 1.5  # capitals: a blank as wide as a letter that left no ink, with those at its sides, parts no word
_BELOW = frozenset("gjpqyçQ,;()[]{}/|@$_Ç§J")


def frame(strip: Strip, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The whole pixels of a picture of that size, wide and high, in which a line stands with all its letters."""
    x0, y0, x1, y1 = strip.core
    wide, high = size
    left, top = max(round(x0 - strip.reach), 0), max(round(y0 - strip.reach), 0)
    return left, top, min(round(x1 + strip.reach), wide), min(round(y1 + strip.reach), high)


def words_of(letters: Sequence[Letter], ink: Mask, left: int, top: int, line: int) -> list[Printed]:
    """The words of a line whose ink, level, lies at (left, top) on its page."""
    high, wide = ink.shape
    ink = _own(ink)
    columns = ink.any(axis=0)
    tall = np.flatnonzero(ink.sum(axis=1) > 0)
    capital = float(tall[-1] - tall[0] + 1) if len(tall) else 0.7 * high
    words = []
    for letters_of_word, x0, x1 in _spans(letters, columns, wide, capital):
        rows = np.flatnonzero(ink[:, x0:x1].any(axis=1))
        y0, y1 = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (round(0.2 * high), round(0.8 * high))
        text = "".join(letter.text for letter in letters_of_word)
        sure = min(letter.confidence for letter in letters_of_word) ** _MODESTY
        words.append((text, x0, y0, x1, y1, sure))
    feet = sorted(
        y1 for text, _, _, _, y1, _ in words if not _BELOW.intersection(text) and any(map(str.isalnum, text))
    )
    base = (
        feet[len(feet) // 2]
        if feet
        else max((y1 - 0.22 * (y1 - y0) for _, _, y0, _, y1, _ in words), default=0)
    )
    return [
        Printed(text, left + x0, top + y0, left + x1, top + y1, top + base, capital, sure, line)
        for text, x0, y0, x1, y1, sure in words
    ]


def _own(ink: Mask) -> Mask:
    """Without what comes in from the lines above and below: ink at the edge, a blank row away from the middle."""
    high = len(ink)
    full = ink.any(axis=1)
    top, bottom = 0, high
    if full[0] and not full[: high // 3].all():
        top = int(np.flatnonzero(~full[: high // 3])[-1])
    if full[-1] and not full[-(high // 3) :].all():
        bottom = high - high // 3 + int(np.flatnonzero(~full[-(high // 3) :])[0])
    own = ink.copy()
    own[:top], own[bottom:] = False, False
    return own


def _spans(
    letters: Sequence[Letter], columns: Mask, wide: int, capital: float
) -> Iterator[tuple[list[Letter], int, int]]:
    """The letters of each word, and the columns that its ink takes."""
    words: list[list[Letter]] = [[]]
    cuts: list[tuple[int, int]] = []
    seen = [letter for letter in letters if letter.text.strip()]
    spaced = _before_space(letters)
    if seen:
        words[0].append(seen[0])
    blanks = [_widest_blank(columns, round(a.at * wide), round(b.at * wide)) for a, b in pairwise(seen)]
    usual = sorted(stop - start for start, stop in blanks)[(len(blanks) - 1) // 2] if blanks else 0
    for (before, after), blank in zip(pairwise(seen), blanks, strict=True):
        least = _least_blank(before.text, after.text, capital, usual)
        if _reaches(blank, before, after, wide):
            least = max(least, _LOST * capital)
        if blank[1] - blank[0] > least or (id(before) in spaced and not _continues(before.text, after.text)):
            cuts.append(blank)
            words.append([])
        words[-1].append(after)
    if not words[0]:
        return
    inked = np.flatnonzero(columns)
    first, last = (int(inked[0]), int(inked[-1]) + 1) if len(inked) else (0, wide)
    starts, stops = [first, *(stop for _, stop in cuts)], [*(start for start, _ in cuts), last]
    for word, start, stop in zip(words, starts, stops, strict=True):
        yield word, *((start, stop) if start < stop else _seen_at(word, wide))


def _reaches(blank: tuple[int, int], before: Letter, after: Letter, wide: int) -> bool:
    """Whether a blank reaches the middle of one of the letters that it parts: the ink of that one was lost."""
    return blank[0] <= round(before.at * wide) or blank[1] >= round(after.at * wide)


def _seen_at(word: Sequence[Letter], wide: int) -> tuple[int, int]:
    """The columns of a word too pale to leave ink: what a model saw isn't lost, least of all a figure of a number."""
    start = min(round(word[0].at * wide), wide - 1)
    return start, max(round(word[-1].at * wide), start + 1)


def _least_blank(before: str, after: str, capital: float, usual: float) -> float:
    """The blank from which on a word ends between two signs, even where no space was read: figures stand further apart
    than letters, and the sign before decimals further still."""
    if before in _DECIMAL or after in _DECIMAL:
        return 2 * capital
    if before == ":" and after.isalnum():
        return 0.15 * capital
    return (0.6 if before.isdigit() and after.isdigit() else 0.33) * capital + usual


def _continues(before: str, after: str) -> bool:
    """Whether a number goes on, whatever space was read."""
    return before.isdigit() and after in _DECIMAL


def _before_space(letters: Sequence[Letter]) -> set[int]:
    return {id(before) for before, after in pairwise(letters) if not after.text.strip()}


def _widest_blank(columns: Mask, start: int, stop: int) -> tuple[int, int]:
    """The widest run without ink between the middles of two letters; their middle when there is none."""
    middle = (start + stop) // 2
    best = (middle, middle)
    at = start
    while at < stop:
        if columns[min(at, len(columns) - 1)]:
            at += 1
            continue
        end = at
        while end < stop and not columns[min(end, len(columns) - 1)]:
            end += 1
        if end - at > best[1] - best[0]:
            best = (at, end)
        at = end
    return best
