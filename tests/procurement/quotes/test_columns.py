# ruff: noqa: E501  -- printed rows read better one a line
"""What each column holds is told by what stands in it: names, details, codes, sums, and headings that are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from fpdf import FPDF

from etabli.procurement.quotes.engine import Document, Quote, decode
from etabli.procurement.quotes.engine.layout.naming import has_words, is_code
from tests.procurement.quotes.drawn import HEAD, Cell, amounts, item, sheet, total, triple

D = Decimal
TITLE: tuple[float, Sequence[Cell]] = (20, [(15, "DEVIS N° 2026-08 du 02/03/2026")])
PARTS = (("CPU10", "Processeur dix coeurs", "400,00"), ("MOPS", "Carte mère pour poste", "200,00"),
         ("RAM16", "Mémoire vive", "80,00"), ("SSD500", "Disque rapide", "70,00"))  # fmt: skip


def totals(top: float, *three: str) -> list[tuple[float, Sequence[Cell]]]:
    labels = ("Total HT", "TVA 20 %", "Total TTC")
    return [(top + 6 * n, total(label, three[n])) for n, label in enumerate(labels)]


def named(quote: Quote) -> list[tuple[str, str]]:
    return [(line.description, line.details) for line in quote.lines]


@pytest.mark.parametrize("heads", [
    [(15, "Désignation")], [(15, "Désignation"), (40, "Description")], [(15, "Réf."), (40, "Désignation")], [(40, "Désignation")],
    [(22, "Code", "C"), (75, "Désignation", "C")],
])  # fmt: skip
def test_codes_are_references_whatever_their_heading(heads: list[Cell]) -> None:
    rows = [
        (57 + 6 * n, [(15, code), (40, name), (120, "1", "R"), (155, price, "R"), (190, price, "R")])
        for n, (code, name, price) in enumerate(PARTS)
    ]
    quote = sheet([TITLE, (50, [*heads, *HEAD[1:]]), *rows, *totals(120, "750,00 €", "150,00 €", "900,00 €")])
    assert [(line.reference, line.description) for line in quote.lines] == [row[:2] for row in PARTS]


def test_names_in_capitals_are_no_codes() -> None:
    rows = [(57, item("LOGO", "1", "300,00", "300,00")), (63, item("SITE", "1", "700,00", "700,00"))]
    quote = sheet([TITLE, (50, HEAD), *rows, *totals(120, "1 000,00 €", "200,00 €", "1 200,00 €")])
    assert [line.description for line in quote.lines] == ["LOGO", "SITE"]
    assert [line.reference for line in quote.lines] == ["", ""]


def test_two_columns_of_words_are_not_read_across() -> None:
    quote = sheet([
        TITLE, (50, [(15, "Prestation"), (55, "Détails"), (190, "Coût HT", "R")]),
        (57, [(15, "Site vitrine"), (55, "Conception de cinq pages avec"), (190, "900 €", "R")]),
        (61, [(15, "sur mesure"), (55, "formulaire de contact et plan")]), (65, [(55, "du quartier")]),
        (72, [(15, "Hébergement"), (55, "Serveur en France, sauvegarde"), (190, "120 €", "R")]), (76, [(15, "et copies"), (55, "chaque nuit")]),
        *totals(120, "1 020,00 €", "204,00 €", "1 224,00 €"),
    ])  # fmt: skip
    assert named(quote) == [
        (
            "Site vitrine sur mesure",
            "Conception de cinq pages avec formulaire de contact et plan du quartier",
        ),
        ("Hébergement et copies", "Serveur en France, sauvegarde chaque nuit"),
    ]
    assert [line["description"] for line in quote.as_json()["lines"]] == [
        "Site vitrine sur mesure", "Hébergement et copies",
    ]  # fmt: skip


def test_the_name_stands_beside_its_description() -> None:
    quote = sheet([
        TITLE, (50, [(15, "Nom/Code"), (60, "Description"), *HEAD[1:]]),
        (57, [(15, "Échelle"), (60, "En bois, trois mètres"), *item("", "1", "150,00", "150,00")[1:]]),
        (63, [(15, "Manivelle"), (60, "Pour volet roulant"), *item("", "2", "25,00", "50,00")[1:]]),
        *totals(120, "200,00 €", "40,00 €", "240,00 €"),
    ])  # fmt: skip
    assert named(quote) == [("Échelle", "En bois, trois mètres"), ("Manivelle", "Pour volet roulant")]
    first = quote.as_json()["lines"][0]
    assert (first["designation"], first["description"]) == ("Échelle", "Échelle En bois, trois mètres")


def test_words_cut_by_a_narrow_column_are_whole_again() -> None:
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"
    pdf.add_page()
    pdf.set_font("helvetica", "", 10)
    rows = [(20, 15, "Devis 12 : maintenance et développement d'un site"), (50, 15, "Prestations"), (50, 45, "Détails"), (50, 160, "Coût HT"),
            (60, 15, "Développem"), (65, 15, "ent du site"), (60, 45, "Mise en place du serveur et des pages"), (60, 160, "3 500 €"),
            (75, 15, "Maintenanc"), (80, 15, "e (6 mois)"), (75, 45, "Correction des anomalies"), (75, 160, "1 000 €"),
            (90, 15, "Tests"), (95, 15, "en ligne"), (90, 45, "Vérification avant la mise en ligne"), (90, 160, "500 €"), (120, 120, "Total HT"), (120, 160, "5 000 €")]  # fmt: skip
    for y, x, text in rows:
        pdf.text(x, y, text)
        if 55 < y < 100 and x == 160:
            pdf.line(13, y - 6, 190, y - 6)
    for x in (13, 35.5, 150):
        pdf.line(x, 45, x, 105)
    quote = decode(Document("devis.pdf", bytes(pdf.output())))
    assert [line.description for line in quote.lines] == [
        "Développement du site",
        "Maintenance (6 mois)",
        "Tests en ligne",
    ]


def test_sections_whose_only_amounts_are_sub_totals_are_the_lines() -> None:
    quote = sheet([
        TITLE, (50, [(15, "Prestation"), (190, "Montant HT", "R")]),
        (58, [(15, "1. Conception")]), (64, [(15, "Maquettes de cinq pages")]), (70, [(15, "Sous-total Conception"), (190, "1 100,00 €", "R")]),
        (86, [(15, "2. Réalisation")]), (92, [(15, "Formulaire de contact")]), (98, [(15, "Sous-total Réalisation"), (190, "2 000,00 €", "R")]),
        *totals(120, "3 100,00 €", "620,00 €", "3 720,00 €"),
    ])  # fmt: skip
    assert [line.description for line in quote.lines] == ["Conception", "Réalisation"]
    assert amounts(quote) == [D("1100.00"), D("2000.00")]


def test_a_sub_total_without_a_name_has_that_of_its_title() -> None:
    quote = sheet([
        TITLE, (50, [(15, "Prestation"), (190, "Montant HT", "R")]),
        (58, [(15, "Atelier collectif")]), (68, [(15, "- Deux heures")]), (78, [(150, "Sous-total"), (190, "700,00 €", "R")]),
        (88, [(15, "Traduction")]), (98, [(15, "- En anglais")]), (108, [(150, "Sous-total"), (190, "300,00 €", "R")]),
        *totals(130, "1 000,00 €", "200,00 €", "1 200,00 €"),
    ])  # fmt: skip
    assert [(line.description, line.amount) for line in quote.lines] == [
        ("Atelier collectif", D("700.00")),
        ("Traduction", D("300.00")),
    ]


def test_prices_apart_from_their_names_make_no_lines() -> None:
    names = [(57, [(15, "Site vitrine"), (150, "1", "R")]), (63, [(15, "Photos sur place"), (150, "2", "R")])]
    prices = [(57, [(15, "u"), (60, "900,00 €", "R"), (110, "900,00 €", "R")]), (63, [(15, "jours"), (60, "100,00 €", "R"), (110, "200,00 €", "R")])]  # fmt: skip
    quote = sheet([TITLE, (50, [(15, "Désignation"), (150, "Qté", "R")]), *names], [*prices, *totals(120, "1 100,00 €", "220,00 €", "1 320,00 €")])  # fmt: skip
    assert not any("€" in line.description or line.description in ("u", "jours") for line in quote.lines)


def test_sums_without_a_word_are_no_lines() -> None:
    quote = sheet([
        TITLE, (50, HEAD), (57, [(15, "Conception")]), (63, item("Maquette", "2", "400,00 €", "800,00 €")), (69, item("Charte", "1", "300,00 €", "300,00 €")),
        (75, [(190, "1 100,00 €", "R")]), (85, [(15, "Réalisation")]), (91, item("Intégration", "5", "400,00 €", "2 000,00 €")),
        (97, item("Recette", "1", "400,00 €", "400,00 €")), (103, [(190, "2 400,00 €", "R")]), *totals(120, "3 500,00 €", "700,00 €", "4 200,00 €"),
    ])  # fmt: skip
    assert [line.description for line in quote.lines] == ["Maquette", "Charte", "Intégration", "Recette"]


def test_a_title_with_a_number_of_its_own_names_no_line() -> None:
    heads = [(15, "N°"), (25, "Désignation"), *HEAD[1:]]
    quote = sheet([
        TITLE, (50, heads), (57, [(15, "1"), (25, "CONCEPTION")]), (63, [(15, "1.1"), (25, "Maquettes"), *item("", "2", "400,00", "800,00")[1:]]),
        (69, [(15, "1.2"), (25, "Charte"), *item("", "1", "300,00", "300,00")[1:]]), (75, [(25, "Total CONCEPTION"), (190, "1 100,00", "R")]),
        (81, [(15, "2"), (25, "RÉALISATION")]), (87, [(15, "2.1"), (25, "Intégration"), *item("", "5", "400,00", "2 000,00")[1:]]),
        *totals(120, "3 100,00 €", "620,00 €", "3 720,00 €"),
    ])  # fmt: skip
    assert [line.description for line in quote.lines] == ["Maquettes", "Charte", "Intégration"]


def test_a_summary_on_the_next_page_is_not_read_in_place_of_the_lines() -> None:
    heads = [(15, "Lot"), (120, "Total HT", "R"), (155, "TVA", "R"), (190, "Total TTC", "R")]
    quote = sheet(
        [TITLE, (50, HEAD), (57, item("Maquette", "2", "400,00 €", "800,00 €")), (63, item("Charte", "1", "300,00 €", "300,00 €")), (69, item("Intégration", "5", "400,00 €", "2 000,00 €"))],
        [(37, heads), (43, [(15, "Conception"), (120, "1 100,00 €", "R"), (155, "220,00 €", "R"), (190, "1 320,00 €", "R")]),
         (49, [(15, "Réalisation"), (120, "2 000,00 €", "R"), (155, "400,00 €", "R"), (190, "2 400,00 €", "R")])],
    )  # fmt: skip
    assert amounts(quote) == [D("800.00"), D("300.00"), D("2000.00")]


def test_a_list_goes_on_over_the_page_with_amounts_alone() -> None:
    quote = sheet(
        [TITLE, (50, [(15, "Prestations"), (70, "Détails"), (190, "Coût HT", "R")]), (57, [(15, "Analyse"), (70, "Cahier des charges"), (190, "1 200 €", "R")])],
        [(20, [(15, "Maintenance"), (70, "Correction des anomalies"), (190, "1 000 €", "R")]), (40, [(15, "Paiement"), (70, "Acompte à la commande"), (190, "880 €", "R")]),
         *totals(60, "2 200,00 €", "440,00 €", "2 640,00 €")],
    )  # fmt: skip
    assert amounts(quote) == [D("1200"), D("1000")]


def test_a_range_is_no_amount() -> None:
    rows = [(57, [(15, "Site vitrine"), (190, "7 000 à 12 000 €", "R")]), (63, [(15, "Référencement"), (190, "1 000 – 1 500 €", "R")]), (69, [(15, "Logo"), (190, "500 €", "R")])]  # fmt: skip
    quote = sheet([TITLE, (50, [(15, "Prestation"), (190, "Montant HT", "R")]), *rows])
    assert amounts(quote) == [None, None, D("500")]
    assert [check.line for check in quote.checks if check.id == "line-unread"] == [0, 1]


HALF: Sequence[Cell] = ((15, "Désignation"), (140, "Qté", "R"), (190, "Prix unitaire", "R"))


def halves(*, net: str) -> Quote:
    return sheet([
        TITLE, (50, HALF), (57, [(15, "Site sur mesure"), (140, "1", "R"), (190, "1 100,00 €", "R")]), (63, [(15, "Photos"), (140, "3", "R"), (190, "100,00 €", "R")]),
        *totals(120, net, "280,00 €", "1 680,00 €"),
    ])  # fmt: skip


def test_amounts_that_no_line_prints_are_made_where_their_sum_is_printed() -> None:
    assert amounts(halves(net="1 400,00 €")) == [D("1100.00"), D("300.00")]
    assert amounts(halves(net="1 350,00 €")) == [None, None]


@pytest.mark.parametrize(("price", "amount", "said"), [("PU HT", "Total TTC", "gross"), ("PU TTC", "Total HT", "net")])  # fmt: skip
def test_price_and_amount_on_both_sides_of_the_tax(price: str, amount: str, said: str) -> None:
    heads = [
        (15, "Désignation"),
        (110, "Qté", "R"),
        (140, price, "R"),
        (160, "TVA", "R"),
        (190, amount, "R"),
    ]
    one, two = ("1 000,00", "1 200,00") if said == "gross" else ("1 200,00", "1 000,00")
    three, four = ("100,00", "240,00") if said == "gross" else ("120,00", "200,00")
    quote = sheet([
        TITLE, (50, heads), (57, [(15, "Site"), (110, "1", "R"), (140, one, "R"), (160, "20 %", "R"), (190, two, "R")]),
        (63, [(15, "Photos"), (110, "2", "R"), (140, three, "R"), (160, "20 %", "R"), (190, four, "R")]), *totals(120, "1 200,00 €", "240,00 €", "1 440,00 €"),
    ])  # fmt: skip
    lines = [line.gross_amount if said == "gross" else line.net_amount for line in quote.lines]
    assert lines == [D(two.replace(" ", "").replace(",", ".")), D(four.replace(",", "."))]
    assert not any(check.severity == "error" for check in quote.checks)


def test_headings_over_each_others_columns_yield_to_the_products() -> None:
    heads = [(15, "Description"), (120, "Qté", "R"), (155, "Total HT", "R"), (190, "Prix", "R")]
    rows = [(57, item("Cartes", "3", "200,00", "600,00")), (63, item("Site", "2", "900,00", "1 800,00")), (69, item("Logo", "1", "100,00", "100,00"))]  # fmt: skip
    quote = sheet([TITLE, (50, heads), *rows, *totals(120, "2 500,00 €", "500,00 €", "3 000,00 €")])
    assert amounts(quote) == [D("600.00"), D("1800.00"), D("100.00")]
    assert [line.unit_price for line in quote.lines] == [D("200.00"), D("900.00"), D("100.00")]
    assert triple(quote) == (D("2500.00"), D("500.00"), D("3000.00"))


@pytest.mark.parametrize("text", ["CPU10", "MOPS", "REF-0012", "HÉBE", "2557378"])
def test_codes(text: str) -> None:
    assert is_code(text)
    assert not has_words(text)


@pytest.mark.parametrize("text", ["Logo", "Cisco Catalyst", "Manchons de", "X"])
def test_no_codes(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize("quantity", ["1", ""])
def test_a_fee_above_other_lines_is_one_of_them(quantity: str) -> None:
    head: Sequence[Cell] = ((15, "Désignation"), (120, "Qté", "R"), (190, "Montant HT", "R"))
    fee: Sequence[Cell] = ((15, "Frais de mise en place"), (120, quantity, "R"), (190, "200,00 €", "R"))
    site: Sequence[Cell] = ((15, "Création du site"), (120, "1", "R"), (190, "1 000,00 €", "R"))
    sums = totals(100, "1 200,00 €", "240,00 €", "1 440,00 €")
    quote = sheet([TITLE, (50, head), (57, fee), (64, site), *sums])
    assert [line.description for line in quote.lines] == ["Frais de mise en place", "Création du site"]
    assert not quote.totals.adjustments
    last = sheet(
        [TITLE, (50, head), (57, site), (64, ((15, "Frais de port"), (190, "200,00 €", "R"))), *sums]
    )
    assert [change.label for change in last.totals.adjustments] == ["Frais de port"]
