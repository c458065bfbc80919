# ruff: noqa: E501  -- an invoice as it is written
"""E-invoices: read as written, refused when dangerous."""

from __future__ import annotations

import io
from decimal import Decimal

import pikepdf
import pytest

from etabli.procurement.quotes.engine import Document, Unreadable, decode

UBL = b"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:c="urn:x:cac" xmlns:b="urn:x:cbc">
<b:ID>F-12</b:ID><b:IssueDate>2026-03-02</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
<c:AccountingSupplierParty><c:Party><c:PartyLegalEntity><b:RegistrationName>Studio Epsilon</b:RegistrationName>
<b:CompanyID>73282932000074</b:CompanyID></c:PartyLegalEntity></c:Party></c:AccountingSupplierParty>
<c:TaxTotal><b:TaxAmount>20.00</b:TaxAmount><c:TaxSubtotal><b:TaxableAmount>100.00</b:TaxableAmount><b:TaxAmount>20.00</b:TaxAmount>
<c:TaxCategory><b:Percent>20</b:Percent></c:TaxCategory></c:TaxSubtotal></c:TaxTotal>
<c:LegalMonetaryTotal><b:TaxExclusiveAmount>100.00</b:TaxExclusiveAmount><b:TaxInclusiveAmount>120.00</b:TaxInclusiveAmount>
<b:PayableAmount>120.00</b:PayableAmount></c:LegalMonetaryTotal>
<c:InvoiceLine><b:InvoicedQuantity unitCode="MON">2</b:InvoicedQuantity><b:LineExtensionAmount>100.00</b:LineExtensionAmount>
<c:Item><b:Name>Maintenance</b:Name><c:ClassifiedTaxCategory><b:Percent>20</b:Percent></c:ClassifiedTaxCategory></c:Item>
<c:Price><b:PriceAmount>50.00</b:PriceAmount></c:Price></c:InvoiceLine></Invoice>"""

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Invoice>&b;</Invoice>"""
XXE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Invoice><ID>&a;</ID></Invoice>"""


def test_ubl_is_read_as_written() -> None:
    quote = decode(Document("f.xml", UBL))
    assert quote.source == "xml"
    assert quote.number
    assert quote.number.value == "F-12"
    assert quote.supplier.siret
    assert quote.supplier.siret.value == "73282932000074"
    assert quote.totals.gross
    assert quote.totals.gross.value == Decimal("120.00")
    (line,) = quote.lines
    assert (
        line.description,
        line.quantity,
        line.unit_price,
        line.net_amount,
        line.vat_rate,
        line.recurring,
    ) == (
        "Maintenance",
        Decimal(2),
        Decimal("50.00"),
        Decimal("100.00"),
        Decimal(20),
        "month",
    )


def test_the_xml_inside_a_pdf_is_read_unless_it_is_declined() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["factur-x.xml"] = UBL
    kept = io.BytesIO()
    pdf.save(kept)
    quote = decode(Document("f.pdf", kept.getvalue()))
    assert quote.number
    assert quote.number.value == "F-12"
    with pytest.raises(Unreadable):
        decode(Document("f.pdf", kept.getvalue(), read_xml=False))


@pytest.mark.parametrize(
    "content", [BOMB, XXE, b"<?xml version='1.0'?><Invoice>", b"<?xml version='1.0'?><page/>"]
)
def test_dangerous_or_foreign_xml_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        decode(Document("f.xml", content))
    assert refusal.value.what.endswith(".")
    assert "passwd" not in str(refusal.value)
