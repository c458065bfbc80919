# ruff: noqa: E501  -- printed rows read better one a line
"""What stands near a value without being it: details that look like headings, rows shifted a little, the client's numbers."""

from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine.values.parties import parties
from tests.procurement.quotes.drawn import HEAD, amounts, item, sheet, total, triple
from tests.procurement.quotes.test_header import page

D = Decimal


@pytest.mark.parametrize(
    "detail", ["• Description : le matériel et son prix total", "Description : total HT"]
)
def test_a_detail_with_the_words_of_a_heading_is_none(detail: str) -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, item("Imprimante", "2", "300,00", "600,00")), (62, [(17, detail)]),
        (70, item("Ordinateur", "1", "900,00", "900,00")), (75, [(17, "• Garantie deux ans")]),
        (90, total("Total HT", "1 500,00 €")), (96, total("TVA 20 %", "300,00 €")), (102, total("Total TTC", "1 800,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("600.00"), D("900.00")]
    assert [line.quantity for line in quote.lines] == [2, 1]


def test_the_amount_of_a_line_may_stand_beside_its_second_row() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, [(15, "Création du site vitrine"), (120, "1", "R"), (155, "800,00", "R")]), (60.5, [(15, "Boutique en ligne"), (190, "800,00", "R")]),
        (70, [(15, "Reportage photographique"), (120, "2", "R"), (155, "100,00", "R")]), (73.5, [(15, "Atelier et équipe"), (190, "200,00", "R")]),
        (90, total("Total HT", "1 000,00 €")), (96, total("TVA 20 %", "200,00 €")), (102, total("Total TTC", "1 200,00 €")),
    ])  # fmt: skip
    assert [line.description for line in quote.lines] == [
        "Création du site vitrine",
        "Reportage photographique",
    ]
    assert [(line.quantity, line.unit_price) for line in quote.lines] == [(1, D("800.00")), (2, D("100.00"))]


def test_a_discount_that_says_of_what_it_is_taken_is_no_line() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, item("Site vitrine", "1", "800,00", "800,00")), (63, item("Photographies", "2", "100,00", "200,00")),
        (69, [(15, "Remise 10 % sur"), (155, "1 000,00", "R"), (190, "-100,00", "R")]),
        (90, total("Total HT", "900,00 €")), (96, total("TVA 20 %", "180,00 €")), (102, total("Total TTC", "1 080,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("800.00"), D("200.00")]
    assert [a.amount for a in quote.totals.adjustments] == [D("-100.00")]
    assert triple(quote) == (D("900.00"), D("180.00"), D("1080.00"))
    assert not any(check.id == "lines-total" for check in quote.checks)


def test_a_value_printed_larger_and_lower_than_its_label() -> None:
    quote = sheet([
        (20, [(120, "FACTURE")]), (27, [(15, "Studio Epsilon"), (120, "Numéro de facture")]), (28.4, [(170, "471102")]),
        (34, [(15, "33000 Bordeaux"), (120, "Date de facture")]), (35.4, [(170, "05/03/2026")]),
        (41, [(120, "Date de livraison")]), (42.4, [(170, "01/02/2026")]),
        (60, HEAD), (67, item("Site vitrine", "1", "800,00", "800,00")), (90, total("Total HT", "800,00 €")),
    ])  # fmt: skip
    assert quote.number
    assert quote.number.value == "471102"
    assert quote.issued_on
    assert quote.issued_on.value.isoformat() == "2026-03-05"


def test_a_period_is_a_detail_however_full_the_line_above() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, item("Animation de votre page professionnelle sur les réseaux sociaux", "1", "800,00", "800,00")), (61, [(15, "Période : mars 2026")]),
        (90, total("Total HT", "800,00 €")), (96, total("TVA 20 %", "160,00 €")), (102, total("Total TTC", "960,00 €")),
    ])  # fmt: skip
    (line,) = quote.lines
    assert line.description == "Animation de votre page professionnelle sur les réseaux sociaux"
    assert line.details == "Période : mars 2026"


@pytest.mark.parametrize(
    ("text", "vat_id"),
    [
        ("TVA intracommunautaire : FR44732829320", "FR44732829320"),
        ("Votre n° de TVA : FR44732829320", None),
        ("N° TVA du client : FR44732829320", None),
        ("TVA : FR44732829320 - IBAN : FR76 3000 6000 0112 3456 7890 189", "FR44732829320"),
        ("N° TVA : DE1243567", "DE1243567"),  # a figure is missing: as printed, and a check says it
        ("TVA : 20 % sur 732 829 320", None),
    ],
)
def test_whose_vat_number(text: str, vat_id: str | None) -> None:
    supplier, _ = parties([page((40, 60, text))])
    assert (supplier.vat_id.value if supplier.vat_id else None) == vat_id


def test_the_figures_of_an_iban_are_no_telephone() -> None:
    supplier, _ = parties([page((40, 60, "IBAN : FR08 7009 0100 1234 5678 9012 345"))])
    assert supplier.phone is None
