# ruff: noqa: E501  -- printed rows read better one a line
"""Quotes in parts: groups that bear their own sum, a monthly part beside what is paid once, an option among the lines."""

from tests.procurement.quotes.drawn import HEAD, D, amounts, item, sheet, total, triple


def test_the_title_of_a_group_with_its_sum_is_no_line() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, [(15, "Site internet"), (190, "2 400,00", "R")]), (63, item("Maquette", "1", "800,00", "800,00")), (69, item("Intégration", "4", "400,00", "1 600,00")),
        (75, [(15, "Impression"), (190, "150,00", "R")]), (81, item("Affiches", "500", "0,30", "150,00")),
        (95, total("Total HT", "2 550,00 €")), (101, total("TVA 20 %", "510,00 €")), (107, total("Total TTC", "3 060,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("800.00"), D("1600.00"), D("150.00")]
    assert triple(quote) == (D("2550.00"), D("510.00"), D("3060.00"))
    assert not any(check.id == "lines-total" for check in quote.checks)


def test_a_line_without_a_price_that_sums_nothing_stays() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, [(15, "Forfait de conseil"), (190, "150,00", "R")]), (63, item("Affiches", "500", "0,30", "150,00")),
        (95, total("Total HT", "300,00 €")), (101, total("TVA 20 %", "60,00 €")), (107, total("Total TTC", "360,00 €")),
    ])  # fmt: skip
    assert amounts(quote) == [D("150.00"), D("150.00")]


def test_the_monthly_part_stays_beside_what_is_paid_once() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD), (57, item("Création du site", "1", "490,00", "490,00")),
        (67, [(15, "Abonnement, engagement de 24 mois")]),
        (73, [(15, "Désignation"), (120, "Qté", "R"), (155, "Mensualité HT", "R"), (190, "Montant HT / mois", "R")]),
        (80, item("Hébergement", "1", "79,00", "79,00")), (86, item("Boîtes mail", "3", "4,00", "12,00")),
        (100, total("Total HT mise en place", "490,00 €")), (106, total("Total HT mensuel", "91,00 €")),
    ])  # fmt: skip
    assert [(line.amount, line.recurring) for line in quote.lines] == [
        (490, None),
        (79, "month"),
        (12, "month"),
    ]
    assert quote.commitment
    assert (quote.commitment.months, quote.commitment.total_over_term) == (24, D("2184.00"))
    assert not any(check.id == "lines-total" for check in quote.checks)


def test_an_option_among_the_lines_is_told_by_its_own_name() -> None:
    quote = sheet([
        (20, [(15, "Devis n° 31 du 02/03/2026")]), (50, HEAD),
        (57, item("Vidéo de présentation", "1", "1 200,00", "1 200,00")), (63, item("Option : version courte", "1", "200,00", "200,00")), (69, item("Photographies", "1", "300,00", "300,00")),
        (95, total("Total HT", "1 500,00 €")), (101, total("TVA 20 %", "300,00 €")), (107, total("Total TTC", "1 800,00 €")),
    ])  # fmt: skip
    assert [(line.amount, line.optional) for line in quote.lines] == [
        (1200, False),
        (300, False),
        (200, True),
    ]
