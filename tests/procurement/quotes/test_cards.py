# ruff: noqa: E501  -- printed rows read better one a line
"""Things sold each in a block of its own, or as tills print them, without a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.procurement.quotes.drawn import Cell, amounts, sheet
from tests.procurement.quotes.test_columns import TITLE, named, totals

D = Decimal
type Rows = list[tuple[float, Sequence[Cell]]]
CARDS = (("Site vitrine", "Cinq pages, formulaire", "Mise en ligne comprise", "1 600 € HT"), ("Photos", "Une demi-journée", "Vingt images retouchées", "650 € HT"), ("Accompagnement", "Trois rendez-vous", "Compte rendu écrit", "480 € HT"))  # fmt: skip
NAMED = [(name, f"{one} {two}") for name, one, two, _ in CARDS]
SUMS = ("2 730,00 €", "546,00 €", "3 276,00 €")

ONE_BELOW_THE_OTHER: Rows = [(50 + 32 * n + y, [(20, card[at])]) for n, card in enumerate(CARDS) for at, y in enumerate((0, 6, 11, 18))]  # fmt: skip
SIDE_BY_SIDE: Rows = [
    (60 + 7 * at, [(15 + 62 * n, card[at]) for n, card in enumerate(CARDS)]) for at in range(4)
]
PRICE_BESIDE: Rows = [row for n, (name, one, two, price) in enumerate(CARDS) for row in ((50 + 28 * n, [(20, name)]), (55 + 28 * n, [(20, one), (185, price, "R")]), (60 + 28 * n, [(20, two)]))]  # type: ignore[misc]  # fmt: skip


@pytest.mark.parametrize("rows", [ONE_BELOW_THE_OTHER, SIDE_BY_SIDE, PRICE_BESIDE])
def test_blocks_whose_prices_add_up_are_the_lines(rows: Rows) -> None:
    quote = sheet([TITLE, *rows, *totals(170, *SUMS)])
    assert named(quote) == NAMED
    assert amounts(quote) == [D(1600), D(650), D(480)]


@pytest.mark.parametrize("rows", [ONE_BELOW_THE_OTHER, SIDE_BY_SIDE])
def test_blocks_that_no_total_adds_up_are_none(rows: Rows) -> None:
    assert sheet([TITLE, *rows, *totals(170, "2 700,00 €", "540,00 €", "3 240,00 €")]).lines == ()


SOLD = (("Pain de campagne", "3 x 4,20", "12,60"), ("Livraison au fournil", "1,5 x 30,00", "45,00"), ("Sac", "", "0,40"), ("Farine de blé", "2 x 21,00", "42,00"))  # fmt: skip
TILL: Rows = [row for n, (name, product, amount) in enumerate(SOLD) for row in (
    [(50 + 10 * n, [(20, name)]), (54 + 10 * n, [(24, product), (80, amount, "R")])] if product else [(52 + 10 * n, [(20, name), (80, amount, "R")])]
)]  # type: ignore[misc]  # fmt: skip
AS_ONE_ROW: Rows = [(50 + 6 * n, [(20, f"{name} {product}"), (110, amount, "R")]) for n, (name, product, amount) in enumerate(SOLD)]  # fmt: skip


def _sums(net: str, vat: str, gross: str) -> Rows:
    labels = (("TOTAL HT", net), ("TVA 20 %", vat), ("TOTAL TTC", gross))
    return [(100 + 5 * n, [(20, label), (80, amount, "R")]) for n, (label, amount) in enumerate(labels)]


@pytest.mark.parametrize("rows", [TILL, AS_ONE_ROW])
def test_a_receipt_sells_what_its_products_and_its_total_prove(rows: Rows) -> None:
    quote = sheet([TITLE, *rows, *_sums("100,00", "20,00", "120,00")])
    assert [name for name, _ in named(quote)] == [name for name, _, _ in SOLD]
    assert amounts(quote) == [D("12.60"), D("45.00"), D("0.40"), D("42.00")]
    assert [line.quantity for line in quote.lines] == [D(3), D("1.5"), None, D(2)]


def test_products_that_no_total_adds_up_are_no_receipt() -> None:
    assert sheet([TITLE, *TILL, *_sums("90,00", "18,00", "108,00")]).lines == ()
