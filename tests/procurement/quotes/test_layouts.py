# ruff: noqa: E501  -- printed rows read better one a line
"""Ways of laying out a quote that the random printing doesn't know: each small page shows one difficulty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.procurement.quotes.drawn import HEAD, Cell, D, amounts, item, sheet, total, triple


def test_labels_above_their_values() -> None:
    quote = sheet([
        (20, [(15, "Studio Epsilon")]),
        (40, [(15, "Devis n°"), (70, "Date d'émission"), (130, "Date de validité")]),
        (45, [(15, "D-2026-014"), (70, "02/03/2026"), (130, "02/04/2026")]),
        (80, HEAD), (87, item("Site vitrine", "1", "1 200,00", "1 200,00")), (93, item("Photos", "2", "150,00", "300,00")),
        (110, [(60, "Total HT"), (105, "TVA 20 %"), (150, "Total TTC")]),
        (116, [(60, "1 500,00 €"), (105, "300,00 €"), (150, "1 800,00 €")]),
    ])  # fmt: skip
    assert quote.number
    assert quote.number.value == "D-2026-014"
    assert quote.issued_on
    assert quote.issued_on.value == date(2026, 3, 2)
    assert quote.valid_until
    assert quote.valid_until.value == date(2026, 4, 2)
    assert triple(quote) == (D("1500.00"), D("300.00"), D("1800.00"))
    assert amounts(quote) == [D("1200.00"), D("300.00")]


def test_sections_with_subtotals() -> None:
    quote = sheet([
        (20, [(15, "DEVIS N° 2026-08 du 02/03/2026")]), (50, HEAD),
        (57, [(15, "1. Conception")]), (63, item("Maquette", "2", "400,00 €", "800,00 €")), (69, item("Charte", "1", "300,00 €", "300,00 €")),
        (75, [(15, "Sous-total Conception"), (190, "1 100,00 €", "R")]),
        (85, [(15, "2. Réalisation")]), (91, item("Intégration", "5", "400,00 €", "2 000,00 €")),
        (97, [(15, "Sous-total Réalisation"), (190, "2 000,00 €", "R")]),
        (110, total("Total HT", "3 100,00 €")), (116, total("TVA 20 %", "620,00 €")), (122, total("Total TTC", "3 720,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("800.00"), D("300.00"), D("2000.00")]
    assert [line.description for line in quote.lines] == ["Maquette", "Charte", "Intégration"]
    assert triple(quote) == (D("3100.00"), D("620.00"), D("3720.00"))


def test_discounts_on_lines_and_on_the_whole() -> None:
    quote = sheet([
        (20, [(15, "Devis DE00042"), (120, "Date : 2 mars 2026")]),
        (50, [(15, "Description"), (100, "Qté", "R"), (125, "Prix HT", "R"), (150, "Remise", "R"), (190, "Total HT", "R")]),
        (57, [(15, "Site"), (100, "1", "R"), (125, "2 000,00", "R"), (150, "10 %", "R"), (190, "1 800,00", "R")]),
        (63, [(15, "Logo"), (100, "1", "R"), (125, "500,00", "R"), (190, "500,00", "R")]),
        (80, total("Sous-total HT", "2 300,00 €")), (86, total("Remise commerciale", "-300,00 €")),
        (92, total("Total HT", "2 000,00 €")), (98, total("TVA 20,00 %", "400,00 €")), (104, total("Total TTC", "2 400,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("1800.00"), D("500.00")]
    assert triple(quote) == (D("2000.00"), D("400.00"), D("2400.00"))
    assert not any(check.severity == "error" for check in quote.checks)


def test_prices_with_tax_only() -> None:
    quote = sheet([
        (20, [(15, "DEVIS"), (120, "N° 77"), (160, "02/03/2026")]),
        (50, [(15, "Prestation"), (100, "Quantité", "R"), (145, "Prix unitaire TTC", "R"), (190, "Total TTC", "R")]),
        (57, [(15, "Séance photo"), (100, "2", "R"), (145, "120,00 €", "R"), (190, "240,00 €", "R")]),
        (63, [(15, "Retouches"), (100, "10", "R"), (145, "6,00 €", "R"), (190, "60,00 €", "R")]),
        (80, total("Total TTC", "300,00 €")), (86, total("dont TVA 20 %", "50,00 €")), (92, total("Total HT", "250,00 €")),
    ])  # fmt: skip
    assert [line.gross_amount for line in quote.lines] == [D("240.00"), D("60.00")]
    assert [line.net_amount for line in quote.lines] == [None, None]
    assert triple(quote) == (D("250.00"), D("50.00"), D("300.00"))


def test_two_rates_and_a_breakdown() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 12 — le 02/03/2026")]),
        (50, [(15, "Libellé"), (95, "Qté", "R"), (125, "PU HT", "R"), (150, "TVA", "R"), (190, "Total HT", "R")]),
        (57, [(15, "Site"), (95, "1", "R"), (125, "1000,00", "R"), (150, "20 %", "R"), (190, "1000,00", "R")]),
        (63, [(15, "Livre imprimé"), (95, "10", "R"), (125, "20,00", "R"), (150, "5,5 %", "R"), (190, "200,00", "R")]),
        (80, [(15, "Taux"), (50, "Base HT", "R"), (80, "Montant TVA", "R")]), (86, [(15, "20 %"), (50, "1000,00", "R"), (80, "200,00", "R")]),
        (92, [(15, "5,5 %"), (50, "200,00", "R"), (80, "11,00", "R")]),
        (104, total("Total HT", "1200,00 €")), (110, total("Total TVA", "211,00 €")), (116, total("Total TTC", "1411,00 €")),
    ])  # fmt: skip
    assert triple(quote) == (D("1200.00"), D("211.00"), D("1411.00"))
    assert [line.vat_rate for line in quote.lines] == [D(20), D("5.5")]
    assert [(s.rate, s.vat) for s in quote.totals.breakdown] == [(D(20), D("200.00")), (D("5.5"), D("11.00"))]


def test_options_are_not_in_the_total() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, item("Site vitrine", "1", "900,00 €", "900,00 €")),
        (70, [(15, "Options")]), (76, item("Boutique en ligne", "1", "1 500,00 €", "1 500,00 €")),
        (95, total("Total HT", "900,00 €")), (101, total("TVA 20 %", "180,00 €")), (107, total("Total TTC", "1 080,00 €")),
    ])  # fmt: skip
    assert triple(quote) == (D("900.00"), D("180.00"), D("1080.00"))
    assert [(line.description, line.optional) for line in quote.lines] == [
        ("Site vitrine", False),
        ("Boutique en ligne", True),
    ]


def test_a_deposit_is_not_the_total() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD), (57, item("Site vitrine", "1", "1 000,00 €", "1 000,00 €")),
        (80, total("Total HT", "1 000,00 €")), (86, total("TVA 20 %", "200,00 €")), (92, total("Total TTC", "1 200,00 €")),
        (98, total("Acompte 30 %", "360,00 €")), (104, total("Reste à payer", "840,00 €")),
    ])  # fmt: skip
    assert triple(quote) == (D("1000.00"), D("200.00"), D("1200.00"))
    assert quote.totals.deposit
    assert quote.totals.deposit.value == D("360.00")
    assert quote.totals.due
    assert quote.totals.due.value == D("840.00")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Acompte de 30 % à la signature, solde à la livraison.", "Entretien 65,00 € HT"),
        ("Acompte de 30 % à la signature, solde à la livraison", "Entretien : 65,00 € HT"),
        (
            "Acompte de 30 % à la signature, solde à la livraison",
            "Entretien : 65,00 € HT par mois, engagement 24 mois",
        ),
        ("Solde", "65,00 € par mois"),
    ],
)
def test_what_stands_below_a_sentence_or_comes_back_is_not_what_is_left_to_pay(
    above: str, below: str
) -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD), (57, item("Site vitrine", "1", "1 000,00 €", "1 000,00 €")),
        (80, total("Total HT", "1 000,00 €")), (86, total("TVA 20 %", "200,00 €")), (92, total("Total TTC", "1 200,00 €")),
        (110, [(15, above)]), (115, [(15, below)]),
    ])  # fmt: skip
    assert quote.totals.due is None
    assert triple(quote) == (D("1000.00"), D("200.00"), D("1200.00"))


def test_several_pages_with_a_carried_total() -> None:
    first: list[tuple[float, Sequence[Cell]]] = [(20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD)]
    first += [(57 + 6 * i, item(f"Prestation {i}", "1", "100,00", "100,00")) for i in range(30)]
    first += [(250, total("À reporter", "3 000,00")), (285, [(90, "Page 1/2")])]
    second: list[tuple[float, Sequence[Cell]]] = [(20, HEAD), (27, [(15, "Report"), (190, "3 000,00", "R")]), (33, item("Dernière", "2", "50,00", "100,00")),
              (50, total("Total HT", "3 100,00 €")), (56, total("TVA 20 %", "620,00 €")), (62, total("Total TTC", "3 720,00 €")),
              (285, [(90, "Page 2/2")])]  # fmt: skip
    quote = sheet(first, second)
    assert len(quote.lines) == 31
    assert quote.lines[-1].description == "Dernière"
    assert triple(quote) == (D("3100.00"), D("620.00"), D("3720.00"))


def test_amounts_without_cents_and_units_in_the_quantity() -> None:
    quote = sheet([
        (20, [(15, "Proposition commerciale"), (120, "Réf. : PC-2026-3"), (165, "02/03/2026")]),
        (50, [(15, "Prestation"), (110, "Quantité"), (140, "Tarif HT"), (175, "Total HT")]),
        (57, [(15, "Développement"), (110, "3 jours"), (140, "450 €"), (175, "1 350 €")]),
        (63, [(15, "Maintenance"), (110, "12 mois"), (140, "50 €"), (175, "600 €")]),
        (80, total("Total HT", "1 950 €")), (86, total("TVA (20%)", "390 €")), (92, total("Total TTC", "2 340 €")),
    ])  # fmt: skip
    assert [(line.quantity, line.unit, line.unit_price, line.net_amount) for line in quote.lines] == [
        (D(3), "jours", D(450), D(1350)), (D(12), "mois", D(50), D(600)),
    ]  # fmt: skip
    assert quote.lines[1].recurring == "month"
    assert quote.number
    assert quote.number.value == "PC-2026-3"


def test_a_gift_and_an_included_line() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 8 du 02/03/2026")]), (50, HEAD), (57, item("Site", "1", "700,00 €", "700,00 €")),
        (63, item("Formation", "1", "150,00 €", "Offert")),
        (80, total("Total HT", "700,00 €")), (86, total("TVA 20 %", "140,00 €")), (92, total("Total TTC", "840,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("700.00"), D(0)]


def test_a_description_centred_on_its_amount() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 8 du 02/03/2026")]), (50, HEAD),
        (57, [(15, "Site vitrine responsive")]), (61, [(120, "1", "R"), (155, "700,00", "R"), (190, "700,00", "R"), (15, "avec cinq pages,")]),
        (65, [(15, "formulaire de contact")]),
        (75, [(15, "Hébergement et")]), (79, [(120, "1", "R"), (155, "60,00", "R"), (190, "60,00", "R"), (15, "nom de domaine")]),
        (83, [(15, "première année")]),
        (100, total("Total HT", "760,00 €")), (106, total("TVA 20 %", "152,00 €")), (112, total("Total TTC", "912,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("700.00"), D("60.00")]
    assert quote.lines[0].description.startswith("Site vitrine")
    assert quote.lines[1].description.startswith("Hébergement")


def test_no_vat_and_totals_that_say_so() -> None:
    quote = sheet([
        (20, [(15, "DEVIS"), (150, "Devis N° : 2026-001")]), (26, [(150, "Date : 02/03/26")]),
        (50, [(15, "Description"), (120, "Quantité"), (150, "Prix"), (180, "Total")]),
        (57, [(15, "Logo"), (120, "1"), (150, "350,00 €"), (180, "350,00 €")]),
        (80, total("Total", "350,00 €")), (86, [(15, "TVA non applicable, article 293 B du CGI")]),
    ])  # fmt: skip
    net, vat, gross = triple(quote)
    assert vat is None
    assert D("350.00") in (net, gross)
    assert quote.issued_on
    assert quote.issued_on.value == date(2026, 3, 2)


def test_headings_on_two_rows_and_centred() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 8 du 02/03/2026")]),
        (50, [(130, "Prix unitaire", "C"), (175, "Montant", "C")]), (52, [(60, "Description", "C"), (108, "Quantité", "C")]),
        (54, [(130, "HT", "C"), (175, "HT", "C")]),
        (61, [(15, "Site"), (108, "1", "C"), (140, "700,00 €", "R"), (190, "700,00 €", "R")]),
        (67, [(15, "Logo et déclinaisons"), (108, "2", "C"), (140, "100,00 €", "R"), (190, "200,00 €", "R")]),
        (80, total("Total HT", "900,00 €")), (86, total("TVA 20 %", "180,00 €")), (92, total("Total TTC", "1 080,00 €")),
    ])  # fmt: skip
    assert [(line.description, line.quantity, line.unit_price) for line in quote.lines] == [
        ("Site", D(1), D("700.00")), ("Logo et déclinaisons", D(2), D("100.00")),
    ]  # fmt: skip


def test_the_clients_siret_is_not_the_suppliers() -> None:
    quote = sheet([
        (20, [(15, "Studio Epsilon"), (120, "Client :")]), (26, [(15, "SIRET 732 829 320 00074"), (120, "Mairie"), ]),
        (32, [(120, "SIRET 213 300 635 00017")]), (40, [(15, "Devis n° 8 du 02/03/2026")]),
        (50, HEAD), (57, item("Site", "1", "700,00 €", "700,00 €")), (80, total("Total HT", "700,00 €")),
    ])  # fmt: skip
    assert quote.supplier.siret
    assert quote.supplier.siret.value == "73282932000074"


def test_totals_of_a_rental_over_its_term() -> None:
    quote = sheet([
        (20, [(15, "Bon de commande — contrat de location de site internet")]),
        (30, [(15, "Durée du contrat : 48 mois ferme et irrévocable, cession possible au bailleur")]),
        (50, [(15, "Désignation"), (110, "Mensualité HT", "R"), (150, "TVA", "R"), (190, "Mensualité TTC", "R")]),
        (57, [(15, "Abonnement mensuel site"), (110, "250,00 €", "R"), (150, "50,00 €", "R"), (190, "300,00 €", "R")]),
    ])  # fmt: skip
    assert quote.commitment
    assert quote.commitment.months == 48
    assert any(check.id == "rental" for check in quote.checks)


def test_identity_in_the_footer_and_a_table_of_references() -> None:
    quote = sheet([
        (15, [(15, "Pixel & Cie")]), (22, [(15, "Agence web à Libourne")]), (30, [(120, "Mairie de Blaye")]), (35, [(120, "7 cours Vauban")]),
        (40, [(120, "33390 Blaye")]), (55, [(15, "Devis D202603-0042")]),
        (62, [(15, "Date du devis : 02/03/2026")]), (68, [(15, "Date de fin de validité : 01/04/2026")]), (74, [(15, "Réf. client : C0012")]),
        (90, [(15, "Désignation"), (100, "TVA", "R"), (125, "P.U. HT", "R"), (145, "Qté", "R"), (185, "Total HT", "R")]),
        (97, [(15, "Refonte du site"), (100, "20%", "R"), (125, "1 450,00", "R"), (145, "1", "R"), (185, "1 450,00", "R")]),
        (120, [(125, "Total HT"), (185, "1 450,00", "R")]), (126, [(125, "Total TVA 20%"), (185, "290,00", "R")]),
        (132, [(125, "Total TTC"), (185, "1 740,00", "R")]),
        (280, [(30, "SARL au capital de 5 000 € - SIRET 732 829 320 00074 - RCS Libourne 732 829 320 - TVA FR44732829320")]),
    ])  # fmt: skip
    assert quote.number
    assert quote.number.value == "D202603-0042"
    assert quote.issued_on
    assert quote.issued_on.value == date(2026, 3, 2)
    assert quote.valid_until
    assert quote.valid_until.value == date(2026, 4, 1)
    assert quote.supplier.siret
    assert quote.supplier.siret.value == "73282932000074"
    assert quote.supplier.vat_id
    assert quote.supplier.vat_id.value == "FR44732829320"
    assert triple(quote) == (D("1450.00"), D("290.00"), D("1740.00"))
    assert [line.description for line in quote.lines] == ["Refonte du site"]


def test_a_validity_in_days_and_a_date_in_words() -> None:
    quote = sheet([
        (20, [(15, "DEVIS 2026-15")]), (26, [(15, "Fait à Bordeaux, le 2 mars 2026")]),
        (32, [(15, "Validité de l'offre : 30 jours")]), (50, HEAD), (57, item("Site", "1", "700,00 €", "700,00 €")),
        (80, total("Total HT", "700,00 €")), (86, total("TVA 20 %", "140,00 €")), (92, total("Total TTC", "840,00 €")),
    ])  # fmt: skip
    assert quote.issued_on
    assert quote.issued_on.value == date(2026, 3, 2)
    assert quote.valid_until
    assert quote.valid_until.value == date(2026, 4, 1)
    assert quote.number
    assert quote.number.value == "2026-15"


def test_an_english_quote() -> None:
    quote = sheet([
        (20, [(15, "QUOTATION"), (130, "Quote No: Q-1042")]), (26, [(130, "Issue date: March 2, 2026")]), (32, [(130, "Valid until: April 1, 2026")]),
        (50, [(15, "Item"), (110, "Qty", "R"), (140, "Unit price", "R"), (185, "Amount", "R")]),
        (57, [(15, "Website design"), (110, "1", "R"), (140, "€1,250.00", "R"), (185, "€1,250.00", "R")]),
        (63, [(15, "Copywriting"), (110, "5", "R"), (140, "€80.00", "R"), (185, "€400.00", "R")]),
        (80, [(120, "Subtotal"), (185, "€1,650.00", "R")]), (86, [(120, "VAT 20%"), (185, "€330.00", "R")]),
        (92, [(120, "Total"), (185, "€1,980.00", "R")]),
    ])  # fmt: skip
    assert quote.number
    assert quote.number.value == "Q-1042"
    assert quote.issued_on
    assert quote.issued_on.value == date(2026, 3, 2)
    assert quote.valid_until
    assert quote.valid_until.value == date(2026, 4, 1)
    assert triple(quote) == (D("1650.00"), D("330.00"), D("1980.00"))
    assert amounts(quote) == [D("1250.00"), D("400.00")]


def test_a_list_without_headings() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 9 du 02/03/2026")]),
        (57, item("Création du site", "1", "700,00 €", "700,00 €")), (63, item("Photos", "3", "50,00 €", "150,00 €")),
        (80, total("Total HT", "850,00 €")), (86, total("TVA 20 %", "170,00 €")), (92, total("Total TTC", "1 020,00 €")),
    ])  # fmt: skip
    assert triple(quote) == (D("850.00"), D("170.00"), D("1020.00"))
    assert [(line.description, line.net_amount) for line in quote.lines] == [
        ("Création du site", D("700.00")),
        ("Photos", D("150.00")),
    ]


def test_names_and_prices_only() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 9 du 02/03/2026")]), (50, [(15, "Prestation"), (185, "Prix HT", "R")]),
        (57, [(15, "Création du site de cinq pages"), (185, "700,00 €", "R")]), (63, [(15, "Hébergement (par an)"), (185, "90,00 €", "R")]),
        (80, [(130, "Total HT"), (185, "790,00 €", "R")]), (86, [(130, "TVA 20 %"), (185, "158,00 €", "R")]),
        (92, [(130, "Total TTC"), (185, "948,00 €", "R")]),
    ])  # fmt: skip
    assert [(line.description, line.amount) for line in quote.lines] == [
        ("Création du site de cinq pages", D("700.00")), ("Hébergement (par an)", D("90.00")),
    ]  # fmt: skip
    assert quote.lines[1].recurring == "year"
    assert triple(quote) == (D("790.00"), D("158.00"), D("948.00"))


def test_shipping_after_the_lines() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 9 du 02/03/2026")]), (50, HEAD), (57, item("Cartes de visite", "500", "0,10", "50,00")),
        (70, total("Total produits HT", "50,00 €")), (76, total("Frais de port HT", "10,00 €")), (82, total("Total HT", "60,00 €")),
        (88, total("TVA 20 %", "12,00 €")), (94, total("Total TTC", "72,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("50.00")]
    assert triple(quote) == (D("60.00"), D("12.00"), D("72.00"))
    assert "lines-total" not in {check.id for check in quote.checks}


def test_a_credit_note() -> None:
    quote = sheet([
        (20, [(15, "AVOIR N° AV-2026-3"), (150, "Date : 02/03/2026")]), (50, HEAD), (57, item("Site annulé", "-1", "500,00", "-500,00")),
        (80, total("Total HT", "-500,00 €")), (86, total("TVA 20 %", "-100,00 €")), (92, total("Total TTC", "-600,00 €")),
    ])  # fmt: skip
    assert triple(quote) == (D("-500.00"), D("-100.00"), D("-600.00"))
    assert amounts(quote) == [D("-500.00")]


def test_terms_below_do_not_become_lines() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 9 du 02/03/2026")]), (50, HEAD), (57, item("Site", "1", "700,00 €", "700,00 €")),
        (70, total("Total HT", "700,00 €")), (76, total("TVA 20 %", "140,00 €")), (82, total("Total TTC", "840,00 €")),
        (100, [(15, "Modalités de règlement : 30 % à la commande, soit"), (190, "252,00 €", "R")]),
        (106, [(15, "Solde à la livraison, soit"), (190, "588,00 €", "R")]),
        (112, [(15, "Pénalités de retard : 3 fois le taux légal. Indemnité forfaitaire de recouvrement : 40 €")]),
        (118, [(15, "IBAN FR76 3000 6000 0112 3456 7890 189")]),
    ])  # fmt: skip
    assert amounts(quote) == [D("700.00")]
    assert triple(quote) == (D("700.00"), D("140.00"), D("840.00"))
    assert quote.supplier.iban
    assert quote.supplier.iban.value == "FR7630006000011234567890189"


def test_each_value_of_a_line_says_where_it_is_printed() -> None:
    """The box of a value covers what is printed there, and nothing of its neighbours."""
    quote = sheet([
        (20, [(15, "DEVIS N° 9 du 02/03/2026")]), (50, HEAD), (60, item("Site", "2", "1 250,00", "2 500,00")),
        (80, total("Total HT", "2 500,00 €")), (86, total("TVA 20 %", "500,00 €")), (92, total("Total TTC", "3 000,00 €")),
    ])  # fmt: skip
    points = 72 / 25.4
    cells = {str(cell.field): cell for cell in quote.lines[0].cells}
    assert {field: cell.printed for field, cell in cells.items()} == {
        "quantity": "2", "unit_price": "1 250,00", "net_amount": "2 500,00",
    }  # fmt: skip
    for field, right in (("quantity", 120), ("unit_price", 155), ("net_amount", 190)):
        left, top, end, bottom = cells[field].place.box
        assert abs(end - right * points) < 2
        assert left > end - 80
        assert top < 60 * points < bottom + 2
    places: Any = quote.as_json()["places"]
    assert places["gross"]["page"] == 1
