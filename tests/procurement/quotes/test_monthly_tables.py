# ruff: noqa: E501  -- printed rows read better one a line
"""What comes back each month and what is paid once, one table after the other: sub-totals end neither."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import Quote
from tests.procurement.quotes.drawn import HEAD, Cell, item, sheet, total, triple
from tests.procurement.quotes.test_columns import TITLE, totals

D = Decimal
type Rows = list[tuple[float, Sequence[Cell]]]
WHOLE = ("1 131,90 €", "226,38 €", "1 358,28 €")  # the first month and what is paid once
ONCE = ("1 090,00 €", "218,00 €", "1 308,00 €")
BOTH = [(D("39.90"), "month"), (D("2.00"), "month"), (D("450.00"), None), (D("640.00"), None)]
MONTH_ROWS: Rows = [(57, item("Location du module de caisse", "1", "39,90 €", "39,90 €")), (64, item("Lecteur de cartes", "1", "2,00 €", "2,00 €"))]  # fmt: skip
ONCE_ROWS: Rows = [(107, item("Installation sur place", "1", "450,00 €", "450,00 €")), (114, item("Formation du personnel", "2", "320,00 €", "640,00 €"))]  # fmt: skip


def returning(quote: Quote) -> list[tuple[D | None, str | None]]:
    return [(line.amount, line.recurring) for line in quote.lines]


@pytest.mark.parametrize("sub_total", ["Total mensuel HT", "Total HT par mois", "Sous-total mensuel"])
@pytest.mark.parametrize("again", [True, False])
def test_titles_over_two_tables(sub_total: str, again: bool) -> None:
    second: Rows = [(100, HEAD)] if again else []
    quote = sheet([
        TITLE, (44, [(15, "Abonnement mensuel")]), (50, HEAD), *MONTH_ROWS, (74, total(sub_total, "41,90 €")),
        (94, [(15, "Prestations ponctuelles")]), *second, *ONCE_ROWS, *totals(150, *WHOLE),
    ])  # fmt: skip
    assert returning(quote) == BOTH
    assert triple(quote) == (D("1131.90"), D("226.38"), D("1358.28"))


def test_a_monthly_sub_total_says_it_of_the_lines_above() -> None:
    quote = sheet([TITLE, (50, HEAD), *MONTH_ROWS, (74, total("Total HT par mois", "41,90 €")), *ONCE_ROWS, *totals(150, *WHOLE)])  # fmt: skip
    assert returning(quote) == BOTH


@pytest.mark.parametrize("three", [WHOLE, ONCE])
def test_the_sub_total_of_bare_amounts_ends_nothing(three: tuple[str, str, str]) -> None:
    quote = sheet([
        TITLE, (50, [(15, "Désignation"), (190, "Montant HT", "R")]), (56, [(15, "Abonnement mensuel")]),
        (63, [(15, "Location du module de caisse"), (190, "39,90 €", "R")]), (70, [(15, "Lecteur de cartes"), (190, "2,00 €", "R")]), (78, [(15, "Total HT mensuel"), (190, "41,90 €", "R")]),
        (90, [(15, "Prestations ponctuelles")]), (97, [(15, "Installation sur place"), (190, "450,00 €", "R")]), (104, [(15, "Formation du personnel"), (190, "640,00 €", "R")]), *totals(150, *three),
    ])  # fmt: skip
    assert returning(quote) == BOTH
    assert triple(quote)[0] == D(three[0].replace(" ", "").replace(",", ".").strip("€"))


def test_a_yearly_title_says_no_month() -> None:
    quote = sheet([TITLE, (44, [(15, "Abonnement annuel")]), (50, HEAD), *MONTH_ROWS, *totals(150, "41,90 €", "8,38 €", "50,28 €")])  # fmt: skip
    assert "month" not in [line.recurring for line in quote.lines]


@pytest.mark.parametrize("heading", ["HT / mois", "€ HT/mois", "Montant HT / mois", "HT par mois"])
def test_a_list_headed_by_an_amount_a_month_comes_back(heading: str) -> None:
    once = [(57, item("Création du site", "2", "500,00 €", "1 000,00 €")), (64, item("Formation", "1", "200,00 €", "200,00 €"))]  # fmt: skip
    months: Rows = [(120, [(15, "Prestation"), (190, heading, "R")]), (127, [(15, "Hébergement"), (190, "20,00 €", "R")]), (134, [(15, "Maintenance"), (190, "35,00 €", "R")])]  # fmt: skip
    quote = sheet([TITLE, (50, HEAD), *once, *totals(80, "1 200,00 €", "240,00 €", "1 440,00 €"), *months])
    assert returning(quote) == [
        (D("1000.00"), None), (D("200.00"), None), (D("20.00"), "month"), (D("35.00"), "month"),
    ]  # fmt: skip
    assert [line.details for line in quote.lines] == [""] * 4
    assert triple(quote)[0] == D("1200.00")
