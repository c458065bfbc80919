# ruff: noqa: E501  -- printed rows read better one a line
"""Things sold outside the tables that have headings, and what stands beside things and is none: facts, bands of totals,
footers, articles of law."""

from __future__ import annotations

from datetime import date

from etabli.procurement.quotes.engine import Quote
from etabli.procurement.quotes.engine.text.vocabulary import roles_of
from tests.procurement.quotes.drawn import HEAD, Cell, D, amounts, item, sheet, total, triple

type Rows = list[tuple[float, list[Cell]]]

TOP: Rows = [
    (15, [(15, "Atelier Rive")]),
    (20, [(15, "SIRET 123 456 789 00012")]),
    (30, [(120, "Garage Roy")]),
]
FOOTER: Rows = [
    (270, [(30, "Atelier Rive - SARL au capital de 5 000 € - APE 6201Z - IBAN FR76 1234 5678 9012 3456 7890 123 - indemnité 40 €")])
]  # fmt: skip


def priced(name: str, amount: str) -> list[Cell]:
    return [(15, name), (190, amount, "R")]


def names(quote: Quote) -> list[str]:
    return [line.description for line in quote.lines]


MONTHLY: Rows = [
    (130, [(15, "Chaque mois")]), (138, [(15, "Désignation"), (190, "Par mois", "R")]),
    (146, priced("Hébergement infogéré", "29,00 €")), (152, priced("Suivi des statistiques", "19,00 €")),
]  # fmt: skip


def test_a_list_over_a_monthly_table_is_read() -> None:
    quote = sheet([
        *TOP, (60, priced("Reportage atelier", "120,00 €")), (66, priced("Livraison", "75,00 €")),
        (84, list(total("Total HT", "195,00 €"))), (90, list(total("TVA 20 %", "39,00 €"))), (96, list(total("Total TTC", "234,00 €"))),
        *MONTHLY,
    ])  # fmt: skip
    assert amounts(quote) == [D(120), D(75), D(29), D(19)]
    assert [line.recurring for line in quote.lines] == [None, None, "month", "month"]
    assert triple(quote) == (D(195), D(39), D(234))


def test_a_list_of_another_sum_over_a_table_is_none() -> None:
    quote = sheet([
        *TOP, (60, priced("Reportage atelier", "120,00 €")), (66, priced("Livraison", "75,00 €")),
        (84, list(total("Total HT", "999,00 €"))), *MONTHLY,
    ])  # fmt: skip
    assert amounts(quote) == [D(29), D(19)]


def test_a_list_may_come_to_the_base_of_the_tax() -> None:
    quote = sheet([
        *TOP, (60, priced("Rédaction des pages", "950,00 €")), (66, priced("Boutique en ligne", "1 450,00 €")),
        (84, list(total("Base HT", "2 400,00 €"))), (90, list(total("TVA à 20 %", "480,00 €"))), (96, list(total("À payer", "2 880,00 €"))),
    ])  # fmt: skip
    assert amounts(quote) == [D(950), D(1450)]


def test_facts_over_a_card_are_no_part_of_it() -> None:
    quote = sheet([
        *TOP, (50, [(15, "Devis n° D-12 du 03/04/2026")]),
        (57, [(20, "Flyers A5"), (110, "Cartes de visite")]), (61, [(20, "recto verso"), (110, "pelliculage mat")]),
        (65, [(20, "490,00 € HT"), (110, "62,35 € HT")]),
        (90, list(total("Total HT", "552,35 €"))), (96, list(total("TVA 20 %", "110,47 €"))), (102, list(total("Total TTC", "662,82 €"))),
    ])  # fmt: skip
    assert names(quote) == ["Flyers A5", "Cartes de visite"]
    assert quote.issued_on is not None
    assert quote.issued_on.value == date(2026, 4, 3)


def test_sentences_with_the_currency_before_and_words_of_money_in_brackets() -> None:
    quote = sheet([
        *TOP, (60, [(15, "Campagne publicitaire (Budget média non compris) : EUR 62,35 HT")]), (66, [(15, "Atelier en groupe : EUR 650,00 HT")]),
        (84, list(total("Total HT", "EUR 712,35"))), (90, list(total("TVA 20 %", "EUR 142,47"))), (96, list(total("Total TTC", "EUR 854,82"))),
        (110, [(15, "En option : la traduction pour EUR 480,00 HT")]), (116, [(15, "À mi-parcours 40 % : EUR 341,93")]),
    ])  # fmt: skip
    assert names(quote)[0].startswith("Campagne publicitaire")
    assert [line.net_amount for line in quote.lines if not line.optional] == [D("62.35"), D(650)]


