"""The one shape of a page that every reader gives and every later stage takes: words with boxes, and ruling lines."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import floor
from typing import Literal

from ..model import Box, Check, Place, Unreadable

MOST_WORDS = 120_000  # of a document: three hundred full pages
_MOST_WORDS = 6_000  # of a page
_MOST_ON_A_ROW = 250


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a space. y grows downwards; `base` is the baseline. `confidence` (0 to 1) is how surely
    the letters were told from a picture."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    confidence: float = 1.0

    @property
    def size(self) -> float:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Rule:
    """A straight line drawn on the page, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True)
class Row:
    """Words that stand side by side, from left to right."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def base(self) -> float:
        bases = sorted(word.base for word in self.words)
        return bases[len(bases) // 2]

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def spaced(self) -> str:
        """The words where they stand in the width of the page, two spaces and more from one column to the next; empty
        when they stand together."""
        runs, text = segments(self.words, _APART), ""
        for run in runs if len(runs) > 1 else ():
            at = round(run[0].x0 / (_LETTER * self.size))
            text += " " * max(2 * bool(text), at - len(text)) + " ".join(word.text for word in run)
        return text.strip()

    @property
    def place(self) -> Place:
        return Place(self.page, box_of(self.words))


@dataclass(frozen=True)
class Page:
    """One page: its words and its ruling lines, measured from its top left corner."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    hidden: int = 0  # letters left out because nobody sees them on the page
    source: Literal["text", "layer", "picture"] = "text"  # a layer: text that isn't shown, over a scan
    notes: tuple[Check, ...] = ()  # what whoever reads the quote must know of this page

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        words = [part for word in self.words for part in _without_leader(word)]
        return tuple(Row(words, self.number) for words in _lines_of(_with_their_currency(words)))


_APART = 1.5  # of the letters' height: a blank between two columns
_LETTER = 0.5  # of their height: how wide a letter is, about
_LEADER = re.compile(r"[.…_]{4,}|…{2,}")  # dots that lead the eye from a name to its price


def _without_leader(word: Word) -> Iterator[Word]:
    """The word, or what stands before and after the dots in it."""
    if not _LEADER.search(word.text):
        yield word
        return
    letter, at = (word.x1 - word.x0) / len(word.text), 0
    for start, stop in (*(dots.span() for dots in _LEADER.finditer(word.text)), (len(word.text), 0)):
        if start > at:
            left, right = word.x0 + at * letter, word.x0 + start * letter
            yield replace(word, text=word.text[at:start], x0=left, x1=right)
        at = stop


def refuse_crowds(pages: Sequence[Page]) -> None:
    """Refuse what no quote prints, and no person could read: reading it would take for ever."""
    for page in pages:
        if len(page.words) > _MOST_WORDS or any(len(row.words) > _MOST_ON_A_ROW for row in page.rows):
            raise too_much_text()
    if sum(len(page.words) for page in pages) > MOST_WORDS:
        raise too_much_text()


def too_much_text() -> Unreadable:
    """What is told when a document holds far more text than a quote."""
    return Unreadable(
        "Ce document contient bien plus de texte qu’un devis\u00a0: nous ne le lisons pas.",
        "Envoyez seulement les pages du devis.",
        what_en="This document holds far more text than a quote: we don't read it.",
        mend_en="Send only the pages of the quote.",
    )


def _with_their_currency(words: Sequence[Word]) -> list[Word]:
    """Put a currency sign that a narrow column pushed under its amount back beside it, at the height of the pair."""
    signs = [word for word in words if word.text in ("€", "EUR", "euros", "Euro", "Euros")]
    if not signs:
        return list(words)
    kept = {id(word): word for word in words}
    levels: dict[int, list[Word]] = defaultdict(list)  # by whole points of their baseline
    for word in words:
        levels[floor(word.base)].append(word)
    reach = min(1.6 * max(word.size for word in words), 80)
    for sign in signs:
        amount = _amount_over(sign, levels, kept, reach)
        if amount is not None:
            base = _height_of_pair(amount, sign, levels, kept)
            joined = Word(amount.text + sign.text, amount.x0, amount.y0, amount.x1, sign.y1, base)
            del kept[id(amount)], kept[id(sign)]
            kept[id(joined)] = joined
            levels[floor(base)].append(joined)
    return list(kept.values())


