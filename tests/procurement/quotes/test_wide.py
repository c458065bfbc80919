"""A sheet wider than the paper: its columns go on, on another page."""

from tests.procurement.quotes.drawn import D, amounts, sheet, triple

NAMES = ("Création du site", "Photos", "Formation")


def test_the_columns_of_another_page_go_on_with_the_names_and_are_shown_there() -> None:
    left = [(70.0, [(15.0, "Désignation"), (190.0, "Qté", "R")])]
    left += [(76.0 + 6 * at, [(15.0, name), (190.0, "2", "R")]) for at, name in enumerate(NAMES)]
    right = [(20.0, [(60.0, "P.U. HT", "R"), (120.0, "Montant HT", "R")])]
    right += [
        (26.0 + 6 * at, [(60.0, f"{price},00", "R"), (120.0, f"{2 * price},00", "R")])
        for at, price in enumerate((300, 100, 50))
    ]
    right += [
        (60.0, [(20.0, "Total HT"), (120.0, "900,00", "R")]), (66.0, [(20.0, "TVA 20 %"), (120.0, "180,00", "R")]),
        (72.0, [(20.0, "Total TTC"), (120.0, "1 080,00", "R")]),
    ]  # fmt: skip
    quote = sheet([(20.0, [(15.0, "Devis n° D-7 du 03/04/2026")]), *left], right)
    assert [line.description for line in quote.lines] == list(NAMES)
    assert amounts(quote) == [D(600), D(200), D(100)]
    assert triple(quote) == (D(900), D(180), D(1080))
    cells = {cell.field: cell.place for cell in quote.lines[0].cells}
    assert cells["quantity"].page == 1
    assert cells["net_amount"].page == 2
    width = quote.page_sizes[1][0]
    assert 0 < cells["net_amount"].box[0] < cells["net_amount"].box[2] < width


def test_two_pages_with_their_own_headings_stay_apart() -> None:
    head = [
        (
            20.0,
            [(15.0, "Désignation"), (120.0, "Qté", "R"), (155.0, "P.U. HT", "R"), (190.0, "Montant HT", "R")],
        )
    ]
    row = [(26.0, [(15.0, "Site"), (120.0, "1", "R"), (155.0, "300,00", "R"), (190.0, "300,00", "R")])]
    assert amounts(sheet([*head, *row], [*head, *row])) == [D(300), D(300)]
