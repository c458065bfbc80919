# ruff: noqa: E501  -- printed rows read better one a line
"""Small pages drawn cell by cell, for the tests of one difficulty each, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fpdf import FPDF

from etabli.procurement.quotes.engine import Document, Quote, decode

D = Decimal  # short, for the columns below
Cell = tuple[float, str] | tuple[float, str, str]


def sheet(*pages: Sequence[tuple[float, Sequence[Cell]]], size: int = 9) -> Quote:
    """Print cells at (y, [(x, text, align)]) in millimetres, "R" for a right edge at x and "C" for a centre, and read them."""
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"
    for rows in pages:
        pdf.add_page()
        pdf.set_font("helvetica", "", size)
        for y, cells in rows:
            for x, text, *align in cells:
                wide = pdf.get_string_width(text)
                pdf.text(x - (wide if align == ["R"] else wide / 2 if align == ["C"] else 0), y, text)
    return decode(Document("devis.pdf", bytes(pdf.output())))


HEAD: Sequence[Cell] = (
    (15, "Désignation"),
    (120, "Qté", "R"),
    (155, "P.U. HT", "R"),
    (190, "Montant HT", "R"),
)


def item(name: str, quantity: str, price: str, amount: str) -> Sequence[Cell]:
    return ((15, name), (120, quantity, "R"), (155, price, "R"), (190, amount, "R"))


def total(label: str, amount: str) -> Sequence[Cell]:
    return ((130, label), (190, amount, "R"))


def amounts(quote: Quote) -> list[D | None]:
    return [line.amount for line in quote.lines]


def triple(quote: Quote) -> tuple[D | None, D | None, D | None]:
    totals = quote.totals
    net, vat, gross = (f.value if f else None for f in (totals.net, totals.vat, totals.gross))
    return net, vat, gross
