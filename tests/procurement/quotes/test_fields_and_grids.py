# ruff: noqa: E501  -- printed rows read better one a line
"""Lines told field by field, headings closed in by a grid, the one thing sold without a table: each page shows one
difficulty, and none accuses a document whose sums come out."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from etabli.procurement.quotes.engine import Document, Quote, decode
from tests.procurement.quotes.drawn import HEAD, Cell, D, amounts, item, sheet, total, triple

SUMS = {"line-arithmetic", "lines-total", "totals", "vat", "mislabelled", "tax-unsaid"}
TITLE: list[tuple[float, list[Cell]]] = [(20, [(15, "Devis n° 14 du 02/03/2026")])]


def totals(y: float, net: str, vat: str, gross: str) -> list[tuple[float, list[Cell]]]:
    labels = (("Total HT", net), ("TVA 20 %", vat), ("Total TTC", gross))
    return [(y + 6 * at, list(total(label, amount))) for at, (label, amount) in enumerate(labels)]


def accused(quote: Quote) -> set[str]:
    return {check.id for check in quote.checks if check.severity in ("error", "warning")} & SUMS


FIELDS = [("Logo et charte", "2", "450,00 €", "900,00 €"), ("Séance photo", "1,5", "200,00 €", "300,00 €")]


@pytest.mark.parametrize("colon", [" :", ":", ""])
def test_things_told_field_by_field(colon: str) -> None:
    rows: list[tuple[float, list[Cell]]] = []
    for at, (name, quantity, price, amount) in enumerate(FIELDS):
        top = 40 + 40 * at
        rows.append((top, [(15, f"Ligne {at + 1}")]))
        pairs = (
            ("Désignation", name),
            ("Quantité", quantity),
            ("Prix unitaire HT", price),
            ("Montant HT", amount),
        )
        rows += [
            (top + 7 + 6 * n, [(15, label + colon), (80, value)]) for n, (label, value) in enumerate(pairs)
        ]
    quote = sheet(
        [*TITLE, *rows, (125, [(15, "Totaux")]), *totals(132, "1 200,00 €", "240,00 €", "1 440,00 €")]
    )
    assert [(line.description, line.quantity, line.unit_price, line.amount) for line in quote.lines] == [
        ("Logo et charte", D("2"), D("450.00"), D("900.00")),
        ("Séance photo", D("1.5"), D("200.00"), D("300.00")),
    ]
    assert triple(quote) == (D("1200.00"), D("240.00"), D("1440.00"))
    assert not accused(quote)


def test_two_fields_on_a_row() -> None:
    rows: list[tuple[float, list[Cell]]] = []
    for at, (name, quantity, price, amount) in enumerate(FIELDS):
        top = 40 + 25 * at
        rows += [
            (top, [(15, f"Désignation : {name}"), (120, f"Référence : AB{at}2")]),
            (top + 6, [(15, f"Quantité : {quantity}"), (120, f"Prix unitaire : {price}")]),
            (top + 12, [(15, "TVA : 20 %"), (120, f"Montant HT : {amount}")]),
        ]
    quote = sheet([*TITLE, *rows, *totals(110, "1 200,00 €", "240,00 €", "1 440,00 €")])
    assert [(line.reference, line.description, line.amount) for line in quote.lines] == [
        ("AB02", "Logo et charte", D("900.00")), ("AB12", "Séance photo", D("300.00")),
    ]  # fmt: skip
    assert not accused(quote)


def test_fields_that_nothing_proves_are_no_lines() -> None:
    """A box of references beside an amount due is no thing sold."""
    quote = sheet([
        *TITLE,
        (40, [(15, "Objet : refonte du site"), (120, "Montant dû : 300,00 €")]),
        (46, [(15, "Quantité : 2"), (120, "Prix unitaire : 450,00 €")]),
        *totals(80, "1 200,00 €", "240,00 €", "1 440,00 €"),
    ])  # fmt: skip
    assert D("300.00") not in amounts(quote)


@pytest.mark.parametrize(
    "said", ["Logo et charte graphique : 900,00 € HT", "Logo et charte graphique ........ 900,00 €"]
)
def test_the_one_thing_sold_without_a_table(said: str) -> None:
    quote = sheet([*TITLE, (45, [(15, said)]), *totals(80, "900,00 €", "180,00 €", "1 080,00 €")])
    assert [(line.description, line.net_amount) for line in quote.lines] == [
        ("Logo et charte graphique", D("900.00"))
    ]
    assert not accused(quote)


def test_one_of_several_amounts_is_not_the_one_thing_sold() -> None:
    """Amounts whose sum no total prints: we don't take the one that happens to be the total for all that is sold."""
    quote = sheet([
        *TITLE, (45, [(15, "Logo et charte graphique"), (150, "900,00 €")]), (90, [(15, "Affiches"), (100, "50,00 €")]),
        *totals(120, "900,00 €", "180,00 €", "1 080,00 €"),
    ])  # fmt: skip
    assert quote.lines == ()


