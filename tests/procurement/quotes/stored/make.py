"""`python -m tests.procurement.quotes.stored.make` freezes the readings of today's version; `--shape` prints its shape.

The quotes are invented: the demonstration's, a data-bearing one whose page says otherwise, and one of a word processor.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from random import Random

from etabli.demo.quotes import printed
from etabli.procurement.quotes.engine import Document, Quote, decode
from etabli.procurement.quotes.engine.stored import VERSION, to_stored
from tests.procurement.quotes.cii import factur_x
from tests.procurement.quotes.letters import print_docx
from tests.procurement.quotes.printing import a_layout
from tests.procurement.quotes.stored.shape import HERE, shape
from tests.procurement.quotes.test_contradictions import PLAIN, TRUTH, WRONG, plain, read

DEMONSTRATION = {"clear": 1, "silent": 3, "rental-on-a-photo": 15, "discount": 26}  # by rank


def readings() -> Iterator[tuple[str, Quote]]:
    quotes = list(printed(date(2026, 9, 14), "Menuiserie Lafon (fictive)"))
    for name, rank in DEMONSTRATION.items():
        quote = quotes[rank - 1]
        yield name, decode(Document(quote.file_name, quote.content))
    yield "page-against-data", read(TRUTH, PLAIN, factur_x(plain(WRONG["price of a line"][0])))
    dice = Random(1)
    yield "word-processor", decode(Document("devis.docx", print_docx(TRUTH, a_layout(dice), dice)))


def main() -> None:
    if "--shape" in sys.argv:
        print(json.dumps({str(VERSION): shape()}, indent=1))
        return
    folder = HERE / str(VERSION)
    if folder.exists():
        sys.exit(f"{folder} is frozen: what installations hold does not change.")
    folder.mkdir()
    for name, quote in readings():
        says, reading = (json.dumps(each, ensure_ascii=False) for each in (quote.as_json(), to_stored(quote)))
        frozen = f'{{"says": {says},\n"reading": {reading}}}\n'
        (folder / f"{name}.json").write_text(frozen, encoding="utf-8")


if __name__ == "__main__":
    main()
