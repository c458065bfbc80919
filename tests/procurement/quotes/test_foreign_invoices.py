"""What invoices of other programs and countries print: VAT numbers, sides, totals under a table by rate, codes."""

import pytest

from etabli.procurement.quotes.engine.values.identifiers import vat_ids
from tests.procurement.quotes.drawn import HEAD, D, amounts, item, sheet, total, triple


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("TVA BE 0403.170.701 RPM", "BE0403170701"), ("USt-IdNr: DE 136 695 976", "DE136695976"),
        ("P.IVA IT 007 431 101 57", "IT00743110157"), ("LU 150 274 42", "LU15027442"),
        ("PL 856-734-62-15", "PL8567346215"), ("TVA : FR 40 303 265 045 - SIRET", "FR40303265045"),
    ],
)  # fmt: skip
def test_a_vat_number_however_its_figures_are_grouped(text: str, number: str) -> None:
    assert [value for value, _ in vat_ids(text)] == [number]


def test_words_that_begin_like_a_country_are_no_vat_number() -> None:
    assert vat_ids("DE BONNE TENUE 12 ET SE LAVE") == []


def test_two_numbers_side_by_side_each_belong_to_their_own_column() -> None:
    quote = sheet(
        [
            (20, [(15, "Lieferant"), (110, "Rechnungsempfänger")]),
            (25, [(15, "Muster Web GmbH"), (110, "Bäckerei Krug")]),
            (30, [(15, "USt-IdNr.: DE 136 695 976"), (110, "USt-IdNr.: DE 811 569 869")]),
            (60, [(15, "Rechnung Nr. 2026-17 vom 03.04.2026")]),
        ]
    )
    assert quote.supplier.vat_id is not None
    assert quote.supplier.vat_id.value == "DE136695976"
    assert quote.supplier.name is not None
    assert quote.supplier.name.value == "Muster Web GmbH"
    assert quote.customer.name is not None
    assert quote.customer.name.value == "Bäckerei Krug"


def test_the_totals_are_the_sums_under_a_table_of_vat_by_rate() -> None:
    rows = (
        (130, "Base HT", "Net HT", "Montant TVA", "Taux", "Montant TTC"),
        (136, "900,00", "810,00", "162,00", "20,0", "972,00"),
        (142, "100,00", "90,00", "9,00", "10,0", "99,00"),
        (155, "1 000,00", "900,00", "171,00", "EUR", "1 071,00"),
    )
    quote = sheet(
        [
            (60, [(15, "Facture F-2026-17 du 03/04/2026")]), (100, HEAD),
            (107, item("Site vitrine", "1", "900,00", "900,00")), (113, item("Logo", "1", "100,00", "100,00")),
            *((y, [(30.0 + 32 * at, text, "R") for at, text in enumerate(texts)]) for y, *texts in rows),
        ]
    )  # fmt: skip
    assert triple(quote) == (D(900), D(171), D(1071))
    assert [(share.rate, share.base) for share in quote.totals.breakdown] == [(20, 810), (10, 90)]


def test_a_code_over_the_name_is_its_reference_and_what_is_labelled_its_detail() -> None:
    quote = sheet(
        [
            (100, HEAD),
            (107, item("ZS997", "100", "1,00", "100,00")), (111, [(15, "Acide citrique")]),
            (115, [(15, "Emballage : flacon")]),
            (122, item("GZ250", "50", "1,50", "75,00")), (126, [(15, "Sucre gélifiant")]),
            (130, [(15, "Emballage : carton")]), (145, total("Total HT", "175,00")),
        ]
    )  # fmt: skip
    assert [line.description for line in quote.lines] == ["Acide citrique", "Sucre gélifiant"]
    assert [line.reference for line in quote.lines] == ["ZS997", "GZ250"]
    assert "flacon" in quote.lines[0].details


def test_a_priced_line_that_is_named_like_a_tax_is_a_line() -> None:
    head = ((15, "Pos"), (30, "Bezeichnung"), (110, "Preis", "R"), (140, "Menge", "R"), (190, "Betrag", "R"))
    rows = (("1", "Wirkarbeit", "0,50", "100", "50,00"), ("2", "Ökosteuer", "0,20", "100", "20,00"))
    lines = [
        (
            107 + 6 * at,
            ((15, n), (30, name), (110, price, "R"), (140, count, "R"), (143, "KWH"), (190, amount, "R")),
        )
        for at, (n, name, price, count, amount) in enumerate(rows)
    ]
    assert amounts(sheet([(100, head), *lines, (130, total("Summe netto", "70,00"))])) == [D(50), D(20)]


def test_figures_of_two_close_columns_are_told_apart_by_their_product() -> None:
    head = ((15, "Désignation"), (120, "Jours", "R"), (131, "TJM", "R"), (190, "Total HT", "R"))
    rows = (("Maquettes", "3", "450,00", "1 350,00"), ("Intégration", "5", "450,00", "2 250,00"))
    lines = [
        (78 + 6 * at, ((15, name), (120, days, "R"), (131, price, "R"), (190, amount, "R")))
        for at, (name, days, price, amount) in enumerate(rows)
    ]
    quote = sheet([(70, head), *lines, (100, total("Total HT", "3 600,00 €"))])
    assert [(line.quantity, line.unit_price) for line in quote.lines] == [(3, 450), (5, 450)]


def test_months_times_a_price_in_one_cell_are_months_that_bind() -> None:
    head = ((15, "Désignation"), (120, "Quantité", "R"), (190, "Montant HT", "R"))
    lines = (
        (78, ((15, "Création"), (120, "1", "R"), (190, "900,00", "R"))),
        (84, ((15, "Maintenance"), (120, "12 mois × 18", "R"), (190, "216,00", "R"))),
    )
    quote = sheet([(70, head), *lines, (100, total("Total HT", "1 116,00 €"))])
    assert (quote.lines[1].quantity, quote.lines[1].unit, quote.lines[1].unit_price) == (12, "mois", 18)
    assert quote.commitment is not None
    assert (quote.commitment.months, quote.commitment.total_over_term) == (12, D(216))
