"""pymupdf4llm: a page as Markdown, with its tables; Tesseract by itself where the page is a picture."""

import contextlib
import io
from collections.abc import Iterator

import pymupdf4llm
from adapter import Answer, answer, main


def read(path: str) -> Answer:
    with contextlib.redirect_stdout(io.StringIO()):  # it says there which OCR it uses
        text = pymupdf4llm.to_markdown(path)
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("|"))
    return answer(_tables(text), plain.replace("**", ""))


def _tables(text: str) -> Iterator[list[list[str]]]:
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
