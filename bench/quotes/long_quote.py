"""A quote of as many pages as wanted, always the same."""

from decimal import Decimal
from functools import cache
from typing import Literal

from fpdf import FPDF

ROWS = 40  # on each page
HEADS = (("Désignation", 100), ("Qté", 20), ("P.U. HT", 30), ("Montant HT", 40))
THINGS = (
    "Page du site",
    "Reportage photo",
    "Rédaction des textes",
    "Formation",
    "Mise à jour",
    "Hébergement",
)


@cache
def printed(pages: int) -> bytes:
    """A PDF of that many pages of lines, the headings repeated, the totals on the last."""
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_auto_page_break(False)
    net = Decimal(0)
    for page in range(pages):
        pdf.add_page()
        pdf.set_font("helvetica", "", 9)
        if page == 0:
            _written(
                pdf, "Studio Epsilon - SIRET 732 829 320 00074", "Devis n° D-2026-007", "Date : 02/03/2026"
            )
        _row(pdf, [name for name, _ in HEADS])
        for at in range(ROWS):
            quantity, price = Decimal(at % 7 + 1), Decimal((page * ROWS + at) % 50 + 1)
            net += quantity * price
            name = f"{THINGS[at % len(THINGS)]} {page * ROWS + at + 1}"
            _row(pdf, [name, str(quantity), _money(price), _money(quantity * price)])
    vat = net / 5
    for label, amount in (("Total HT", net), ("TVA 20 %", vat), ("Total TTC", net + vat)):
        _row(pdf, ["", "", label, _money(amount)], border=0)
    return bytes(pdf.output())


def _written(pdf: FPDF, *lines: str) -> None:
    for line in lines:
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")


def _row(pdf: FPDF, cells: list[str], border: Literal[0, 1] = 1) -> None:
    for text, (name, width) in zip(cells, HEADS, strict=True):
        pdf.cell(width, 6, text, border=border, align="L" if name == HEADS[0][0] else "R")
    pdf.ln(6)


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",")