def test_a_currency_pushed_under_goes_with_the_whole_amount() -> None:
    """ "3 840,00" over "€", and a code that ends in a figure over another cell's currency."""
    quote = sheet([
        *TITLE, (34, [(100, "A1")]), (38, [(60, "Devise"), (100, "EUR")]), (45, HEAD),
        (55, [(15, "Hébergement"), (120, "12", "R"), (155, "320,00 €", "R"), (176, "3 840,00")]), (59, [(176, "€")]),
        (68, item("Logo", "1", "160,00 €", "160,00 €")),
        *totals(90, "4 000,00 €", "800,00 €", "4 800,00 €"),
    ])  # fmt: skip
    assert amounts(quote) == [D("3840.00"), D("160.00")]
    assert not accused(quote)
    assert any(passage.text == "A1" for passage in quote.passages)


def test_a_row_of_totals_under_the_columns_says_its_vat() -> None:
    head: list[Cell] = [
        (15, "Prestation"),
        (110, "Montant HT", "R"),
        (150, "TVA", "R"),
        (190, "Montant TTC", "R"),
    ]
    body = [
        ("Photos", "1 950,00", "390,00", "2 340,00"),
        ("Logo", "550,00", "110,00", "660,00"),
        ("TOTAL", "2 500,00", "500,00", "3 000,00"),
    ]
    rows = [
        (
            55.0 + 8 * at,
            [(15, name), *((x, text, "R") for x, text in zip((110, 150, 190), values, strict=True))],
        )
        for at, (name, *values) in enumerate(body)
    ]
    quote = sheet([*TITLE, (45, head), *rows])
    assert triple(quote) == (D("2500.00"), D("500.00"), D("3000.00"))
    assert not accused(quote)


def test_the_only_row_of_a_table_of_vat_says_the_totals() -> None:
    labels = ((15, "Base HT"), (45, "Taux"), (62, "TVA"), (80, "TTC"), (98, "Acompte 30 %"))
    values = ((15, "900,00"), (45, "20 %"), (62, "180,00"), (80, "1 080,00"), (98, "324,00"))
    quote = sheet(
        [*TITLE, (45, HEAD), (55, item("Logo", "2", "450,00", "900,00")), (80, labels), (87, values)]
    )
    assert triple(quote) == (D("900.00"), D("180.00"), D("1080.00"))


def test_totals_of_a_sentence_and_what_is_in_brackets_after_it() -> None:
    quote = sheet([
        *TITLE, (45, HEAD), (55, item("Logo", "2", "450,00 €", "900,00 €")),
        (80, [(15, "Le montant de la proposition s'élève à 900,00 € hors taxes, soit 1 080,00 € toutes taxes comprises")]),
        (84, [(15, "(TVA 20 % : 180,00 €).")]),
    ])  # fmt: skip
    assert triple(quote) == (D("900.00"), D("180.00"), D("1080.00"))


def test_the_net_total_after_the_gross_one() -> None:
    quote = sheet([
        *TITLE, (45, [(15, "Prestation"), (150, "TVA", "R"), (190, "Prix TTC", "R")]),
        (55, [(15, "Hébergement"), (150, "20 %", "R"), (190, "576,00 €", "R")]),
        (75, [(130, "Total TTC : 576,00 €")]), (80, [(130, "dont TVA : 96,00 €")]), (85, [(130, "soit HT : 480,00 €")]),
    ])  # fmt: skip
    assert triple(quote) == (D("480.00"), D("96.00"), D("576.00"))


