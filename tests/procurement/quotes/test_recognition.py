"""Values read from doubtful letters: less sure, or none, unless arithmetic says the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import Found, Line, Place, Quote, Totals
from etabli.procurement.quotes.engine.files.ocr import level_signs
from etabli.procurement.quotes.engine.model import Cell
from etabli.procurement.quotes.engine.text.pages import Page, Word
from etabli.procurement.quotes.engine.values.recognition import as_figures, with_doubt

PLACE = Place(1, (400, 90, 460, 105))


@pytest.mark.parametrize(
    ("printed", "figures"),
    [
        ("1O0,5O", "100,50"), ("5O,O0€", "50,00€"), ("S0,00", "50,00"), ("l2.5O", "12.50"), ("8OO", "800"),
        ("Total", "Total"), ("Ollé", "Ollé"), ("SO", "SO"), ("450,00", "450,00"), ("B-492", "B-492"),
    ],
)  # fmt: skip
def test_letters_that_pictures_confuse_with_figures(printed: str, figures: str) -> None:
    assert as_figures(printed) == figures


def page(text: str, sure: float, source: str = "picture") -> Page:
    word = Word(text, 401, 92, 459, 103, 101, sure)
    return Page(1, 595, 842, (word,), source="picture" if source == "picture" else "text")


def a_quote(*, total: float, line: float) -> Quote:
    amount = Decimal("100.50")
    cell = Cell("net_amount", PLACE, "100,50", 0.9)
    return Quote(
        source="ocr",
        number=Found("12", PLACE, 0.9),
        lines=(Line("Logo", net_amount=amount, place=PLACE, confidence=line, cells=(cell,)),),
        totals=Totals(net=Found(amount, PLACE, total)),
    )


def test_what_arithmetic_confirms_stays_as_sure() -> None:
    quote = a_quote(total=0.99, line=0.97)
    read = with_doubt(quote, [page("100,50", 0.1)])
    assert read.totals == quote.totals
    assert read.lines == quote.lines


def test_what_nothing_confirms_is_no_surer_than_its_letters() -> None:
    read = with_doubt(a_quote(total=0.7, line=0.6), [page("100,50", 0.5)])
    assert read.number is not None
    assert read.number.confidence == pytest.approx(0.65)
    assert read.lines[0].net_amount is not None


def test_a_guess_is_no_value() -> None:
    read = with_doubt(a_quote(total=0.7, line=0.6), [page("100,50", 0.2)])
    assert (read.number, read.totals.net, read.lines[0].net_amount, read.lines[0].cells) == (
        None,
        None,
        None,
        (),
    )


def test_figures_made_of_letters_need_two_equations() -> None:
    once = with_doubt(a_quote(total=0.7, line=0.97), [page("1OO,5O", 0.9)])
    assert once.lines[0].confidence < 0.7
    assert with_doubt(a_quote(total=0.7, line=0.6), [page("1OO,5O", 0.9)]).lines[0].net_amount is None
    twice = with_doubt(a_quote(total=0.99, line=0.97), [page("1OO,5O", 0.9)])
    assert twice.lines[0].confidence == 0.97


def test_a_page_of_text_is_not_doubted() -> None:
    quote = a_quote(total=0.7, line=0.6)
    assert with_doubt(quote, [page("100,50", 0.2, source="text")]) == quote


def test_a_sign_stands_level_with_the_amount_beside_it() -> None:
    """Not with the heading over it, however tall the box in which that was seen."""
    amount, sign = Word("840,00", 454, 71, 482, 82, 80), Word("€", 486, 71, 491, 82, 82)
    heading = Word("TTC", 472, 48, 491, 74, 69)
    assert level_signs((heading, amount, sign)) == (heading, amount, replace(sign, base=80))
