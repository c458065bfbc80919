"""Random quotes in layouts of every family, by every producer: what is printed must be read back, and what is given as
sure must be right. The seeds are those of these tests alone: no layout was tuned on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from etabli.procurement.quotes.engine import Document, Found, Quote, Totals, decode
from tests.procurement.quotes.generated import (
    FAMILIES,
    PRODUCERS,
    TRAITS,
    Truth,
    Verdict,
    sample,
    strange_sample,
    verdict,
)

FEW = range(200_000, 200_062)  # each family twice
MANY = range(300_000, 300_500)


class Read(NamedTuple):
    layout: str
    truth: Truth
    quote: Quote
    verdict: Verdict


def read(seeds: range, made: Callable[[int], tuple[Truth, str, bytes]] = sample) -> list[Read]:
    done = []
    for seed in seeds:
        truth, layout, pdf = made(seed)
        quote = decode(Document("devis.pdf", pdf))
        done.append(Read(layout, truth, quote, verdict(truth, quote)))
    return done


def shares(done: list[Read], part: int) -> dict[str, float]:
    """The share of quotes with their lines and totals right, by family (part 0) or producer (part 1)."""
    seen = defaultdict(list)
    for one in done:
        seen[one.layout.split("/")[part]].append(one.verdict.sums_right)
    return {name: sum(right) / len(right) for name, right in seen.items()}


def faults(done: list[Read]) -> list[str]:
    return [f"{one.layout}: {', '.join(one.verdict.faults)}" for one in done if one.verdict.faults]


def test_a_seed_gives_the_same_quote_again() -> None:
    assert sample(7)[:2] == sample(7)[:2]
    assert sample(7)[0] != sample(8)[0]


def test_each_family_is_printed_by_each_producer() -> None:
    seen = {
        (seed % len(FAMILIES), (seed % len(FAMILIES) + seed // len(FAMILIES)) % len(PRODUCERS))
        for seed in range(124)
    }
    assert len(seen) == len(FAMILIES) * len(PRODUCERS) == 124


def test_quotes_of_every_family_are_read_back() -> None:
    done = read(FEW)
    families = shares(done, 0)
    assert set(families) == set(FAMILIES)
    assert sum(case.verdict.sums_right for case in done) >= 0.95 * len(done), faults(done)
    assert sum(case.verdict.perfect for case in done) >= 0.9 * len(done), faults(done)
    lines, wanted = sum(case.verdict.lines for case in done), sum(case.verdict.wanted for case in done)
    assert lines >= 0.98 * wanted, faults(done)
    assert not [family for family, share in families.items() if share < 0.5], faults(done)
    wrong = [fault for one in done for fault in one.verdict.sure_wrong]
    assert len(wrong) <= 0.01 * sum(case.verdict.sure for case in done), wrong


def test_quotes_that_are_strange_in_one_way_are_read_back() -> None:
    """Each trait twice, under what is measured by `etabli bench quotes --only traits`."""
    done = read(range(200_100, 200_100 + 2 * (len(TRAITS) + 1)), strange_sample)
    assert len(shares(done, 0)) == len(TRAITS) + 1
    assert sum(case.verdict.sums_right for case in done) >= 0.7 * len(done), faults(done)
    lines, wanted = sum(case.verdict.lines for case in done), sum(case.verdict.wanted for case in done)
    assert lines >= 0.8 * wanted, faults(done)


def test_a_trait_is_the_same_at_each_run_and_says_what_is_wrong() -> None:
    names = [*TRAITS]
    again = [strange_sample(names.index("wrong labels of totals")) for _ in range(2)]
    assert again[0][:2] == again[1][:2]
    truth = again[0][0]
    assert truth.silent == {"net", "gross"}
    unsure = verdict(truth, Quote(source="text"))
    assert (unsure.fields["net"], unsure.fields["vat"]) == ("right", "missing")
    wrong = Totals(net=Found(truth.gross, 0.5), gross=Found(truth.net, 0.5))
    assert verdict(truth, Quote(source="text", totals=wrong)).fields["gross"] == "wrong"


@pytest.mark.deep
def test_five_hundred_quotes_are_read_back() -> None:
    done = read(MANY)
    assert sum(case.verdict.sums_right for case in done) >= 0.96 * len(done), faults(done)
    assert sum(case.verdict.perfect for case in done) >= 0.9 * len(done), faults(done)
    assert min(shares(done, 0).values()) >= 0.6, faults(done)
    assert min(shares(done, 1).values()) >= 0.85, faults(done)
    wrong = [fault for one in done for fault in one.verdict.sure_wrong]
    assert len(wrong) <= 0.01 * sum(case.verdict.sure for case in done), wrong


def test_a_verdict_sees_what_is_wrong() -> None:
    """A reading that is right is perfect; each value that is changed, dropped or added is found out."""
    truth, _, pdf = next(drawn for drawn in map(sample, range(10)) if not drawn[0].exempt)
    quote = decode(Document("devis.pdf", pdf))
    assert verdict(truth, quote).perfect
    totals, lines = quote.totals, quote.lines
    assert totals.net
    wrong = replace(totals, net=replace(totals.net, value=totals.net.value + 1))
    assert verdict(truth, replace(quote, totals=wrong)).fields["net"] == "wrong"
    assert "net" in verdict(truth, replace(quote, totals=replace(wrong, gross=None))).sure_wrong
    assert verdict(truth, replace(quote, totals=replace(totals, net=None))).fields["net"] == "missing"
    assert not verdict(truth, replace(quote, lines=lines[1:])).perfect
    extra = verdict(truth, replace(quote, lines=(*lines, lines[0])))
    assert (extra.extra, extra.perfect) == (1, False)
    other = replace(lines[0], net_amount=Decimal("0.37"), gross_amount=None)
    assert verdict(truth, replace(quote, lines=(other, *lines[1:]))).lines == len(truth.items) - 1
    assert not verdict(truth, replace(quote, number=None)).perfect
