"""A word processor's text as it flows, and its laying on one long page: tables keep their columns, so that the later
stages see what they see of a PDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..text.pages import Page, Rule, Word

_WIDTH, _MARGIN = 1000.0, 20.0
_LETTER, _BLANK, _LINE, _TAB = 4.5, 2.5, 14.0, 40.0
_LONGEST = 300  # letters of a word: what follows is no word of a quote
_TOP = 2 * _LINE
_MANY, _LONG = 800, 60  # words of a page, rows of a table, after which another page begins
_UNBROKEN = 60  # letters of a cell that stay on one line: an amount is never cut in two
_EXPLAINED = 3  # paragraphs of words under a row made of tabs
_ROOM = 16 * _LETTER  # beside a line that ends before the next begins: it doesn't look broken


@dataclass(frozen=True)
class Cell:
    """What stands in a table from the column `at` over `span` columns."""

    at: int
    span: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the widths of its columns in any one unit, and its rows from top to bottom."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


type Block = str | Grid  # a paragraph ("\\t" a tab, "\\n" a new line), or a table


def laid(blocks: Iterable[Block]) -> tuple[Page, ...]:
    """The blocks one below the other, on one page as long and as wide as they need; on several when they are many."""
    pages: list[Page] = []
    sheet, y = _Sheet(), _TOP
    for block in _pieces(_lined_up(blocks)):
        if len(sheet.words) > _MANY:
            pages.append(sheet.page(len(pages) + 1, y))
            sheet, y = _Sheet(), _TOP
        y = sheet.put((block,), _MARGIN, _WIDTH - _MARGIN, y, apart=6)
    return (*pages, sheet.page(len(pages) + 1, y))


_TABS = re.compile(r"\t+")
_PRICED = re.compile(
    r"(?P<name>.*[^\W\d_]{2}.*?)\s*(?:[:–—]|\.{3,}|…+|\s-)\s*"
    r"(?P<amount>[-−]?\d[\d\s.,'’]*(?:€|euros?|eur)?(?: ?(?:ht|ttc))?)",
    re.I,
)


def _lined_up(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, as tables what is one to the eye: paragraphs in a row that hold as many pieces between their tabs, or
    that each end with a price. Words between two of them explain the first."""
    rows: list[list[str]] = []
    between: list[str] = []
    for block in (*blocks, Grid((), ())):  # the last lets go of what is kept
        cells = _pieces_of(block) if isinstance(block, str) else []
        if rows and len(cells) == len(rows[0]):
            rows[-1][0] = "\n".join([rows[-1][0], *between])
            rows, between = [*rows, cells], []
        elif rows and isinstance(block, str) and block.strip() and not cells and len(between) < _EXPLAINED:
            between.append(block)
        else:
            yield from _table_of(rows)
            yield from between
            rows, between = [cells] if cells else [], []
            if not cells and block != Grid((), ()):
                yield block


def _pieces_of(text: str) -> list[str]:
    """The pieces of a paragraph that is like a row of a table; none of another."""
    tabbed = [piece.strip() for piece in _TABS.split(text.strip())]
    if len(tabbed) > 1:
        return tabbed if "\n" not in text else []
    priced = _PRICED.fullmatch(text.strip())
    return [priced["name"], priced["amount"]] if priced else []


def _table_of(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The rows as a table when there are several; one alone is a paragraph."""
    if len(rows) < 2:
        yield from ("\t".join(row) for row in rows)
        return
    cells = [tuple(Cell(at, 1, tuple(text.split("\n"))) for at, text in enumerate(row)) for row in rows]
    widths = [
        max(len(line) for text in column for line in text.split("\n")) for column in zip(*rows, strict=True)
    ]
    yield Grid(tuple(float(max(width, 1)) for width in widths), tuple(cells))


def _pieces(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, a very long table in several."""
    for block in blocks:
        if isinstance(block, Grid) and len(block.rows) > _LONG:
            for at in range(0, len(block.rows), _LONG):
                yield Grid(block.widths, block.rows[at : at + _LONG])
        else:
            yield block


class _Sheet:
    def __init__(self) -> None:
        self.words: list[Word] = []
        self.rules: list[Rule] = []

    def page(self, number: int, bottom: float) -> Page:
        right = max((word.x1 for word in self.words), default=0.0) + _MARGIN
        return Page(number, max(_WIDTH, right), bottom + _LINE, tuple(self.words), tuple(self.rules))

    def put(self, blocks: Sequence[Block], left: float, right: float, y: float, apart: float = 0) -> float:
        """Lay blocks between two edges from the line `y`, paragraphs so far `apart`; gives the line below them."""
        for block in blocks:
            if isinstance(block, Grid):
                y = self._grid(block, left, right, y)
            else:
                y = self._text(block, left, right, y) + apart
        return y

    def _text(self, text: str, left: float, right: float, y: float) -> float:
        for line in _visible(text).split("\n"):
            x = left
            for part in line.split("\t"):
                for whole in part.split():
                    word = whole[:_LONGEST]
                    wide = len(word) * _LETTER
                    if x + wide > right and x > left:
                        x, y = left, y + _LINE
                    self.words.append(Word(word, x, y - 8, x + wide, y + 2, y))
                    x += wide + _BLANK
                x += _TAB
            y += _LINE
        return y

    def _grid(self, grid: Grid, left: float, right: float, y: float) -> float:
        edges = _edges(grid, left, right)
        for row in grid.rows:
            bottom = y + _LINE
            for cell in row:
                start, end = edges[cell.at], edges[min(cell.at + cell.span, len(edges) - 1)]
                bottom = max(bottom, self.put(cell.blocks, start + 4, end - 4, y))
                self.rules.append(Rule(start, y - _LINE / 2, start, bottom + 2))
            y = bottom + 6
            self.rules.append(Rule(edges[0], y - _LINE + 1, edges[-1], y - _LINE + 1))
        return y + _LINE


def _edges(grid: Grid, left: float, right: float) -> list[float]:
    """The edges of the columns: as wide as they are in proportion, and never too narrow for a short text of theirs."""
    whole = sum(grid.widths) or 1.0
    widths = [max(width / whole * (right - left), 8 + _LETTER) for width in grid.widths]
    for row in grid.rows:
        for cell in row:
            if cell.span == 1:
                widths[cell.at] = max(widths[cell.at], 9 + _need(cell.blocks))
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _need(blocks: Sequence[Block]) -> float:
    """The width of the longest text that must not be broken; a table inside takes what its columns need."""
    need, lines = 0.0, 0
    for block in blocks:
        if isinstance(block, Grid):
            need = max(need, _edges(block, 0, 0)[-1])
            continue
        for line in block.split("\n"):
            shown = sum(len(part) * _LETTER + _BLANK for part in line.split()) + line.count("\t") * _TAB
            need = max(need, shown if len(line) <= _UNBROKEN else 0.0)
            lines += 1
    return need + (_ROOM if lines > 1 else 0)


def measure(written: str | None) -> float:
    """A width as office files write it ("2400", "4.5cm", "1234*"); 1 for what is none."""
    match = re.match(r"\d{1,6}(\.\d{1,4})?", written or "")
    return float(match[0]) or 1.0 if match else 1.0


def _visible(text: str) -> str:
    """Without the signs that no one sees: soft hyphens, joiners, turns of the writing direction."""
    if text.isascii():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
