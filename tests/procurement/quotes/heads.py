"""Heads of quotes as suppliers print them: written down for a test, printed, compared with what is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fpdf import FPDF

from etabli.procurement.quotes.engine import Document, Quote, decode

type Cell = tuple[float, str] | tuple[float, str, str]
type Rows = Sequence[tuple[float, Sequence[Cell]]]

BODY: Rows = (
    (120, ((15, "Désignation"), (120, "Qté", "R"), (155, "P.U. HT", "R"), (190, "Montant HT", "R"))),
    (128, ((15, "Site vitrine"), (120, "1", "R"), (155, "1 200,00", "R"), (190, "1 200,00", "R"))),
    (135, ((15, "Logo"), (120, "2", "R"), (155, "150,00", "R"), (190, "300,00", "R"))),
    (150, ((130, "Total HT"), (190, "1 500,00 €", "R"))),
    (157, ((130, "TVA 20 %"), (190, "300,00 €", "R"))),
    (164, ((130, "Total TTC"), (190, "1 800,00 €", "R"))),
)


@dataclass(frozen=True)
class Head:
    """Printed rows at (y, [(x, text, "R" for a right edge, "C" for a centre)]) in millimetres, those over 170 under the
    table, and the facts they state: None for what they don't, absent for what isn't asked."""

    name: str
    rows: Rows
    facts: dict[str, str | None] = field(default_factory=dict)
    size: int = 9

    def printed(self) -> bytes:
        pdf = FPDF()
        pdf.core_fonts_encoding = "cp1252"
        pdf.set_auto_page_break(False)
        pdf.add_page()
        for y, cells in (*self.rows, *BODY):
            for x, text, *align in cells:
                pdf.set_font("helvetica", "B" if text.isupper() else "", self.size)
                wide = pdf.get_string_width(text)
                pdf.text(x - (wide if align == ["R"] else wide / 2 if align == ["C"] else 0), y, text)
        return bytes(pdf.output())

    def verdicts(self) -> dict[str, tuple[str, str | None]]:
        """For each fact asked: "right", "missing" or "wrong", and what was read."""
        read = facts_of(decode(Document("devis.pdf", self.printed())))
        return {
            name: (
                "right" if read[name] == fact else "missing" if read[name] is None else "wrong",
                read[name],
            )
            for name, fact in self.facts.items()
        }


def facts_of(quote: Quote) -> dict[str, str | None]:
    found = {
        "number": quote.number, "issued": quote.issued_on, "until": quote.valid_until,
        "supplier": quote.supplier.name, "customer": quote.customer.name, "siret": quote.supplier.siret,
        "siren": quote.supplier.siren, "vat_id": quote.supplier.vat_id, "iban": quote.supplier.iban,
        "email": quote.supplier.email, "phone": quote.supplier.phone,
    }  # fmt: skip
    return {name: str(one.value) if one else None for name, one in found.items()}
