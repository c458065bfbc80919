# ruff: noqa: E501  -- printed rows read better one a line
"""Quotes without a table, or whose columns and totals stand another way: each small page shows one difficulty."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from etabli.procurement.quotes.engine import Document, decode
from tests.procurement.quotes.drawn import HEAD, D, amounts, item, sheet, total, triple


@pytest.mark.parametrize("blank", [" ", ""])
def test_dots_lead_from_a_name_to_its_price(blank: str) -> None:
    """The prices stand where the dots end, not in line; the totals are told in a sentence."""
    rows = [
        ("Création graphique", 40, "1 350,00 €"),
        ("Photographies de l'atelier", 30, "420,00 €"),
        ("Formation (3 heures)", 44, "210,00 €"),
    ]
    quote = sheet([
        (20, [(15, "Devis n° 14 du 02/03/2026")]), (40, [(15, "Suite à notre entretien, voici notre proposition :")]),
        *((55 + 5 * at, [(15, f"{name}{blank}{'.' * dots}{blank}{price}")]) for at, (name, dots, price) in enumerate(rows)),
        (80, [(15, "Soit un total hors taxes de 1 980,00 €, auquel s'ajoute la TVA à 20 % : 396,00 €, soit 2 376,00 € TTC.")]),
        (90, [(15, "Bon pour accord : ......................")]),
    ])  # fmt: skip
    assert [(line.description, line.amount) for line in quote.lines] == [
        ("Création graphique", D("1350.00")),
        ("Photographies de l'atelier", D("420.00")),
        ("Formation (3 heures)", D("210.00")),
    ]
    assert triple(quote) == (D("1980.00"), D("396.00"), D("2376.00"))


def test_prices_far_from_names_are_no_list_without_their_sum() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 14 du 02/03/2026")]),
        (55, [(15, "Panneau de chantier"), (90, "90,00 €")]), (60, [(15, "Adhésifs"), (80, "40,00 €")]),
        (80, [(15, "Total TTC : 300,00 €")]),
    ])  # fmt: skip
    assert quote.lines == ()


def test_cards_with_a_name_a_price_and_a_description() -> None:
    """The total isn't in line with the prices, which bear what they include."""
    cards = [
        ("Site une page", "690,00 € HT", "Présentation, horaires, plan."),
        ("Fiche d'établissement", "120,00 € HT", "Création avec vous."),
        ("Séance photo", "250,00 € HT", "Deux heures, 15 images."),
    ]
    quote = sheet([
        (20, [(15, "Devis n° 61 du 18/02/2026")]),
        *(row for at, (name, price, told) in enumerate(cards) for row in ((40 + 15 * at, [(15, name), (190, price, "R")]), (44 + 15 * at, [(15, told)]))),
        (95, [(195, "Sous-total 1 060,00 €", "R")]), (99, [(195, "TVA (20 %) 212,00 €", "R")]), (105, [(195, "Total à payer 1 272,00 €", "R")]),
    ])  # fmt: skip
    assert [(line.description, line.details, line.amount) for line in quote.lines] == [
        ("Site une page", "Présentation, horaires, plan.", D("690.00")),
        ("Fiche d'établissement", "Création avec vous.", D("120.00")),
        ("Séance photo", "Deux heures, 15 images.", D("250.00")),
    ]
    assert triple(quote) == (D("1060.00"), D("212.00"), D("1272.00"))


@pytest.mark.parametrize(
    "headings", [("Tarif mensuel HT", "Frais uniques HT"), ("Abonnement mensuel HT", "Mise en service HT")]
)
def test_what_comes_back_and_what_is_paid_once_in_two_columns(headings: tuple[str, str]) -> None:
    head = [(15, "Service"), (130, headings[0], "R"), (190, headings[1], "R")]
    quote = sheet([
        (20, [(15, "Offre n° 33 du 17/06/2026")]), (50, head),
        (57, [(15, "Pack site"), (130, "59,00 €", "R"), (190, "—", "R")]), (63, [(15, "Messagerie"), (130, "inclus", "R"), (190, "—", "R")]),
        (69, [(15, "Formation"), (130, "—", "R"), (190, "190,00 €", "R")]),
        (90, [(15, "Total mensuel HT : 59,00 € - TVA 11,80 € - Total mensuel TTC : 70,80 €")]),
    ])  # fmt: skip
    assert [(line.description, line.amount, line.recurring) for line in quote.lines] == [
        ("Pack site", D("59.00"), "month"),
        ("Messagerie", D("0"), None),
        ("Formation", D("190.00"), None),
    ]