type _Levels = Mapping[int, list[Word]]
_FIGURES = re.compile(r"[-−–+(]?\d[\d.,'’]*")
_GROUP = re.compile(r"\d{3}([.,]\d+)?")  # of an amount, after a blank


def _amount_over(sign: Word, levels: _Levels, kept: Mapping[int, Word], reach: float) -> Word | None:
    """The one amount right over a currency sign that stands alone on its line."""
    beside = _between(levels, sign.base - 1, sign.base + 1)
    if any(w is not sign and id(w) in kept and _near(w, sign) for w in beside):
        return None
    level = [w for w in _between(levels, sign.base - reach, sign.base) if id(w) in kept]
    above = [
        w
        for w in level
        if _over(w, sign) and sign.base - w.base < 1.6 * w.size and _FIGURES.fullmatch(w.text)
    ]
    return _last_group(above[0], level) if len(above) == 1 else None


def _last_group(figures: Word, level: Iterable[Word]) -> Word:
    """The end of an amount that begins with these figures: "3", then "840,00"."""
    line = sorted((w for w in level if abs(w.base - figures.base) < 1), key=lambda w: w.x0)
    for word in line:
        if 0 < word.x0 - figures.x1 < 0.45 * word.size and _GROUP.fullmatch(word.text):
            figures = word
    return figures


def _height_of_pair(amount: Word, sign: Word, levels: _Levels, kept: Mapping[int, Word]) -> float:
    """The line of the words that go with the pair, the amount's or the sign's; or else between both."""
    for line in (amount.base, sign.base):
        level = (w for w in _between(levels, line - 1, line + 1) if w is not amount and w is not sign)
        if any(id(w) in kept and _labels(w, amount) for w in level):
            return line
    return (amount.base + sign.base) / 2


def _between(levels: _Levels, above: float, below: float) -> Iterator[Word]:
    """The words whose baseline lies strictly between two heights."""
    for level in range(floor(above), floor(below) + 1):
        for word in levels.get(level, ()):
            if above < word.base < below:
                yield word


def _labels(word: Word, amount: Word) -> bool:
    """True for a word of the amount's row, and no part of the amount."""
    return word.text[-1:].isalpha() or not _near(word, amount)


def _near(a: Word, b: Word) -> bool:
    return max(a.x0, b.x0) - min(a.x1, b.x1) < 3 * b.size


def _over(a: Word, b: Word) -> bool:
    return a.x0 < b.x1 + 1 and b.x0 < a.x1 + 1


def _lines_of(words: Iterable[Word]) -> list[tuple[Word, ...]]:
    lines: list[list[Word]] = []
    reach = 0.0
    for word in sorted(words, key=lambda w: w.base):
        if lines and word.base - reach <= 0.35 * min(word.size, lines[-1][-1].size):
            lines[-1].append(word)
        else:
            lines.append([word])
            reach = word.base
    return [tuple(sorted(line, key=lambda w: w.x0)) for line in lines]


def inside(row: Row, places: Iterable[Place]) -> bool:
    """True for a row printed in one of these places of its page."""
    return any(place.box[1] <= row.base <= place.box[3] for place in places)


def by_page(places: Iterable[Place]) -> defaultdict[int, list[Place]]:
    """The places by the number of their page."""
    groups: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        groups[place.page].append(place)
    return groups


def box_of(words: Sequence[Word]) -> Box:
    """The smallest box around words, of which there is at least one."""
    first = words[0]
    x0, y0, x1, y1 = first.x0, first.y0, first.x1, first.y1
    for word in words:
        x0 = word.x0 if word.x0 < x0 else x0
        y0 = word.y0 if word.y0 < y0 else y0
        x1 = word.x1 if word.x1 > x1 else x1
        y1 = word.y1 if word.y1 > y1 else y1
    return x0, y0, x1, y1


def segments(words: Sequence[Word], gap: float = 0.9) -> list[tuple[Word, ...]]:
    """Cut a row where the blank is wider than `gap` times the letters' height."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.x0 - runs[-1][-1].x1 <= gap * min(word.size, runs[-1][-1].size):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [tuple(run) for run in runs]


_BLANKS = str.maketrans(dict.fromkeys("°º’‘´`", " "))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents; every run of other signs becomes one space ("N° d'article" -> "n d article")."""
    text = text.replace("ß", "ss").replace("œ", "oe").translate(_BLANKS)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9%#]+", " ", plain).strip()
