"""Quotes that are invented, printed in random layouts, and read back: the same ones at each run."""

from collections import Counter
from dataclasses import dataclass
from random import Random

from bench import progress
from bench.report import Part, Table, share
from etabli.procurement.quotes.engine import Document, Quote, decode
from tests.procurement.quotes import printing

QUOTES = 500


def part() -> Part:
    faults: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for seed in range(QUOTES):
        progress(f"generated quote {seed + 1} of {QUOTES}")
        truth, layout, pdf = sample(seed)
        found = verdict(truth, decode(Document("devis.pdf", pdf)))
        producer = layout.rpartition("/")[2]
        read[producer] += 1
        whole[producer] += found.perfect
        faults.update(fault.partition(" ")[0] for fault in found.faults)
    progress("")
    rows = [("all", share(whole.total(), read.total()))]
    rows += [(f"printed by {producer}", share(whole[producer], count)) for producer, count in read.items()]
    rows += [(f"{name} not right", share(count, QUOTES)) for name, count in faults.most_common()]
    data = {"quotes": dict(read), "whole": dict(whole), "faults": dict(faults)}
    return Part("generated", data, (Table("generated", (f"{QUOTES} generated quotes", "read whole"), rows),))


@dataclass(frozen=True)
class Verdict:
    faults: tuple[str, ...]

    @property
    def perfect(self) -> bool:
        return not self.faults


def sample(seed: int) -> tuple[printing.Truth, str, bytes]:
    random = Random(seed)
    truth, layout = printing.a_truth(random), printing.a_layout(random)
    return truth, "random/fpdf2", printing.print_pdf(truth, layout)


def verdict(truth: printing.Truth, quote: Quote) -> Verdict:
    totals = quote.totals
    checked = {
        "net": totals.net and totals.net.value == truth.net,
        "vat": truth.exempt or (totals.vat and totals.vat.value == truth.vat),
        "gross": totals.gross and totals.gross.value == truth.gross,
        "number": quote.number and quote.number.value == truth.number,
        "date": quote.issued_on and quote.issued_on.value == truth.issued_on,
        "lines": [line.amount for line in quote.lines] == [item.net for item in truth.items],
    }
    return Verdict(tuple(name for name, right in checked.items() if not right))
