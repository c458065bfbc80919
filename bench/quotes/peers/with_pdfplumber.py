"""pdfplumber: ruled tables, then those whose columns or rows the alignment of the text makes; its own text."""

from functools import partial
from typing import Any

import pdfplumber
from adapter import Answer, Grid, answer, main

STRATEGIES: tuple[dict[str, Any], ...] = (
    {},
    {"vertical_strategy": "lines", "horizontal_strategy": "text"},
    {"vertical_strategy": "text", "horizontal_strategy": "lines"},
    {"vertical_strategy": "text", "horizontal_strategy": "text"},
    {
        "vertical_strategy": "text",
        "horizontal_strategy": "text",
        "min_words_vertical": 2,
        "text_x_tolerance": 2,
    },
)


def read(path: str) -> Answer:
    with pdfplumber.open(path) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        return answer((partial(_tables, pdf, strategy) for strategy in STRATEGIES), text)


def _tables(pdf: Any, strategy: dict[str, Any]) -> list[Grid]:
    return [table for page in pdf.pages for table in page.extract_tables(strategy)]


main(read)
