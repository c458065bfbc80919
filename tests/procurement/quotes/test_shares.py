# ruff: noqa: E501  -- printed rows read better one a line
"""Parts of a whole that don't come out though the totals agree, each said; and none where the page explains it."""

from __future__ import annotations

import pytest

from etabli.procurement.quotes.engine import Quote
from tests.procurement.quotes.drawn import Cell, item, sheet, total
from tests.procurement.quotes.test_apart import SOLD, TOTALS, said
from tests.procurement.quotes.test_columns import TITLE, totals


def shares(quote: Quote) -> set[str]:
    return {check.id for check in quote.checks if check.id.endswith("-share") or check.id == "section-total"}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Acompte de 30 % à la commande : 500,00 €", True), ("Acompte 30 % : 432,00 €", False), ("Acompte 30 % : 430,00 €", False),
        ("Acompte de 30 % du HT : 360,00 €", False), ("Acompte de 50 % sur le matériel : 100,00 €", False),
    ],
)  # fmt: skip
def test_a_deposit_is_its_percentage(row: str, wrong: bool) -> None:
    quote = sheet([TITLE, *SOLD, *TOTALS, (140, [(15, row)])])
    assert shares(quote) == ({"deposit-share"} if wrong else set())
    if wrong:
        assert "432,00" in said(quote, "deposit-share")[0]


@pytest.mark.parametrize(("amount", "wrong"), [("120,00", False), ("90,00", True)])
def test_a_discount_is_its_percentage(amount: str, wrong: bool) -> None:
    net = {"120,00": ("1 080,00 €", "216,00 €", "1 296,00 €"), "90,00": ("1 110,00 €", "222,00 €", "1 332,00 €")}[amount]  # fmt: skip
    sums = [(90, total("Total brut HT", "1 200,00 €")), (95, total("Remise 10 %", f"-{amount} €"))]
    quote = sheet([TITLE, *SOLD, *sums, *totals(100, *net)])
    assert shares(quote) == ({"discount-share"} if wrong else set())


@pytest.mark.parametrize(("amount", "wrong"), [("1 200,00 €", False), ("1 300,00 €", True)])
def test_the_sub_total_of_a_section_is_what_its_lines_make(amount: str, wrong: bool) -> None:
    more = [(80, item("Logo", "1", "300,00 €", "300,00 €")), (86, item("Cartes", "2", "50,00 €", "100,00 €"))]
    sections = [(71, total("Sous-total Site", amount)), *more, (93, total("Sous-total Image", "400,00 €"))]
    quote = sheet([TITLE, *SOLD, *sections, *totals(110, "1 600,00 €", "320,00 €", "1 920,00 €")])
    assert shares(quote) == ({"section-total"} if wrong else set())


@pytest.mark.parametrize(
    ("vat", "gross", "wrong"), [("20,00 €", "1 420,00 €", False), ("30,00 €", "1 430,00 €", True)]
)
def test_the_vat_of_each_of_two_rates_is_what_its_lines_make(vat: str, gross: str, wrong: bool) -> None:
    head: list[Cell] = [(15, "Désignation"), (110, "Qté", "R"), (140, "P.U. HT", "R"), (160, "TVA", "R"), (190, "Montant HT", "R")]  # fmt: skip
    rows = [
        (57, [(15, "Création du site"), (110, "1", "R"), (140, "1 000,00 €", "R"), (160, "20 %", "R"), (190, "1 000,00 €", "R")]),
        (64, [(15, "Livre imprimé"), (110, "2", "R"), (140, "100,00 €", "R"), (160, "10 %", "R"), (190, "200,00 €", "R")]),
    ]  # fmt: skip
    sums = [(100, total("Total HT", "1 200,00 €")), (106, total("TVA 20 %", "200,00 €")), (112, total("TVA 10 %", vat)), (118, total("Total TTC", gross))]  # fmt: skip
    quote = sheet([TITLE, (50, head), *rows, *sums])
    assert shares(quote) == ({"vat-share"} if wrong else set())
