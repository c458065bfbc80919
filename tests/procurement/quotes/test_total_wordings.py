"""Totals in the words and places that people choose: which is the net, which the VAT, which the gross one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import Quote
from etabli.procurement.quotes.engine.decoder import read_pages
from tests.procurement.quotes.test_header import Printed, page

D = Decimal
HEAD: tuple[Printed, ...] = (
    (40, 30, "Devis"), (40, 60, "Désignation"), (250, 60, "Qté"), (320, 60, "PU"), (420, 60, "Total"),
)  # fmt: skip
FREE = (40, 400, "TVA non applicable, article 293 B du CGI")


def french(value: int) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",")


def read(*spots: Printed, write: Callable[[int], str] = french, times: int = 1) -> Quote:
    site, posters = [(600 * times, 600 * times), (200 * times, 400 * times)]
    lines: list[Printed] = []
    for at, (name, count, (price, amount)) in enumerate(
        (("Création du site", "1", site), ("Affiches", "2", posters))
    ):
        lines += [(x, 80 + 20 * at, text) for x, text in ((40, name), (250, count), (320, write(price)),
                                                          (420, write(amount)))]  # fmt: skip
    return read_pages([page(*HEAD, *lines, *spots)], "text")


def column(*rows: tuple[str, str]) -> list[Printed]:
    return [
        spot
        for at, row in enumerate(rows)
        for spot in zip((320.0, 460.0), (300.0 + 20 * at,) * 2, row, strict=True)
    ]


def values(quote: Quote) -> tuple[Decimal | None, ...]:
    return tuple(
        total.value if total else None for total in (quote.totals.net, quote.totals.vat, quote.totals.gross)
    )


TAXED = (D(1000), D(200), D(1200))


@pytest.mark.parametrize(
    ("first", "last"), [("Total TTC", "Total HT"), ("Montant TTC", "Montant HT"), ("Total TTC", "Total TTC")]
)
def test_totals_under_wrong_names_are_told_by_the_lines(first: str, last: str) -> None:
    quote = read(*column((first, "1 000,00"), ("TVA 20 %", "200,00"), (last, "1 200,00")))
    assert values(quote) == TAXED
    assert any(check.id == "mislabelled" for check in quote.checks)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("Sous-total", "1 000,00"), ("TVA (20 %)", "200,00"), ("Total", "1 200,00")), TAXED),
        ((("Sous-total", "1 000,00 €"), ("TVA 20 %", "200,00 €"), ("Net à payer", "1 200,00 €")), TAXED),
        ((("Total", "1 000,00"), ("Taux de TVA", "20,00 %"), ("Montant TVA", "200,00"),
          ("À payer", "1 200,00")), TAXED),
        ((("Total HT", "1 000,00"), ("TVA", "20 %"), ("Total TTC", "1 200,00")), (D(1000), None, D(1200))),
        ((("Total TTC", "1 200,00"), ("dont TVA 20 %", "200,00"), ("soit HT", "1 000,00")), TAXED),
        ((("Total TTC", "1 000,00"),), (None, None, D(1000))),
        ((("Total brut HT", "1 000,00"), ("Remise 10 %", "-100,00"), ("Total net HT", "900,00"), ("TVA 20 %", "180,00"),
          ("Total TTC", "1 080,00")), (D(900), D(180), D(1080))),
        ((("Sous-total HT", "1 000,00"), ("Remise", "100,00"), ("Total HT", "900,00"), ("TVA", "180,00"),
          ("TOTAL TTC", "1 080,00")), (D(900), D(180), D(1080))),
        ((("Total soumis à TVA", "1 000,00"), ("TVA 20 %", "200,00"), ("Total TTC", "1 200,00")), TAXED),
        ((("Subtotal", "1 000,00"), ("Tax (20%)", "200,00"), ("Total due", "1 200,00")), TAXED),
        ((("Total amount without VAT", "1 000,00"), ("Total VAT amount", "200,00"),
          ("Total gross", "1 200,00")), TAXED),
        ((("Sous-total", "1 000,00"), ("Taxe", "-"), ("Total", "1 000,00")), (D(1000), None, D(1000))),
        ((("Total jours", "15,5 jours"), ("Total HT", "1 000,00"), ("TVA", "200,00"),
          ("Total TTC", "1 200,00")), TAXED),
    ],
)  # fmt: skip
def test_labels_beside_their_amounts(rows: tuple[tuple[str, str], ...], expected: object) -> None:
    assert values(read(*column(*rows))) == expected


@pytest.mark.parametrize(
    "spots",
    [
        [(100, 300, "Base HT"), (200, 300, "Taux"), (300, 300, "Montant TVA"), (420, 300, "Total TTC"),
         (100, 320, "1 000,00"), (200, 320, "20,00"), (300, 320, "200,00"), (420, 320, "1 200,00")],
        [(320, 300, "1 000,00 €"), (400, 300, "200,00 €"), (480, 300, "1 200,00 €"),
         (320, 315, "Total HT"), (400, 315, "TVA 20 %"), (480, 315, "Total TTC")],
        [(320, 300, "Total HT"), (365, 300, "Total TVA"), (412, 300, "Total TTC"),
         (320, 320, "1 000,00"), (368, 320, "200,00"), (412, 320, "1 200,00")],
    ],
    ids=["a table", "labels under", "labels close together"],
)  # fmt: skip
def test_labels_over_or_under_their_amounts(spots: list[Printed]) -> None:
    assert values(read(*spots)) == TAXED


def test_a_net_and_a_gross_total_without_the_vat_between_them() -> None:
    close_by = [(320, 300, "Total HT"), (366, 300, "Total TTC"), (322, 320, "1000,00"), (372, 320, "1200,00")]
    assert values(read(*close_by)) == (D(1000), None, D(1200))


@pytest.mark.parametrize(
    ("rows", "vat"),
    [((("Total", "1 000,00"),), None), ((("Total HT", "1 000,00"), ("Net à payer", "1 000,00")), None),
     ((("Total HT", "1 000,00"), ("TVA", "0,00"), ("Total TTC", "1 000,00")), D(0))],
)  # fmt: skip
def test_without_vat_the_total_is_net_and_gross(
    rows: tuple[tuple[str, str], ...], vat: Decimal | None
) -> None:
    assert values(read(*column(*rows), FREE)) == (D(1000), vat, D(1000))


def test_what_was_paid_and_what_is_left() -> None:
    rows = (("Total HT", "1 000,00"), ("TVA 20 %", "200,00"), ("Total TTC", "1 200,00"), ("Acompte 30 %", "360,00"),
            ("Reste à payer", "840,00"))  # fmt: skip
    quote = read(*column(*rows))
    assert values(quote) == TAXED
    assert quote.totals.deposit
    assert quote.totals.due
    assert (quote.totals.deposit.value, quote.totals.due.value) == (360, 840)


@pytest.mark.parametrize(
    ("write", "currency"),
    [
        (lambda value: f"{value:,.0f}".replace(",", "."), None),
        (lambda value: f"{value:,.2f}", None),
        (lambda value: f"{value:,.2f}".replace(",", "'"), None),
        (lambda value: f"{value:,.1f}".replace(",", " ").replace(".", ","), None),
        (lambda value: f"{value:,}".replace(",", " ") + " €", "EUR"),
        (lambda value: f"${value:,.2f}", "USD"),
        (lambda value: f"$ CA {value:.2f}", "CAD"),
        (lambda value: f"£{value:,.2f}", "GBP"),
        (lambda value: "CHF " + f"{value:,.2f}".replace(",", "'"), "CHF"),
        (lambda value: f"{value:,}".replace(",", " ") + " FCFA", "XOF"),
        (lambda value: f"{value:.2f} MAD", "MAD"),
    ],
    ids=["60.000", "500,000.00", "1'234.50", "1 234,5", "€", "$", "$ CA", "£", "CHF", "FCFA", "MAD"],
)
def test_every_writing_of_amounts(write: Callable[[int], str], currency: str | None) -> None:
    rows = [("Total HT", write(60_000)), ("TVA 20 %", write(12_000)), ("Total TTC", write(72_000))]
    quote = read(*column(*rows), write=write, times=60)
    assert values(quote) == (D(60_000), D(12_000), D(72_000))
    assert quote.currency == currency
    findings = [finding for finding in quote.checks if finding.id == "currency"]
    assert bool(findings) == (currency not in (None, "EUR"))
    if findings:
        assert not any("€" in finding.fr for finding in quote.checks if finding.id == "totals")


def test_a_label_that_is_wrong_on_the_page_is_said_to_be() -> None:
    rate = (40, 400, "TVA 20 %")
    quote = read(*column(("Sous-total", "1 000,00"), ("Total TTC", "200,00"), ("Total", "1 200,00")), rate)
    assert values(quote) == TAXED
    (mislabelled,) = [finding for finding in quote.checks if finding.id == "mislabelled"]
    assert "200,00" in mislabelled.fr
    right = read(*column(("Total HT", "1 000,00"), ("TVA", "200,00"), ("Total TTC", "1 200,00")))
    assert "mislabelled" not in {finding.id for finding in right.checks}


NARROW = [
    (x, 300.0, text)
    for x, text in ((60, "Total HT"), (160, "Remise"), (260, "Total TVA"), (360, "Total TTC"))
]


def test_amounts_that_narrow_cells_broke_after_their_thousands_are_whole() -> None:
    broken = [(60, "61"), (260, "12"), (360, "73")]
    rest = [(60, "000,00 €"), (160, "22,50 €"), (260, "200,00 €"), (360, "200,00 €")]
    quote = read(
        *NARROW, *((x, 314.0, text) for x, text in broken), *((x, 326.0, text) for x, text in rest), times=61
    )
    assert values(quote) == (D(61000), D(12200), D(73200))


def test_totals_that_agree_by_chance_are_not_proved_against_all_lines() -> None:
    """61 + 12 makes 73, whatever was lost of each: the lines come to a thousand times more."""
    lost = [(60, "61,00"), (260, "12,00"), (360, "73,00")]
    quote = read(*NARROW, *((x, 314.0, text) for x, text in lost), times=61)
    assert quote.totals.net
    assert quote.totals.net.confidence < 0.9
    assert "reread-lines" in {finding.id for finding in quote.checks}
