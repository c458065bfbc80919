# ruff: noqa: E501  -- printed rows read better one a line
"""Columns and lists that no known word announces: what the numbers of all lines prove says what they are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import Quote
from tests.procurement.quotes.drawn import HEAD, Cell, amounts, item, sheet, total, triple
from tests.procurement.quotes.test_columns import TITLE, totals

D = Decimal
type Rows = list[tuple[float, Sequence[Cell]]]
SOLD = (("Site vitrine", "1", "900,00", "900,00"), ("Photos sur place", "3", "120,00", "360,00"), ("Textes", "4", "45,00", "180,00"))  # fmt: skip
SUMS = ("1 440,00 €", "288,00 €", "1 728,00 €")
MADE = [(D(1), D("900.00"), D("900.00")), (D(3), D("120.00"), D("360.00")), (D(4), D("45.00"), D("180.00"))]


def products(quote: Quote) -> list[tuple[D | None, D | None, D | None]]:
    return [(line.quantity, line.unit_price, line.amount) for line in quote.lines]


@pytest.mark.parametrize("heads", [("Prix", "Nbre", "Somme"), ("Tarif", "Combien", "À régler"), ("Ce que ça vaut", "Fois", "Ensemble"), ("Px unit. H.T.", "Nb", "Mt H.T.")])  # fmt: skip
def test_a_product_that_holds_in_all_lines_says_what_its_columns_are(heads: tuple[str, str, str]) -> None:
    head = [(15, "Prestation"), (120, heads[0], "R"), (150, heads[1], "R"), (190, heads[2], "R")]
    rows = [(57 + 7 * n, [(15, name), (120, price, "R"), (150, count, "R"), (190, amount, "R")]) for n, (name, count, price, amount) in enumerate(SOLD)]  # fmt: skip
    quote = sheet([TITLE, (50, head), *rows, *totals(120, *SUMS)])
    assert products(quote) == MADE
    assert [line.description for line in quote.lines] == [name for name, *_ in SOLD]


def test_numbers_that_make_no_product_have_no_role() -> None:
    head = [(15, "Prestation"), (110, "Combien", "R"), (150, "Casier", "R"), (190, "Montant HT", "R")]
    rows = [(57 + 7 * n, [(15, name), (110, "7", "R"), (150, "31", "R"), (190, amount, "R")]) for n, (name, _, _, amount) in enumerate(SOLD)]  # fmt: skip
    quote = sheet([TITLE, (50, head), *rows, *totals(120, *SUMS)])
    assert products(quote) == [(None, None, amount) for _, _, amount in MADE]


@pytest.mark.parametrize("reverse", [False, True])
def test_the_currency_stands_before_the_amounts(reverse: bool) -> None:
    heads, places = ("Désignation", "Px unit. H.T.", "Qté", "Montant H.T."), (15.0, 110.0, 140.0, 190.0)
    lines = [("Pose du portail", "EUR 442,50", "2,5", "EUR 1.106,25"), ("Lames de bois", "EUR 38,90", "10", "EUR 389,00"), ("Livraison du chantier", "EUR 76,40", "1", "EUR 76,40")]  # fmt: skip
    if reverse:
        heads, places, lines = heads[::-1], (40.0, 75.0, 95.0, 110.0), [line[::-1] for line in lines]

    def row(cells: Sequence[str]) -> list[Cell]:
        return [(x, text) if text[0] in "PLD" and text[:2] != "Px" else (x, text, "R") for x, text in zip(places, cells, strict=True)]  # fmt: skip

    quote = sheet([TITLE, (50, row(heads)), *[(57 + 7 * n, row(line)) for n, line in enumerate(lines)],
                   (100, [(15, "Total H.T."), (70, "T.V.A. 20 %"), (130, "Total T.T.C.")]), (106, [(15, "EUR 1.571,65"), (70, "EUR 314,33"), (130, "EUR 1.885,98")])])  # fmt: skip
    assert sorted(products(quote), key=str) == sorted([(D("2.5"), D("442.50"), D("1106.25")), (D(10), D("38.90"), D("389.00")), (D(1), D("76.40"), D("76.40"))], key=str)  # fmt: skip
    assert [line.description for line in quote.lines] == ["Pose du portail", "Lames de bois", "Livraison du chantier"]  # fmt: skip
    assert triple(quote) == (D("1571.65"), D("314.33"), D("1885.98"))


@pytest.mark.parametrize("place", [140, 165, 172])
@pytest.mark.parametrize("head", [[], [(15, "Prestation"), (190, "Montant HT", "R")]])
@pytest.mark.parametrize("number", [2, 3])
def test_a_column_of_counts_without_heading_is_no_amount(place: float, head: list[Cell], number: int) -> None:
    named = [("Cession des droits pour la France", "350,00 €"), ("Reportage en atelier", "1 780,00 €"), ("Retouche", "120,00 €")][:number]  # fmt: skip
    rows: Rows = [(60 + 7 * n, [(15, name), (place, "1", "R"), (190, amount, "R")]) for n, (name, amount) in enumerate(named)]  # fmt: skip
    sums = (
        ("2 130,00 €", "426,00 €", "2 556,00 €") if number == 2 else ("2 250,00 €", "450,00 €", "2 700,00 €")
    )
    quote = sheet([TITLE, *([(52, head)] if head else []), *rows, *totals(120, *sums)])
    assert [line.description for line in quote.lines] == [name for name, _ in named]
    assert products(quote) == [
        (D(1), None, D(f) if f else None) for f in ("350.00", "1780.00", "120.00")[:number]
    ]


def test_counts_may_stand_before_the_names() -> None:
    rows: Rows = [(60 + 7 * n, [(15, count), (25, name), (190, amount, "R")]) for n, (count, name, amount) in enumerate([("1", "Reportage en atelier", "350,00"), ("1", "Cession des droits", "780,00"), ("2", "Tirages encadrés", "120,00")])]  # fmt: skip
    quote = sheet([TITLE, *rows, (110, [(130, "Total à payer"), (190, "1 250,00", "R")])])
    assert [(line.quantity, line.description, line.amount) for line in quote.lines] == [(D(1), "Reportage en atelier", D("350.00")), (D(1), "Cession des droits", D("780.00")), (D(2), "Tirages encadrés", D("120.00"))]  # fmt: skip


@pytest.mark.parametrize("head", [[], [(30, "Montant", "R"), (45, "Désignation"), (190, "Détail", "R")]])
@pytest.mark.parametrize("left", [False, True])
def test_amounts_at_the_left_of_their_names(head: list[Cell], left: bool) -> None:
    rows: Rows = [(60 + 8 * n, [(30, f"{amount} €", "R"), (45, name), (190, f"{count} × {price} €", "R")]) for n, (name, count, price, amount) in enumerate(SOLD)]  # fmt: skip
    ends: Rows = [(120 + 7 * n, [(30, amount, "R"), (45, label)]) for n, (label, amount) in enumerate(zip(("Total HT", "TVA 20 %", "Total TTC"), SUMS, strict=True))]  # fmt: skip
    quote = sheet([TITLE, *([(52, head)] if head else []), *rows, *(ends if left else totals(120, *SUMS))])
    assert products(quote) == MADE
    assert triple(quote) == (D("1440.00"), D("288.00"), D("1728.00"))


CALLS = (("Coaching individuel", "6 séances x 180,00 €", "1 080,00 €"), ("Atelier collectif", "2 demi-journées à 350,00 €", "700,00 €"), ("Déplacement", "80 km * 0,60 €", "48,00 €"))  # fmt: skip


@pytest.mark.parametrize("heads", [["Prestation", "Calcul"], ["Prestation", "Quantité"], ["Prestation", "Détail"], ["Prestation"]])  # fmt: skip
def test_the_words_of_a_line_spell_out_its_product(heads: list[str]) -> None:
    head = [*((x, text) for x, text in zip((15, 110), heads, strict=False)), (190, "Montant HT", "R")]
    rows: Rows = [(57 + 7 * n, [(15, name if heads[1:] else f"{name} – {made}"), *([(110, made)] if heads[1:] else []), (190, amount, "R")]) for n, (name, made, amount) in enumerate(CALLS)]  # fmt: skip
    quote = sheet([TITLE, (50, head), *rows, *totals(120, "1 828,00 €", "365,60 €", "2 193,60 €")])
    assert products(quote) == [(D(6), D("180.00"), D("1080.00")), (D(2), D("350.00"), D("700.00")), (D(80), D("0.60"), D("48.00"))]  # fmt: skip
    assert [line.unit for line in quote.lines] == ["séances", "demi-journées", "km"]


def test_a_product_that_is_not_the_amount_is_mere_words() -> None:
    rows: Rows = [(57, [(15, "Bâche 3 x 4 m"), (190, "96,00 €", "R")]), (64, [(15, "Affiches 40 x 60"), (190, "54,00 €", "R")])]  # fmt: skip
    quote = sheet([TITLE, (50, [(15, "Prestation"), (190, "Montant HT", "R")]), *rows, *totals(120, "150,00 €", "30,00 €", "180,00 €")])  # fmt: skip
    assert products(quote) == [(None, None, D("96.00")), (None, None, D("54.00"))]


@pytest.mark.parametrize("price", [True, False])
def test_days_of_work_are_a_quantity(price: bool) -> None:
    head: list[Cell] = [(15, "Prestation"), (110, "Charge", "R"), *([(150, "Tarif jour", "R")] if price else []), (190, "Montant HT", "R")]  # fmt: skip
    rows: Rows = [(57 + 7 * n, [(15, name), (110, count, "R"), *([(150, "400,00 €", "R")] if price else []), (190, amount, "R")]) for n, (name, count, amount) in enumerate([("Conception des pages", "3 j", "1 200,00 €"), ("Mise en ligne", "0,5 j", "200,00 €"), ("Rédaction", "2 j", "800,00 €")])]  # fmt: skip
    quote = sheet([TITLE, (50, head), *rows, *totals(120, "2 200,00 €", "440,00 €", "2 640,00 €")])
    assert [(line.quantity, line.unit) for line in quote.lines] == [(D(3), "j"), (D("0.5"), "j"), (D(2), "j")]
    assert amounts(quote) == [D("1200.00"), D("200.00"), D("800.00")]


def test_a_delay_is_no_quantity() -> None:
    head = [(15, "Prestation"), (110, "Délai", "R"), (190, "Montant HT", "R")]
    rows: Rows = [(57 + 7 * n, [(15, name), (110, "3 jours", "R"), (190, amount, "R")]) for n, (name, _, _, amount) in enumerate(SOLD)]  # fmt: skip
    assert [line.quantity for line in sheet([TITLE, (50, head), *rows, *totals(120, *SUMS)]).lines] == [
        None
    ] * 3


@pytest.mark.parametrize("head", ["%", "T.", "Taux"])
def test_the_rate_of_each_line(head: str) -> None:
    heads = [
        (15, "Désignation"),
        (100, "Qté", "R"),
        (125, "P.U. HT", "R"),
        (150, head, "R"),
        (190, "Montant HT", "R"),
    ]
    rows: Rows = [(57 + 7 * n, [(15, name), (100, count, "R"), (125, price, "R"), (150, rate, "R"), (190, amount, "R")]) for n, (name, count, price, rate, amount) in enumerate([("Pain de campagne", "10", "4,00", "5,5 %", "40,00"), ("Affiche A3", "3", "20,00", "20 %", "60,00"), ("Livret", "2", "50,00", "5,5 %", "100,00")])]  # fmt: skip
    quote = sheet([TITLE, (50, heads), *rows, (110, total("Total HT", "200,00 €")), (116, total("TVA 5,5 %", "7,70 €")), (122, total("TVA 20 %", "12,00 €")), (128, total("Total TTC", "219,70 €"))])  # fmt: skip
    assert [line.vat_rate for line in quote.lines] == [D("5.5"), D(20), D("5.5")]


def test_the_rate_of_a_line_in_its_words() -> None:
    rows: Rows = [(57, item("Pain de campagne", "10", "4,00", "40,00")), (61, [(15, "TVA 5,5 %")]), (68, item("Affiche A3", "3", "20,00", "60,00")), (72, [(15, "TVA 20 %")])]  # fmt: skip
    quote = sheet([TITLE, (50, HEAD), *rows, (110, total("Total HT", "100,00 €")), (116, total("TVA 5,5 %", "2,20 €")), (122, total("TVA 20 %", "12,00 €")), (128, total("Total TTC", "114,20 €"))])  # fmt: skip
    assert [line.vat_rate for line in quote.lines] == [D("5.5"), D(20)]


@pytest.mark.parametrize(
    "heads", [("Budget", "Remise", "Budget remisé"), ("Prix HT", "Rem. %", "Prix remisé HT")]
)
def test_what_comes_after_a_percentage_taken_off_is_the_amount(heads: tuple[str, str, str]) -> None:
    places = ((15,), (100, "R"), (125, "R"), (150, "R"), (165, "R"), (190, "R"))
    sold = (("Gabarits", "4", "300,00", "1 200,00", "10 %", "1 080,00"), ("Recette", "1", "150,00", "150,00", "0 %", "150,00"), ("Textes", "2", "80,00", "160,00", "50 %", "80,00"))  # fmt: skip

    def row(cells: Sequence[str]) -> list[Cell]:
        return [(x, text, *align) for (x, *align), text in zip(places, cells, strict=True)]  # type: ignore[misc]  # places hold one or two values

    head = row(("Tâche", "Jours", "TJM", *heads))
    quote = sheet(
        [
            TITLE,
            (50, head),
            *[(57 + 7 * n, row(cells)) for n, cells in enumerate(sold)],
            *totals(120, "1 310,00 €", "262,00 €", "1 572,00 €"),
        ]
    )
    assert amounts(quote) == [D("1080.00"), D("150.00"), D("80.00")]
    assert not any(check.id == "lines-total" for check in quote.checks)
