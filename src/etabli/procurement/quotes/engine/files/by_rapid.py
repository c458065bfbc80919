"""Pictures read by RapidOCR's models: which way a page stands, and its words."""

from __future__ import annotations

import numpy as np

from . import rapid
from .detection import Strip
from .lettering import frame, words_of
from .printed import Printed
from .scans import INK, Grey, Mask, Scan, Span, spots

_SIDES = (960, 1440, 1920)  # pixels: of the picture in which lines are looked for,
_LOW = 17  # pixels: the next one where lines of text are lower there
_SURE = 0.4  # what looks like a letter and stands by itself may be a speck
_VOTE_SIDE = 736
_VOTERS = 8  # lines that say which way a page stands,
_CLEAR = 1.0  # the lead from which on no further line is asked,
_SHARE = 8  # each by as much of it as it is high, so many times


def quarters(levelled: Grey) -> int:
    """By how many quarters to turn a page: some lines of text are read as they lie and upside down."""
    strips = rapid.find(levelled, _VOTE_SIDE)
    standing = 2 * sum(strip.stands for strip in strips) > len(strips)
    votes = dict.fromkeys((1, 3) if standing else (0, 2), 0.0)
    chosen = sorted((strip for strip in strips if strip.stands == standing), key=_length, reverse=True)
    for strip in chosen[:_VOTERS]:
        piece = _piece(levelled, strip)
        for turn in votes:
            votes[turn] += _score(np.ascontiguousarray(np.rot90(piece, turn)))
        if max(votes.values()) - min(votes.values()) > _CLEAR:
            break
    return max(votes, key=lambda turn: votes[turn])


def _length(strip: Strip) -> float:
    x0, y0, x1, y1 = strip.core
    return max(x1 - x0, y1 - y0)


def _piece(levelled: Grey, strip: Strip) -> Grey:
    """The beginning of a line of text, wherever that is."""
    x0, y0, x1, y1 = frame(strip, (levelled.shape[1], levelled.shape[0]))
    if strip.stands:
        return levelled[y0 : min(y1, y0 + _SHARE * (x1 - x0)), x0:x1]
    return levelled[y0:y1, x0 : min(x1, x0 + _SHARE * (y1 - y0))]


def _score(line: Grey) -> float:
    letters = rapid.read_line(line)
    return sum(letter.confidence for letter in letters) / len(letters) if letters else 0.0


def read(scan: Scan) -> list[Printed]:
    """The words of a page, line by line, then the small ones that were passed over (a lone "1" in a column)."""
    grey, ink = np.asarray(scan.clear), np.asarray(scan.ink) < INK
    words: list[Printed] = []
    for strip in _lines(grey):
        words += _words(grey, ink, frame(strip, scan.image.size), len(words))
    heights = sorted(word.size for word in words)
    if heights:
        letter = round(heights[len(heights) // 2])
        for box in spots(scan.ink, [word.box for word in words], letter):
            words += (word for word in _words(grey, ink, box, len(words)) if word.confidence > _SURE)
    return words


def _words(grey: Grey, ink: Mask, box: Span, line: int) -> list[Printed]:
    left, top, right, bottom = box
    letters = rapid.read_line(grey[top:bottom, left:right])
    return words_of(letters, ink[top:bottom, left:right], left, top, line)


def _lines(grey: Grey) -> list[Strip]:
    """The lines of text of a page: where they are low they are looked for in a larger picture."""
    for side in _SIDES:
        strips = rapid.find(grey, side)
        heights = sorted(strip.core[3] - strip.core[1] + 2 * strip.reach for strip in strips)
        if not heights or heights[len(heights) // 2] * side > _LOW * max(grey.shape):
            break
    return [strip for strip in strips if not strip.stands]
