# ruff: noqa: E501  -- printed rows read better one a line
"""What a file prints beside its total: options with a price, a second quote, a second total to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from etabli.procurement.quotes.engine import Quote
from tests.procurement.quotes.drawn import HEAD, Cell, D, item, sheet, triple
from tests.procurement.quotes.test_columns import TITLE, totals

type Rows = Sequence[tuple[float, Sequence[Cell]]]
SOLD: Rows = [(50, HEAD), (57, item("Création du site", "2", "500,00 €", "1 000,00 €")), (64, item("Formation", "1", "200,00 €", "200,00 €"))]  # fmt: skip
TOTALS = totals(100, "1 200,00 €", "240,00 €", "1 440,00 €")
OTHER: Rows = [(170, HEAD), (177, item("Création du site complet", "1", "2 000,00 €", "2 000,00 €")), *totals(190, "2 000,00 €", "400,00 €", "2 400,00 €")]  # fmt: skip


def said(quote: Quote, check: str) -> list[str]:
    return [c.fr for c in quote.checks if c.id == check]


@pytest.mark.parametrize("heading", ["Options (non comprises)", "Prestations complémentaires", "En option :"])
def test_a_heading_of_options_belongs_to_no_line_above(heading: str) -> None:
    options = [(72, [(15, heading)]), (79, item("Séance photo", "1", "350,00 €", "350,00 €"))]
    quote = sheet([TITLE, *SOLD, *options, *TOTALS])
    assert [(line.description, line.details, line.optional) for line in quote.lines] == [
        ("Création du site", "", False), ("Formation", "", False), ("Séance photo", "", True),
    ]  # fmt: skip
    assert "Séance photo" in said(quote, "options-apart")[0]


def test_options_listed_below_the_totals_are_lines_out_of_the_total() -> None:
    options: Rows = [(140, [(15, "Options (non comprises dans le total)")]), (147, [(15, "Séance photo"), (190, "350,00 € HT", "R")])]  # fmt: skip
    quote = sheet([TITLE, *SOLD, *TOTALS, *options])
    assert [(line.description, line.optional) for line in quote.lines][2:] == [("Séance photo", True)]
    assert triple(quote) == (D(1200), D(240), D(1440))


@pytest.mark.parametrize(
    "rows", [["En option : séance photo à 350,00 € HT."], ["Options :", "- Séance photo : 350,00 € HT"]]
)
def test_options_in_sentences_are_told(rows: Sequence[str]) -> None:
    quote = sheet([TITLE, *SOLD, *TOTALS, *((140.0 + 7 * n, [(15, row)]) for n, row in enumerate(rows))])
    assert rows[-1] in said(quote, "options-apart")[0]
    assert not said(
        sheet([TITLE, *SOLD, *TOTALS, (140, [(15, "Option de paiement : 3 fois")])]), "options-apart"
    )


def test_a_second_quote_in_the_file_is_told() -> None:
    quote = sheet([TITLE, *SOLD, *TOTALS], [(20, [(15, "DEVIS N° 2026-09 du 02/03/2026")]), *OTHER])
    assert "2026-08 et 2026-09" in said(quote, "second-quote")[0]


def test_a_second_total_to_choose_from_is_told() -> None:
    quote = sheet([TITLE, *SOLD, *TOTALS, (160, [(15, "Ou bien : formule complète")]), *OTHER])
    assert (
        "1 440,00 € et 2 400,00 €".replace(" 4", "\u202f4").replace(" €", "\u00a0€")
        in said(quote, "second-quote")[0]
    )


@pytest.mark.parametrize(
    "title", ["Abonnement mensuel", "Annule et remplace le devis n° 2026-03", "Récapitulatif"]
)
def test_one_quote_of_two_blocks_is_no_second_one(title: str) -> None:
    assert not said(sheet([TITLE, *SOLD, *TOTALS, (160, [(15, title)]), *OTHER]), "second-quote")