def test_an_option_below_the_totals() -> None:
    """Its title is no part of its name, though the amounts of the lines above stand half-way down their text."""
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, [(15, "Site")]), (59, item("", "2", "450,00", "900,00")[1:]), (61, [(15, "Une page d'accueil, deux gabarits")]), (70, item("Photos", "1", "100,00", "100,00")),
        (85, total("Total HT", "1 000,00 €")), (91, total("TVA 20 %", "200,00 €")), (97, total("Total TTC", "1 200,00 €")),
        (108, [(15, "En option")]), (115, item("Version anglaise", "2", "580,00", "1 160,00")),
    ])  # fmt: skip
    assert [(line.description, line.optional) for line in quote.lines] == [
        ("Site", False),
        ("Photos", False),
        ("Version anglaise", True),
    ]


def test_a_code_in_brackets_is_no_amount() -> None:
    """Two rates with their codes, and a gross amount before the discount that isn't with VAT."""
    below = [
        ("Total brut HT", "615,00"),
        ("Remise 5 %", "-30,75"),
        ("Frais de port", "18,00"),
        ("Total HT", "602,25"),
        ("TVA (1) 20 %", "60,60"),
        ("TVA (2) 5,5 %", "16,46"),
        ("Net à payer", "679,31 EUR"),
    ]
    quote = sheet([
        (20, [(15, "PROFORMA PF-233 du 14/07/2026")]),
        (50, [(15, "Libellé"), (110, "Qté", "R"), (135, "Prix U. net", "R"), (165, "Total net", "R"), (190, "TVA", "R")]),
        *((57 + 6 * at, [(15, name), (110, q, "R"), (135, p, "R"), (165, a, "R"), (190, code, "R")]) for at, (name, q, p, a, code) in enumerate([
            ("Cartes de visite", "500", "0,12", "60,00", "1"), ("Dépliants", "1000", "0,24", "240,00", "1"), ("Livret", "150", "2,10", "315,00", "2")])),
        *((85 + 5 * at, total(label, amount)) for at, (label, amount) in enumerate(below)),
    ])  # fmt: skip
    assert triple(quote) == (D("602.25"), D("77.06"), D("679.31"))
    assert [line.unit_price for line in quote.lines] == [D("0.12"), D("0.24"), D("2.10")]


@pytest.mark.parametrize("broken", [False, True])
def test_the_base_in_a_label_is_not_the_vat(broken: bool) -> None:
    """On one line, or on two with the VAT half-way down."""
    vat = [
        (92.5, [(125, "VAT - France (20% on")]),
        (95, [(190, "€254.00", "R")]),
        (97.5, [(125, "€1,270.00)")]),
    ]
    quote = sheet([
        (20, [(15, "Quote 9 - March 4, 2026")]), (50, [(15, "Description"), (120, "Qty", "R"), (155, "Unit price", "R"), (190, "Amount", "R")]),
        (57, item("Landing page", "1", "€1,000.00", "€1,000.00")), (63, item("Copywriting", "3", "€90.00", "€270.00")),
        (80, [(125, "Subtotal"), (190, "€1,270.00", "R")]), (86, [(125, "Total excluding tax"), (190, "€1,270.00", "R")]),
        *(vat if broken else [(92, [(110, "VAT - France (20% on €1,270.00)"), (190, "€254.00", "R")])]),
        (104, [(125, "Total"), (190, "€1,524.00", "R")]), (110, [(125, "Amount due"), (190, "€1,524.00", "R")]),
    ])  # fmt: skip
    assert triple(quote) == (D("1270.00"), D("254.00"), D("1524.00"))


def test_the_base_of_the_vat_is_the_net_total_that_nothing_else_prints() -> None:
    quote = sheet([
        (20, [(15, "Invoice 9 - March 4, 2026")]), (50, [(15, "Description"), (120, "Hours", "R"), (155, "Rate", "R"), (190, "Amount", "R")]),
        (57, item("Design", "10", "£80.00", "£800.00")), (63, item("Build", "20", "£70.00", "£1,400.00")),
        (80, [(110, "Subtotal"), (190, "£2,200.00", "R")]), (86, [(110, "Discount (10%)"), (190, "-£220.00", "R")]),
        (92, [(110, "VAT (20% of £1,980.00)"), (190, "£396.00", "R")]), (98, [(110, "Total due"), (190, "£2,376.00", "R")]),
    ])  # fmt: skip
    assert triple(quote) == (D("1980.00"), D("396.00"), D("2376.00"))