def grid(heads: list[tuple[float, list[str]]], rows: list[list[str]], top: float = 50) -> Quote:
    """A ruled table whose headings take several lines, set in the middle of their cells."""
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"
    pdf.add_page()
    pdf.set_font("helvetica", "", 8)
    pdf.text(15, 20, "Devis n° 14 du 02/03/2026")
    edges, height = [15.0], 3.2
    for wide, _ in heads:
        edges.append(edges[-1] + wide)
    tall = 4 + height * max(len(lines) for _, lines in heads)
    levels = [top, top + tall, *(top + tall + 9 * (at + 1) for at in range(len(rows)))]
    for y in levels:
        pdf.line(edges[0], y, edges[-1], y)
    for x in edges:
        pdf.line(x, levels[0], x, levels[-1])
    for left, (_, lines) in zip(edges, heads, strict=False):
        first = top + (tall - height * (len(lines) - 1)) / 2 + 1
        for at, text in enumerate(lines):
            pdf.text(left + 0.7, first + height * at, text)
    for at, row in enumerate(rows):
        for left, text in zip(edges, row, strict=False):
            pdf.text(left + 0.7, levels[at + 1] + 6, text)
    for at, (label, amount) in enumerate(
        (("Total HT", "350,00"), ("TVA 20 %", "70,00"), ("Total TTC", "420,00"))
    ):
        pdf.text(130, levels[-1] + 12 + 6 * at, label)
        pdf.text(170, levels[-1] + 12 + 6 * at, amount)
    return decode(Document("devis.pdf", bytes(pdf.output())))


def test_headings_set_close_are_parted_by_the_lines_between() -> None:
    quote = grid(
        [
            (9, ["N°"]),
            (19, ["Référence"]),
            (30, ["Dénomination"]),
            (17, ["Quantité"]),
            (22, ["Prix unitaire"]),
            (22, ["Montant HT"]),
        ],
        [["1", "LO12", "Logo", "2", "100,00", "200,00"], ["2", "SI07", "Site", "1", "150,00", "150,00"]],
    )
    assert [(line.reference, line.description, line.amount) for line in quote.lines] == [
        ("LO12", "Logo", D("200.00")), ("SI07", "Site", D("150.00")),
    ]  # fmt: skip


def test_tall_headings_in_a_grid_are_one_and_the_price_that_makes_the_amount_counts() -> None:
    long = [
        "Nom, description, marque, lot",
        "Caractéristiques, classement, série",
        "Emballage, origine, documents du produit",
    ]
    quote = grid(
        [
            (55, long),
            (20, ["Prix", "brut"]),
            (20, ["Prix net", "unitaire"]),
            (20, ["Quantité"]),
            (25, ["Total net"]),
        ],
        [["Logo", "120,00", "100,00", "2", "200,00"], ["Site", "180,00", "150,00", "1", "150,00"]],
    )
    assert [(line.description, line.quantity, line.unit_price, line.amount) for line in quote.lines] == [
        ("Logo", D("2"), D("100.00"), D("200.00")), ("Site", D("1"), D("150.00"), D("150.00")),
    ]  # fmt: skip
    assert not accused(quote)


def test_a_table_of_vat_beside_the_totals_adds_no_line() -> None:
    """Its rows go on as "TVA 20,00 %", whose sign stands apart from the figure."""
    beside = [
        ("5,5 %", "200,00 €", "11,00 €", "TVA 5,50 %", "11,00 €"),
        ("20 %", "900,00 €", "180,00 €", "TVA 20,00 %", "180,00 €"),
    ]
    quote = sheet([
        *TITLE, (45, HEAD), (55, item("Logo", "2", "450,00 €", "900,00 €")), (62, item("Livret", "1", "200,00 €", "200,00 €")),
        (80, [(15, "Taux"), (35, "Base HT"), (60, "Montant TVA"), *total("Sous-total HT", "1 100,00 €")]),
        *((86 + 6 * at, [(15, rate), (35, base), (60, vat), *total(label, amount)]) for at, (rate, base, vat, label, amount) in enumerate(beside)),
        (98, total("Total TTC", "1 291,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("900.00"), D("200.00")]
    assert triple(quote) == (D("1100.00"), D("191.00"), D("1291.00"))


def test_a_figure_in_the_name_of_a_section_is_no_quantity() -> None:
    head: list[Cell] = [
        (15, "Désignation"),
        (75, "Qté", "R"),
        (100, "P.U. HT", "R"),
        (190, "Montant HT", "R"),
    ]
    quote = sheet([
        *TITLE, (45, head), (52, [(15, "Cartes de visite en couleurs (lot de 500)")]),
        (58, [(15, "Sous-total Cartes de visite en couleurs (lot de 500)"), (190, "446,37 €", "R")]),
        (66, [(15, "Animation d'un atelier")]), (72, [(15, "Sous-total Animation d'un atelier"), (190, "875,00 €", "R")]),
        *totals(85, "1 321,37 €", "264,27 €", "1 585,64 €"),
    ])  # fmt: skip
    assert [(line.description, line.amount) for line in quote.lines] == [
        ("Cartes de visite en couleurs (lot de 500)", D("446.37")), ("Animation d'un atelier", D("875.00")),
    ]  # fmt: skip
