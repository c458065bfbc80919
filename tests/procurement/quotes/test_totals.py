"""The VAT by rate: only what is printed, only when it makes the totals."""

from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine.decoder import read_pages
from tests.procurement.quotes.test_header import Printed, page

D = Decimal
LINES: tuple[Printed, ...] = (
    (40, 60, "Désignation"), (250, 60, "Qté"), (320, 60, "PU HT"), (420, 60, "Total HT"),
    (40, 80, "Création du site vitrine"), (250, 80, "1"), (320, 80, "600,00"), (420, 80, "600,00"),
    (40, 100, "Affiches imprimées"), (250, 100, "2"), (320, 100, "200,00"), (420, 100, "400,00"),
)  # fmt: skip


def breakdown(*below: Printed) -> list[tuple[D | None, D | None, D | None]]:
    quote = read_pages([page((40, 30, "Devis"), *LINES, *below)], "text")
    assert quote.totals.gross
    return [(share.rate, share.base, share.vat) for share in quote.totals.breakdown]


def totals(net: str, vat: tuple[str, str], gross: str, y: float = 300) -> tuple[Printed, ...]:
    rows = [("Total HT", net), vat, ("Total TTC", gross)]
    return tuple(
        spot
        for at, (label, amount) in enumerate(rows)
        for spot in ((320, y + 20 * at, label), (420, y + 20 * at, amount))
    )


def test_the_rows_of_a_breakdown_that_make_the_totals() -> None:
    rows = [
        (40, 240, "Taux"), (120, 240, "Base HT"), (220, 240, "TVA"),
        (40, 255, "20 %"), (120, 255, "600,00"), (220, 255, "120,00"),
        (40, 270, "5,5 %"), (120, 270, "400,00"), (220, 270, "22,00"),
    ]  # fmt: skip
    assert breakdown(*rows, *totals("1 000,00", ("TVA", "142,00"), "1 142,00")) == [
        (D(20), D("600.00"), D("120.00")),
        (D("5.5"), D("400.00"), D("22.00")),
    ]


@pytest.mark.parametrize("wrong", ["Remise de 10 % : 300,00 soit 30,00", "Acompte 30 % de 1 200,00 : 360,00"])
def test_a_percentage_of_something_else_is_no_share_of_the_vat(wrong: str) -> None:
    found = breakdown((40, 240, wrong), *totals("1 000,00", ("TVA 20 %", "200,00"), "1 200,00"))
    assert found == [(D(20), D("1000.00"), D("200.00"))]


def test_a_rate_that_is_not_printed_is_not_made_up() -> None:
    assert breakdown(*totals("1 000,00", ("TVA", "200,00"), "1 200,00")) == []


def test_the_rate_may_be_printed_elsewhere() -> None:
    note = (40, 400, "Prix soumis au taux de TVA de 20 %")
    assert breakdown(*totals("1 000,00", ("TVA", "200,00"), "1 200,00"), note) == [
        (D(20), D("1000.00"), D("200.00"))
    ]


def test_the_vat_of_each_rate_without_its_base() -> None:
    rows = [(320, 320, "TVA 20 %"), (420, 320, "120,00"), (320, 340, "TVA 5,5 %"), (420, 340, "22,00")]
    given = (
        (320, 300, "Total HT"), (420, 300, "1 000,00"), *rows, (320, 360, "Total TTC"), (420, 360, "1 142,00"),
    )  # fmt: skip
    assert breakdown(*given) == [(D(20), None, D("120.00")), (D("5.5"), None, D("22.00"))]


@pytest.mark.parametrize("row", ["Remise de 10 % : 300,00 soit 30,00", "Acompte 30 % de 1 000,00 : 300,00"])
def test_a_vat_that_is_not_printed_is_not_made_up(row: str) -> None:
    quote = read_pages(
        [page((40, 30, "Devis"), *LINES, (40, 240, row), (320, 300, "Total HT"), (420, 300, "1 000,00"))],
        "text",
    )
    assert quote.totals.net
    assert quote.totals.net.value == 1000
    assert quote.totals.vat is None
    assert quote.totals.gross is None
    assert quote.totals.breakdown == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("Total HT", "1 000,00"), ("TVA 20 %", "200,00"), ("À virer", "1 200,00")), (1000, 200, 1200)),
        (
            (("Total HT", "1 000,00"), ("Part de l'État", "200,00"), ("Total TTC", "1 200,00")),
            (1000, 200, 1200),
        ),
        ((("Ensemble", "1 000,00"), ("TVA 20 %", "200,00"), ("Total TTC", "1 200,00")), (1000, 200, 1200)),
        ((("Total HT", "1 000,00"), ("TVA 20 %", "200,00"), ("À virer", "1 100,00")), (1000, 200, None)),
        ((("Total HT", "1 000,00"), ("TVA 20 %", "200,00")), (1000, 200, None)),
    ],
)
def test_a_total_under_a_name_of_its_own(
    rows: tuple[tuple[str, str], ...], expected: tuple[int | None, ...]
) -> None:
    below = [
        spot
        for at, (label, amount) in enumerate(rows)
        for spot in ((320.0, 300.0 + 20 * at, label), (420.0, 300.0 + 20 * at, amount))
    ]
    found = read_pages([page((40, 30, "Devis"), *LINES, *below)], "text").totals
    assert tuple(f.value if f else None for f in (found.net, found.vat, found.gross)) == expected


@pytest.mark.parametrize(
    ("rows", "said", "expected"),
    [
        ((("Net à payer", "1 000,00"),), "TVA non applicable, art. 293 B du CGI", (1000, None, 1000)),
        ((("Total", "1 000,00"),), "TVA non applicable, art. 293 B du CGI", (1000, None, 1000)),
        ((("Total TTC", "1 000,00"),), "TVA non applicable, art. 293 B du CGI", (1000, None, 1000)),
        (
            (("Total TTC", "1 000,00"),),
            "Prix TTC, TVA 20 %. Débours : TVA non applicable",
            (None, None, 1000),
        ),
        ((("Total TTC", "1 000,00"),), "Délai : six semaines", (None, None, 1000)),
    ],
)
def test_without_vat_the_only_total_is_net_and_gross(
    rows: tuple[tuple[str, str], ...], said: str, expected: tuple[int | None, ...]
) -> None:
    below = [spot for label, amount in rows for spot in ((320.0, 300.0, label), (420.0, 300.0, amount))]
    found = read_pages([page((40, 30, "Devis"), *LINES, *below, (40, 400, said))], "text").totals
    assert tuple(f.value if f else None for f in (found.net, found.vat, found.gross)) == expected