def test_a_band_of_totals_is_no_line() -> None:
    quote = sheet([
        *TOP, (60, priced("Rédaction des pages", "950,00 €")), (66, priced("Boutique en ligne", "1 450,00 €")),
        (84, [(60, "Total HT", "R"), (120, "TVA", "R"), (190, "Total TTC", "R")]),
        (90, [(60, "2 400,00 €", "R"), (120, "480,00 €", "R"), (190, "2 880,00 €", "R")]),
    ])  # fmt: skip
    assert amounts(quote) == [D(950), D(1450)]
    assert triple(quote) == (D(2400), D(480), D(2880))


def test_before_a_discount_nothing_is_the_total() -> None:
    quote = sheet([
        *TOP, (60, priced("Rédaction des pages", "490,00 €")), (66, priced("Référencement local", "1 365,00 €")),
        (84, list(total("Total avant remise", "1 855,00 €"))), (90, list(total("Remise", "-185,50 €"))), (96, list(total("Net à payer", "1 669,50 €"))),
        (110, [(15, "TVA non applicable, article 293 B du Code général des impôts")]), *FOOTER,
    ])  # fmt: skip
    assert amounts(quote) == [D(490), D(1365)]
    assert quote.totals.gross is not None
    assert quote.totals.gross.value == D("1669.50")


def test_neither_an_article_of_law_nor_a_code_is_an_amount() -> None:
    quote = sheet([
        *TOP, (50, [(15, "Options (non comprises dans le total)")]), (56, [(15, "TVA non applicable - article 293 B du CGI")]), *FOOTER,
    ])  # fmt: skip
    assert triple(quote) == (None, None, None)


def test_a_retouch_is_no_deposit() -> None:
    quote = sheet([
        *TOP, (60, priced("Retouche avancée", "180,00 €")), (66, priced("Détourage", "120,00 €")),
        (90, list(total("Total HT", "300,00 €"))), (96, list(total("TVA 20 %", "60,00 €"))), (102, list(total("Total TTC", "360,00 €"))),
    ])  # fmt: skip
    assert names(quote) == ["Retouche avancée", "Détourage"]
    assert quote.totals.deposit is None


def test_a_rebuild_is_no_reference() -> None:
    assert "reference" not in roles_of("projet refonte de la communication")
    assert roles_of("ref") == roles_of("references") == ("reference",)


def test_names_over_their_numbers() -> None:
    rows: Rows = []
    for at, (name, detail, price) in enumerate(
        (("Atelier en groupe", "8 personnes", "240,00"), ("Animation de comptes", "2 publications", "780,00"))
    ):
        y = 60 + 14 * at
        rows += [
            (y, [(15, name)]),
            (
                y + 2.2,
                [
                    (120, "2", "R"),
                    (155, price, "R"),
                    (190, f"{D(price.replace(',', '.')) * 2:.2f}".replace(".", ","), "R"),
                ],
            ),
            (y + 4.4, [(15, detail)]),
        ]
    quote = sheet([*TOP, *rows, (100, list(total("Total à payer", "2 040,00")))])
    assert names(quote) == ["Atelier en groupe", "Animation de comptes"]
    assert amounts(quote) == [D(480), D(1560)]


def test_a_rank_is_no_name_though_a_footer_looks_like_a_line() -> None:
    head: list[Cell] = [
        (15, "Poste"),
        (35, "Détail"),
        (120, "Nombre", "R"),
        (155, "Prix", "R"),
        (190, "Total", "R"),
    ]
    quote = sheet([
        *TOP, (60, head),
        (68, [(15, "1"), (35, "Reportage atelier"), (120, "10", "R"), (155, "150,00", "R"), (190, "1 500,00", "R")]),
        (74, [(15, "2"), (35, "Prise de vue"), (120, "1", "R"), (155, "490,00", "R"), (190, "490,00", "R")]),
        (90, [(15, "Montant HT"), (75, "1 990,00 €")]), (96, [(15, "Montant TVA"), (75, "398,00 €")]), (102, [(15, "Montant TTC"), (75, "2 388,00 €")]),
        (270, [(15, "IBAN FR76 1234 5678 9012 3456 7890 123 - Pénalités de retard : 3 fois le taux légal, indemnité forfaitaire 40 €")]),
    ])  # fmt: skip
    assert names(quote) == ["Reportage atelier", "Prise de vue"]


def test_letters_that_head_columns_are_no_part_of_the_first_line() -> None:
    quote = sheet([
        *TOP, (52, [(15, "Numéro D-2025-069")]), (58, [(15, "Date 23.01.2025")]),
        (64, [(15, "Dés."), (120, "Q", "R"), (155, "P", "R"), (190, "S", "R")]),
        (69, list(item("Cession de droits", "1", "62,35", "62,35"))), (75, list(item("Prise de vue", "3", "62,35", "187,05"))),
        (90, list(total("Total HT", "249,40"))), (96, list(total("TVA 20 %", "49,88"))), (102, list(total("Total TTC", "299,28"))),
    ])  # fmt: skip
    assert names(quote) == ["Cession de droits", "Prise de vue"]
    assert quote.issued_on is not None


