"""Right quotes whose totals change by a discount, a charge, a cash discount, a deposit or rounding accuse nobody, in
print or as a picture; wrong ones in clear print get their sentence, and as a picture a question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

import pytest

from etabli.procurement.quotes.engine import Document, Quote, decode
from etabli.procurement.quotes.engine.decoder import read_pages
from etabli.procurement.quotes.engine.files import rapid
from etabli.procurement.quotes.engine.files.readers import pages_of
from etabli.procurement.quotes.engine.text.pages import Page
from tests.procurement.quotes.generated import Truth, changed_sample, wrong_sample

from .scanning import askew, misread, picture_of, saved

RIGHT, WRONG = range(400_000, 400_040), range(410_000, 410_030)
MANY = range(420_000, 420_400)
AGAINST = frozenset(
    {
        "line-arithmetic",
        "lines-total",
        "totals",
        "vat",
        "mislabelled",
        "tax-unsaid",
        "validity-before-issue",
        "deposit-share",
        "discount-share",
        "section-total",
        "vat-share",
    }
)
ASKED = frozenset(
    {
        "reread-line",
        "reread-lines",
        "reread-totals",
        "reread-vat",
        "total-part-unread",
        "total-unread",
        "total-disputed",
        "doubt",
    }
)


@cache
def right(seed: int) -> tuple[Truth, str, Sequence[Page]]:
    truth, layout, pdf = changed_sample(seed)
    return truth, layout, pages_of(Document("devis.pdf", pdf))[1]


@cache
def wrong(seed: int) -> tuple[Truth, str, Sequence[Page]]:
    truth, layout, pdf = wrong_sample(seed)
    return truth, layout, pages_of(Document("devis.pdf", pdf))[1]


def pictured(pages: Sequence[Page], seed: int, share: float) -> Quote:
    random = Random(seed)
    return read_pages([misread(page, random, share) for page in pages], "ocr")


def said(quote: Quote, names: frozenset[str]) -> list[str]:
    return [
        f"{finding.id}: {finding.fr}"
        for finding in quote.checks
        if finding.id in names and finding.severity != "ok"
    ]


def accusations(seeds: range, shares: Sequence[float]) -> list[str]:
    accused = []
    for seed in seeds:
        _, layout, pages = right(seed)
        readings = [read_pages(pages, "text"), *(pictured(pages, seed, share) for share in shares)]
        accused += [f"{seed} {layout} {each}" for quote in readings for each in said(quote, AGAINST)]
    return accused


def test_nothing_is_said_against_a_total_that_changes() -> None:
    assert any(right(seed)[0].adjustments for seed in RIGHT)
    assert not accusations(RIGHT, (0.0, 0.02, 0.08))


@pytest.mark.deep
def test_nothing_is_said_against_four_hundred_totals_that_change() -> None:
    assert not accusations(MANY, (0.0, 0.01, 0.03, 0.08))


def test_what_is_wrong_in_clear_print_is_said() -> None:
    silent = [
        f"{seed} {layout} {truth.error}"
        for seed in WRONG
        for truth, layout, pages in [wrong(seed)]
        if not said(read_pages(pages, "text"), AGAINST)
    ]
    assert len(silent) <= 0.1 * len(WRONG), silent


def test_what_is_wrong_on_a_picture_is_asked_about() -> None:
    for seed in WRONG:
        quote = pictured(wrong(seed)[2], seed, 0.0)
        assert not said(quote, AGAINST)
        assert said(quote, ASKED), seed


def test_a_photo_of_a_quote_with_a_discount_and_a_delivery_charge_accuses_nobody() -> None:
    if not rapid.is_there():
        pytest.skip("RapidOCR isn't installed (the extra `ocr`)")
    seed = next(seed for seed in RIGHT if len(right(seed)[0].adjustments) == 2)
    truth, _, pdf = changed_sample(seed)
    photo = askew(picture_of(pdf), Random(seed), far=True)
    quote = decode(Document("devis.jpg", saved(photo, "JPEG", quality=80)))
    assert {line.net_amount for line in quote.lines} >= {item.amount for item in truth.items}
    assert not said(quote, AGAINST)
