"""pymupdf4llm: a page as Markdown, with its tables; then the tables of the PyMuPDF that it comes with; text of both."""

import contextlib
import io
from collections.abc import Iterator
from functools import partial

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
        ways = [partial(_marked, marked), *(partial(_found, document, each) for each in STRATEGIES)]
        return answer(ways, plain if plain.strip() else outside)


def _found(document: pymupdf.Document, strategy: str) -> list[Grid]:
    with contextlib.redirect_stdout(io.StringIO()):
        return [table.extract() for page in document for table in page.find_tables(strategy=strategy)]


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
