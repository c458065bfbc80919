"""A picture that was read poorly accuses nobody: what is missing may be our reading's fault."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from PIL import ImageFilter

from etabli.procurement.briefs.engine import Answer, Brief
from etabli.procurement.quotes.corrections import Change, corrected
from etabli.procurement.quotes.engine import Document, Found, Line, Quote, Totals, check, decode
from etabli.procurement.quotes.engine.files import recognising
from etabli.procurement.quotes.engine.report.legibility import disputed_total, with_disputed_total_unsure
from etabli.procurement.quotes.quote_needs import with_needs
from etabli.procurement.quotes.sheet import make_sheet
from etabli.procurement.quotes.value_questions import sums_of

from .printing import HEADS, Layout, a_truth, print_pdf
from .scanning import picture_of, saved

with_a_reader = pytest.mark.skipif(not recognising.reader(), reason="nothing here reads pictures")
ACCUSING = {
    "siret-missing",
    "legal-form",
    "vat-unsaid",
    "practice",
    "payment-unsaid",
    "lines-total",
    "totals",
    "line-arithmetic",
}


def a_quote(*amounts: int, net: int | None = None, sure: float = 0.8, **changes: Any) -> Quote:
    lines = tuple(
        Line(f"Mur {at}", net_amount=Decimal(amount), confidence=0.8) for at, amount in enumerate(amounts)
    )
    total = Totals(net=Found(Decimal(net), confidence=sure)) if net is not None else Totals()
    quote = Quote(
        **{"source": "ocr", "kind": "quote", "lines": lines, "totals": total, "legibility": 0.93, **changes}
    )
    return replace(quote, checks=check(quote))


EXAMINED = {"payment-unsaid", "reread-mentions"}  # what isn't printed: said of a text, asked of a picture


def said(quote: Quote) -> set[str]:
    return {one.id for one in quote.checks}


@pytest.mark.parametrize(
    "quote",
    [a_quote(), a_quote(900, 970, net=870), a_quote(900, 970, net=1900, legibility=0.5)],
    ids=["no line", "thousands lost", "blurred"],
)
def test_nothing_is_concluded_from_a_picture_read_poorly(quote: Quote) -> None:
    assert not said(quote) & ACCUSING
    sheet = make_sheet(quote)
    assert sheet.is_poorly_read
    assert (sheet.verdict.tone, sheet.questions, sheet.grave) == ("ask", (), ())
    assert "PDF" in sheet.verdict.message


@pytest.mark.parametrize(
    "quote",
    [
        a_quote(900, 970, net=1900),
        a_quote(900, 970, net=1870, sure=0.95, legibility=0.5),
        a_quote(900, 970, net=870, source="text"),
        a_quote(source="text"),
    ],
    ids=["sharp", "blurred and yet adds up", "a text", "a text without lines"],
)
def test_what_was_read_well_is_examined(quote: Quote) -> None:
    assert EXAMINED & said(quote)
    assert not make_sheet(quote).is_poorly_read


def test_a_text_without_lines_is_not_said_to_be_wrong() -> None:
    sheet = make_sheet(a_quote(source="text"))
    assert (sheet.verdict.tone, sheet.verdict.title) == (
        "ask",
        "Aucune ligne reconnue\u00a0: le total n’a pas été vérifié",
    )
    assert not {"lines-unread", "total-unread"} & {finding.key for finding in sheet.grave}


@pytest.mark.parametrize(
    ("quote", "amounts"),
    [
        (a_quote(900, 970, net=870), ("net", 870, 1870)),
        (a_quote(900, 970, net=2870), ("net", 1870, 2870)),
        (a_quote(900, 970, net=1870), None),
        (a_quote(900, 970, net=1770), None),
        (a_quote(2000, 3000, net=4000), None),
        (a_quote(900, 970, net=870, source="text"), None),
        (a_quote(900, 970, net=870, sure=1.0), None),
    ],
)
def test_a_total_that_lost_its_thousands_is_to_be_read_again(quote: Quote, amounts: object) -> None:
    """Of pictures alone, and never once a person said what is written."""
    assert disputed_total(quote) == amounts


def test_a_disputed_total_is_asked_about_in_both_readings() -> None:
    quote = with_disputed_total_unsure(a_quote(900, 970, net=870, sure=0.9))
    (told,) = [one for one in quote.checks if one.id == "total-disputed"]
    assert "nous lisons 870,00\u00a0€ ou 1\u202f870,00\u00a0€" in told.fr
    (asked, *_rest) = make_sheet(quote).asked
    assert asked.value.target == "net"
    assert "nous lisons" in asked.effect
    assert "le devis" not in sums_of(quote)


def test_once_corrected_it_is_examined() -> None:
    quote = a_quote(900, 970, net=870)
    right = corrected(quote, (Change("net", {"value": "1870"}, {"value": "870"}),)).quote
    assert not make_sheet(right).is_poorly_read
    assert EXAMINED & said(right)
    wrong = corrected(quote, (Change("net", {"value": "870"}, {"value": "870"}),)).quote
    assert "reread-lines" in said(wrong)  # the lines are as unsure as they were


def test_a_picture_read_poorly_misses_no_need_of_a_brief() -> None:
    brief = Brief("Mon site", "", "site", (Answer("hosting", 1, "must"),))
    assert [one.status for one in with_needs(a_quote(900, source="text"), brief).against] == ["missing"]
    assert with_needs(a_quote(), brief).against == ()


@with_a_reader
def test_letters_of_a_blurred_picture_weigh_less() -> None:
    paper = picture_of(print_pdf(a_truth(Random(1)), Layout(heads=HEADS[0])))
    sharp = decode(Document("devis.png", saved(paper, "PNG")))
    blurred = decode(Document("devis.png", saved(paper.filter(ImageFilter.GaussianBlur(4)), "PNG")))
    assert sharp.legibility > 0.85
    assert blurred.legibility < sharp.legibility - 0.05
    assert "photo-poor" not in said(sharp)
    assert "photo-poor" in said(blurred)
    assert not said(blurred) & ACCUSING
