"""pymupdf4llm: the tables of the PyMuPDF that it comes with, by the words that stand in their cells (Markdown puts the
points and blanks of some documents elsewhere); then a page as Markdown, with its tables; text of both."""

import contextlib
import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pymupdf
import pymupdf4llm
from adapter import Answer, Grid, answer, main

STRATEGIES = ("lines_strict", "lines", "text")


def read(path: str) -> Answer:
    with contextlib.redirect_stdout(io.StringIO()):  # it says there which OCR it uses
        marked = pymupdf4llm.to_markdown(path)
    with pymupdf.open(path) as document:
        plain = (
            "\n".join(page.get_text(sort=True) for page in document) if path.lower().endswith(".pdf") else ""
        )
        outside = "\n".join(line for line in marked.splitlines() if not line.startswith("|")).replace(
            "**", ""
        )
        ways = [*(partial(_tables, document, each) for each in STRATEGIES), partial(_marked, marked)]
        return answer(ways, plain if plain.strip() else outside)


def _tables(document: pymupdf.Document, strategy: str) -> list[Grid]:
    with contextlib.redirect_stdout(io.StringIO()):
        return [_grid(page, table) for page in document for table in page.find_tables(strategy=strategy)]


def _grid(page: pymupdf.Page, table: Any) -> Grid:
    words = page.get_text("words", sort=True)
    return [[_inside(words, cell) for cell in row.cells] for row in table.rows]


def _inside(words: Sequence[Any], cell: Any) -> str:
    """The words whose middle is in a cell, line by line."""
    if cell is None:
        return ""
    lines: list[list[Any]] = []
    for word in words:
        x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
        if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
            if lines and abs(lines[-1][0][3] - word[3]) < 3:
                lines[-1].append(word)
            else:
                lines.append([word])
    return "\n".join(" ".join(str(word[4]) for word in sorted(line)) for line in lines)


def _marked(text: str) -> Iterator[Grid]:
    """The tables of a page written as Markdown."""
    table: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not all(set(cell) <= set("-: ") for cell in cells) or not any(cells):
                table.append(cells)
        elif table:
            yield table
            table = []


main(read)
