"""camelot: ruled tables (lattice), then those of aligned text (hybrid, network, stream); text by pdfplumber."""

from functools import partial

import camelot
from adapter import Answer, Grid, answer, main
from page_text import page_text

FLAVORS = ("lattice", "hybrid", "network", "stream")


def read(path: str) -> Answer:
    return answer((partial(_tables, path, flavor) for flavor in FLAVORS), page_text(path))


def _tables(path: str, flavor: str) -> list[Grid]:
    return [table.df.values.tolist() for table in camelot.read_pdf(path, pages="all", flavor=flavor)]


main(read)