def test_an_invoice_is_dated_by_its_own_title() -> None:
    quote = sheet([
        *TOP, (50, [(15, "FACTURE F00130 DU 5 JUIN 2026")]), (58, list(HEAD)), (66, list(item("Retouche", "1", "180,00", "180,00"))),
        (90, list(total("Total HT", "180,00 €"))), (96, list(total("TVA 20 %", "36,00 €"))), (102, list(total("Total TTC", "216,00 €"))),
    ])  # fmt: skip
    assert quote.issued_on is not None
    assert quote.issued_on.value == date(2026, 6, 5)


def test_a_list_goes_on_after_a_delivery() -> None:
    head: list[Cell] = [(15, "Prestation"), (190, "Montant", "R")]
    first: Rows = [*TOP, (60, head), (68, priced("Tampon", "89,90 €")), (74, priced("Flyers", "150,00 €"))]
    second: Rows = [
        (20, priced("Affiches", "45,00 €")), (26, priced("Livraison", "75,00 €")), (32, priced("Bâche", "450,00 €")),
        (50, list(total("Total HT", "809,90 €"))), (56, list(total("TVA 20 %", "161,98 €"))), (62, list(total("Total TTC", "971,88 €"))),
    ]  # fmt: skip
    assert names(sheet(first, second)) == ["Tampon", "Flyers", "Affiches", "Livraison", "Bâche"]


def test_the_tax_under_a_wrong_label_after_a_discount_in_percent() -> None:
    quote = sheet([
        *TOP, (58, list(HEAD)), (66, list(item("Site vitrine", "1", "1 100,00", "1 100,00"))), (72, list(item("Référencement", "1", "575,00", "575,00"))),
        (90, list(total("Sous-total", "1 675,00 €"))), (96, list(total("Remise (%)", "10 %"))), (102, list(total("Sous-total moins remise", "1 507,50 €"))),
        (108, list(total("Taux TVA", "20,00 %"))), (114, list(total("Total TTC", "301,50 €"))), (120, list(total("Total", "1 809,00 €"))),
    ])  # fmt: skip
    assert triple(quote) == (D("1507.50"), D("301.50"), D(1809))


def test_a_table_of_vat_beside_the_totals_is_no_line() -> None:
    beside: Rows = [
        (90, [(15, "TVA %"), (60, "Base", "R"), (85, "TVA", "R"), *total("Montant total HT", "425,00 €")]),
        (96, [(15, "5,5 %"), (60, "300,00 €", "R"), (85, "16,50 €", "R"), *total("TVA (5,5 %)", "16,50 €")]),
        (102, [(15, "20 %"), (60, "125,00 €", "R"), (85, "25,00 €", "R"), *total("TVA (20 %)", "25,00 €")]),
        (108, list(total("TOTAL TTC", "466,50 €"))),
    ]
    quote = sheet([*TOP, (50, HEAD), (57, item("Livres", "3", "100,00 €", "300,00 €")), (63, item("Affiches", "1", "125,00 €", "125,00 €")),
                   (76, [(15, "Récapitulatif"), (190, "Montant HT", "R")]), (82, priced("Imprimés", "425,00 €")), *beside])  # fmt: skip
    assert names(quote) == ["Livres", "Affiches"]
    assert triple(quote) == (D("425.00"), D("41.50"), D("466.50"))


def test_the_end_of_headings_keeps_off_the_first_name() -> None:
    """ "TVA" and "HT" stand under "Taux" and "Total", right over a name whose amount stands lower."""
    head: Rows = [(46, [(150, "Taux", "R"), (190, "Total ligne", "R")]), (48, [(15, "P.U. HT"), (50, "Qté", "R"), (60, "Détail")]), (50, [(150, "TVA", "R"), (190, "HT", "R")])]  # fmt: skip
    rows: Rows = [
        (54.5, [(60, "Formation à la mise à jour")]), (58.5, [(60, "Deux heures chez vous")]),
        (60.5, [(15, "80,00 €"), (50, "2", "R"), (150, "20 %", "R"), (190, "160,00 €", "R")]), (62.5, [(60, "à la date de votre choix")]),
        (70, [(15, "25,00 €"), (50, "4", "R"), (60, "Nom de domaine"), (150, "20 %", "R"), (190, "100,00 €", "R")]),
    ]  # fmt: skip
    quote = sheet([*TOP, *head, *rows, (90, list(total("Total HT", "260,00 €"))), (96, list(total("TVA 20 %", "52,00 €"))), (102, list(total("Total TTC", "312,00 €")))])  # fmt: skip
    assert names(quote)[0].startswith("Formation à la mise à jour")
    assert amounts(quote) == [D("160.00"), D("100.00")]
