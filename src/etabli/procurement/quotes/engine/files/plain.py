"""Words without a page, pasted from a mail or saved as text -> pages: what blanks or tabs lined up stays so."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from ..model import Unreadable
from ..text.pages import Page, Word
from .flow import Block, Cell, Grid, laid

_COLUMN, _LETTER, _BLANK, _LINE, _MARGIN = 5.0, 4.5, 2.5, 14.0, 20.0
_LONGEST, _LINES = 180, 200  # letters of a line; lines of a page
_WIDTH = 2 * _MARGIN + _LONGEST * _COLUMN
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def is_plain(content: bytes) -> bool:
    """True for bytes that are words, and nothing that a program wrote for itself."""
    try:
        text = _text(content)
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not _CONTROL.search(text)


def plain_pages(content: bytes) -> tuple[Page, ...]:
    """The lines one below the other, a long one on several. Raises Unreadable when they aren't words."""
    if not is_plain(content):
        raise Unreadable(
            "Nous ne reconnaissons pas ce texte.", "Copiez les mots du devis, puis collez-les de nouveau.",
            what_en="We don't recognise this text.", mend_en="Copy the words of the quote, then paste them again.",
        )  # fmt: skip
    lines = re.split(r"\r\n|[\n\r\f\v]", _text(content))
    if any("\t" in line.strip() for line in lines):
        return laid(_blocks(lines))
    lines = [
        part for line in lines for part in textwrap.wrap(line, _LONGEST, replace_whitespace=False) or [""]
    ]
    starts = range(0, len(lines), _LINES)
    return tuple(_page(number, lines[at : at + _LINES]) for number, at in enumerate(starts, 1))


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    """The lines as they are, but for those that follow each other with as many tabs: they are the rows of a table."""
    for tabs, rows in groupby(lines, lambda line: line.rstrip().count("\t")):
        if not tabs:
            yield from rows
            continue
        cells = [
            tuple(Cell(at, 1, (text.strip(),)) for at, text in enumerate(row.rstrip().split("\t")))
            for row in rows
        ]
        longest = (max(len(str(cell.blocks[0])) for cell in column) for column in zip(*cells, strict=True))
        yield Grid(tuple(float(most) for most in longest), tuple(cells))


def _page(number: int, lines: list[str]) -> Page:
    words = []
    for row, line in enumerate(lines, 2):
        for run in re.finditer(r"\S+(?: \S+)*", line):
            x, base = _MARGIN + run.start() * _COLUMN, row * _LINE
            for text in run[0].split():
                wide = len(text) * _LETTER
                words.append(Word(text, x, base - 8, x + wide, base + 2, base))
                x += wide + _BLANK
    return Page(number, _WIDTH, (len(lines) + 3) * _LINE, tuple(words))


def _text(content: bytes) -> str:
    """As UTF-8, or as Windows writes French."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