def test_what_a_sentence_says_before_brackets() -> None:
    quote = sheet([
        (20, [(15, "Devis 78 du 04/05/2026")]), (50, HEAD), (57, item("Logo", "1", "650,00", "650,00")),
        (80, [(15, "Total : 650 € HT, soit 780 € TTC (TVA 20 % : 130 €)")]),
    ])  # fmt: skip
    assert triple(quote) == (D(650), D(130), D(780))


def test_prices_with_vat_stay_with_vat_where_no_net_total_is_printed() -> None:
    quote = sheet([
        (20, [(15, "Devis 79 du 04/05/2026")]), (50, [(15, "Prestation"), (190, "Prix", "R")]),
        (57, [(15, "Portraits"), (190, "360 € TTC", "R")]), (63, [(15, "Retouche"), (190, "120 € TTC", "R")]),
        (80, [(15, "Total : 480 € TTC dont 80 € de TVA (20 %)")]),
    ])  # fmt: skip
    assert triple(quote) == (None, D(80), D(480))
    assert [(line.net_amount, line.gross_amount) for line in quote.lines] == [(None, D(360)), (None, D(120))]


def test_without_vat_what_is_to_be_paid_is_the_net_total_too() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 7 du 03/02/2026")]), (50, [(15, "Désignation"), (120, "Quantité", "R"), (155, "PU", "R"), (190, "Total", "R")]),
        (57, item("Rédaction", "4", "85 €", "340 €")), (63, item("Titres", "4", "15 €", "60 €")),
        (80, total("Net à payer", "400 €")), (90, [(15, "TVA non applicable, art. 293 B du CGI")]),
    ])  # fmt: skip
    assert triple(quote) == (D(400), None, D(400))
    assert amounts(quote) == [D(340), D(60)]


def test_a_full_cell_beside_a_line_drawn_down_is_no_sentence() -> None:
    """A name that fills its column up to the next cell's word, in a grid: the lines drawn part them."""
    heads = ("N°", "Libellé", "U", "Quantité", "Prix unitaire", "Prix total HT")
    rows = [
        ("1.1", "Réunion de cadrage et cahier des charges", "Ft", "1,00", "450,00", "450,00"),
        ("1.2", "Maquettes", "U", "3,00", "210,00", "630,00"),
    ]
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 9)
    pdf.cell(0, 8, "DEVIS N. 1187 du 02/03/2026", new_x="LMARGIN", new_y="NEXT")
    widths = (pdf.get_string_width(rows[0][0]) + 2.4, pdf.get_string_width(rows[0][1]) + 2.4, 10, 24, 30, 34)
    for row in (heads, *rows):
        for wide, text in zip(widths, row, strict=True):
            pdf.cell(wide, 8, text, border=1, align="L" if wide in widths[:3] else "R")
        pdf.ln(8)
    for label, amount in (("Total HT", "1 080,00"), ("TVA 20 %", "216,00"), ("Total TTC", "1 296,00")):
        pdf.cell(140, 8, f"{label}   {amount}", align="R", new_x="LMARGIN", new_y="NEXT")
    quote = decode(Document("devis.pdf", bytes(pdf.output())))
    assert amounts(quote) == [D("450.00"), D("630.00")]


def test_an_option_said_in_brackets_is_not_in_the_total() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, item("Site vitrine", "1", "900,00", "900,00")), (63, item("Traduction (option)", "8", "60,00", "480,00")),
        (69, item("Maintenance", "1", "360,00", "360,00")),
        (85, total("Total HT", "1 260,00")), (91, total("TVA 20 %", "252,00")), (97, total("Total TTC", "1 512,00")),
    ])  # fmt: skip
    assert [line.description for line in quote.lines if line.optional] == ["Traduction (option)"]
    assert amounts(quote) == [D("900.00"), D("360.00"), D("480.00")]


def test_the_day_of_a_line_is_no_part_of_its_name() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]),
        (50, [(15, "Date Prestation"), (120, "Qté", "R"), (155, "Taux", "R"), (190, "Montant", "R")]),
        *((57 + 6 * at, [(15, f"1{at}/05/2026 {name}"), (120, "2", "R"), (155, "50,00", "R"), (190, "100,00", "R")])
          for at, name in enumerate(("Correction", "Migration", "Astreinte"))),
        (85, total("Total HT", "300,00")), (91, total("TVA 20 %", "60,00")), (97, total("Total TTC", "360,00")),
    ])  # fmt: skip
    assert [line.description for line in quote.lines] == ["Correction", "Migration", "Astreinte"]
