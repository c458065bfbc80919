"""What a quote is silent on is told by its own words, never by a party's name, and of an invoice as of an invoice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fpdf import FPDF

from etabli.procurement.quotes.engine import Document, Quote, decode
from etabli.procurement.quotes.quote_needs import with_needs
from tests.procurement.quotes.drawn import HEAD, Cell, item, sheet, total
from tests.procurement.quotes.test_apart import SOLD, TOTALS

TITLE: tuple[float, Sequence[Cell]] = (20, [(15, "DEVIS N° 2026-08 du 02/03/2026")])


def said(quote: Quote, check: str) -> list[str]:
    return [each.fr for each in with_needs(quote, None).checks if each.id == check]


@pytest.mark.parametrize("name", ["Domaine des Oliviers", "SCEA Domaine Roy"])
def test_a_customer_called_domaine_buys_no_domain_name(name: str) -> None:
    quote = sheet([TITLE, (35, [(120, f"Client : {name}")]), *SOLD, *TOTALS])
    assert "compte un nom de domaine" not in said(quote, "domain-silent")[0]
    named = sheet(
        [TITLE, (35, [(120, f"Client : {name}")]), *SOLD, (68, [(15, "avec nom de domaine")]), *TOTALS]
    )
    assert "compte un nom de domaine" in said(named, "domain-silent")[0]


def test_an_invoice_is_called_one() -> None:
    title: tuple[float, Sequence[Cell]] = (20, [(15, "FACTURE N° F2026-08 du 02/03/2026")])
    texts = [each.fr for each in with_needs(sheet([title, *SOLD, *TOTALS]), None).checks]
    assert any(text.startswith("La facture ne dit rien") for text in texts)
    assert not any("e devis" in text for text in texts)


def test_a_pdf_of_plain_letters_is_a_pdf() -> None:
    pdf = FPDF()
    pdf.set_compression(False)
    pdf.add_page()
    pdf.set_font("helvetica", "", 9)
    for at, row in enumerate(
        ("DEVIS D-12", "Site vitrine 1 000,00", "Total HT 1 000,00 EUR", "Date 02/03/2026")
    ):
        pdf.text(15, 20.0 + 8 * at, row)
    content = bytes(pdf.output()).replace(b"\xb5\xb6\xb5\xb6", b"")
    content = bytes(byte if byte < 128 else 32 for byte in content)
    assert decode(Document("devis.pdf", content)).source == "text"


def test_a_currency_that_only_the_labels_name() -> None:
    rows = [(57, item("Création du site", "1", "1 000,00", "1 000,00"))]
    sums = [(100, total("Total HT (€)", "1 000,00")), (106, total("TVA 20 % (€)", "200,00"))]
    assert (
        sheet([TITLE, (50, HEAD), *rows, *sums, (112, total("Total TTC (€)", "1 200,00"))]).currency == "EUR"
    )
