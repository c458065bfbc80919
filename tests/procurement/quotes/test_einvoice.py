# ruff: noqa: E501  -- an invoice as it is written
"""E-invoices: read as written, refused when dangerous."""

from __future__ import annotations

import io
from decimal import Decimal

import pikepdf
import pytest

from etabli.procurement.quotes.engine import Document, Quote, Unreadable, decode
from etabli.procurement.quotes.engine.stored import from_stored, to_stored

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


def changed(*pairs: tuple[str, str]) -> Quote:
    text = UBL.decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return decode(Document("f.xml", text.encode()))


def ids(quote: Quote) -> set[str]:
    return {check.id for check in quote.checks if check.severity != "ok"}


def allowance(amount: str, *, charge: str = "false") -> str:
    return f"<c:AllowanceCharge><b:ChargeIndicator>{charge}</b:ChargeIndicator><b:AllowanceChargeReason>Geste</b:AllowanceChargeReason><b:Amount>{amount}</b:Amount></c:AllowanceCharge>"


def test_a_change_of_the_whole_ubl_document_is_counted() -> None:
    tag = "<c:TaxTotal>"
    totals = ("<b:TaxExclusiveAmount>100.00", "<b:TaxExclusiveAmount>95.00")
    assert "lines-total" in ids(changed(totals))
    quote = changed(totals, (tag, allowance("10.00") + allowance("5.00", charge="true") + tag))
    assert [(a.label, a.amount) for a in quote.totals.adjustments] == [
        ("Geste", Decimal("-10.00")),
        ("Geste", Decimal("5.00")),
    ]
    assert "lines-total" not in ids(quote)


def test_the_arithmetic_of_a_line_is_checked_with_its_own_changes() -> None:
    amount = ("<b:LineExtensionAmount>100.00", "<b:LineExtensionAmount>90.00")
    item = "<c:Item>"
    assert "line-arithmetic" not in ids(changed())
    assert "line-arithmetic" in ids(changed(amount))
    less = changed(amount, (item, allowance("10.00") + item))
    assert "line-arithmetic" not in ids(less)
    assert less.lines[0].discount == "10.00"
    wrong = changed(amount, (item, allowance("20.00") + item))
    (finding,) = [check for check in wrong.checks if check.id == "line-arithmetic"]
    assert finding.line == 0
    assert "20.00" in finding.fr


def test_a_price_for_several_is_given_for_one() -> None:
    price = "<b:PriceAmount>50.00</b:PriceAmount>"
    quote = changed((price, "<b:PriceAmount>5000.00</b:PriceAmount><b:BaseQuantity>100</b:BaseQuantity>"))
    assert quote.lines[0].unit_price == 50
    assert "line-arithmetic" not in ids(quote)


CII = b"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:x:rsm" xmlns:r="urn:x:ram" xmlns:u="urn:x:udt">
<rsm:ExchangedDocument><r:ID>C-9</r:ID><r:TypeCode>380</r:TypeCode></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><r:IncludedSupplyChainTradeLineItem><r:SpecifiedTradeProduct><r:Name>Logo</r:Name></r:SpecifiedTradeProduct>
<r:SpecifiedLineTradeAgreement><r:NetPriceProductTradePrice><r:ChargeAmount>50.00</r:ChargeAmount></r:NetPriceProductTradePrice></r:SpecifiedLineTradeAgreement>
<r:SpecifiedLineTradeDelivery><r:BilledQuantity>2</r:BilledQuantity></r:SpecifiedLineTradeDelivery>
<r:SpecifiedLineTradeSettlement><r:SpecifiedTradeAllowanceCharge><r:ChargeIndicator><u:Indicator>false</u:Indicator></r:ChargeIndicator>
<r:ActualAmount>10.00</r:ActualAmount></r:SpecifiedTradeAllowanceCharge>
<r:SpecifiedTradeSettlementLineMonetarySummation><r:LineTotalAmount>90.00</r:LineTotalAmount></r:SpecifiedTradeSettlementLineMonetarySummation>
</r:SpecifiedLineTradeSettlement></r:IncludedSupplyChainTradeLineItem>
<r:ApplicableHeaderTradeSettlement><r:SpecifiedLogisticsServiceCharge><r:Description>Port</r:Description><r:AppliedAmount>5.00</r:AppliedAmount>
</r:SpecifiedLogisticsServiceCharge><r:SpecifiedTradeSettlementHeaderMonetarySummation><r:TaxBasisTotalAmount>95.00</r:TaxBasisTotalAmount>
</r:SpecifiedTradeSettlementHeaderMonetarySummation></r:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def test_the_changes_of_a_cii_document_and_of_its_lines_are_counted() -> None:
    quote = decode(Document("f.xml", CII))
    assert (quote.kind, quote.lines[0].discount) == ("invoice", "10.00")
    assert [(a.label, a.amount) for a in quote.totals.adjustments] == [("Port", Decimal("5.00"))]
    assert not {"lines-total", "line-arithmetic"} & ids(quote)
    wrong = decode(Document("f.xml", CII.replace(b"LineTotalAmount>90.00", b"LineTotalAmount>91.00")))
    assert {"lines-total", "line-arithmetic"} <= ids(wrong)


def item(
    name: str, amount: str, under: str = "", status: str = "", *, quantity: str = "1", price: str = ""
) -> str:
    """A line of a CII document, of the ID that begins its name."""
    parent = f"<r:ParentLineID>{under}</r:ParentLineID>" if under else ""
    reason = f"<r:LineStatusReasonCode>{status}</r:LineStatusReasonCode>" if status else ""
    return (
        f"<r:IncludedSupplyChainTradeLineItem><r:AssociatedDocumentLineDocument><r:LineID>{name.split()[0]}</r:LineID>{parent}{reason}</r:AssociatedDocumentLineDocument>"
        f"<r:SpecifiedTradeProduct><r:Name>{name}</r:Name></r:SpecifiedTradeProduct>"
        f"<r:SpecifiedLineTradeAgreement><r:NetPriceProductTradePrice><r:ChargeAmount>{price or amount}</r:ChargeAmount></r:NetPriceProductTradePrice></r:SpecifiedLineTradeAgreement>"
        f"<r:SpecifiedLineTradeDelivery><r:BilledQuantity>{quantity}</r:BilledQuantity></r:SpecifiedLineTradeDelivery>"
        "<r:SpecifiedLineTradeSettlement><r:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<r:LineTotalAmount>{amount}</r:LineTotalAmount></r:SpecifiedTradeSettlementLineMonetarySummation></r:SpecifiedLineTradeSettlement></r:IncludedSupplyChainTradeLineItem>"
    )


def of_lines(*items: str, total: str = "95.00") -> Quote:
    """The CII document with these lines, its total without the carriage."""
    text = CII.decode()
    start, end = text.index("<r:IncludedSupply"), text.index("<r:ApplicableHeader")
    sums = f"<r:LineTotalAmount>{total}</r:LineTotalAmount><r:TaxBasisTotalAmount>{Decimal(total) + 5}<"
    text = text[:start] + "".join(items) + text[end:]
    return decode(Document("f.xml", text.replace("<r:TaxBasisTotalAmount>95.00<", sums).encode()))


def told(quote: Quote) -> list[tuple[str, str, bool]]:
    return [(line.description, str(line.net_amount), line.in_total) for line in quote.lines]


def test_sums_and_parts_of_other_lines_come_out_without_being_added_up() -> None:
    quote = of_lines(
        item("1 Site", "70.00", "", "GROUP"),
        item("1.1 Pages", "50.00", "1", "DETAIL"),
        item("1.2 Logo", "20.00", "1", "DETAIL"),
        item("2 Formation", "25.00", "", "DETAIL"),
        item("2.1 Support", "0.00", "2", "INFORMATION", quantity="3", price="10.00"),
    )
    assert told(quote) == [
        ("1 Site", "70.00", False),
        ("1.1 Pages", "50.00", True),
        ("1.2 Logo", "20.00", True),
        ("2 Formation", "25.00", True),
        ("2.1 Support", "0.00", False),
    ]
    assert (quote.lines[4].quantity, quote.lines[4].confidence) == (3, 1)
    assert not {"lines-total", "line-arithmetic", "line-unread"} & ids(quote)
    lines = quote.as_json()["lines"]
    assert isinstance(lines, list)
    assert [line["in_total"] for line in lines] == [False, True, True, True, False]
    assert from_stored(to_stored(quote)) == quote


def test_lines_that_count_are_still_added_up_and_checked() -> None:
    group = item("1 Site", "70.00", "", "GROUP")
    quote = of_lines(group, item("1.1 Pages", "50.00", "1", "DETAIL", quantity="2", price="20.00"))
    assert [line.in_total for line in quote.lines] == [False, True]
    assert {"lines-total", "line-arithmetic"} <= ids(quote)


@pytest.mark.parametrize(
    ("total", "counted"), [("70.00", [True, False, False]), ("75.00", [False, True, True])]
)
def test_without_a_status_the_total_says_which_lines_count(total: str, counted: list[bool]) -> None:
    quote = of_lines(
        item("1 Site", "70.00"), item("1.1 Pages", "55.00", "1"), item("1.2 Logo", "20.00", "1"), total=total
    )
    assert [line.in_total for line in quote.lines] == counted
    assert "lines-total" not in ids(quote)


def test_a_line_of_ubl_holds_those_under_it() -> None:
    below = "<c:SubInvoiceLine><b:ID>2</b:ID><b:InvoicedQuantity>1</b:InvoicedQuantity><b:LineExtensionAmount>30.00</b:LineExtensionAmount><c:Item><b:Name>Sauvegarde</b:Name></c:Item></c:SubInvoiceLine>"
    total = "<c:LegalMonetaryTotal>"
    quote = changed(
        (total, f"{total}<b:LineExtensionAmount>100.00</b:LineExtensionAmount>"),
        ("</c:InvoiceLine>", f"{below}</c:InvoiceLine>"),
    )
    assert told(quote) == [("Maintenance", "100.00", True), ("Sauvegarde", "30.00", False)]
    assert not quote.lines[0].details
    assert "lines-total" not in ids(quote)


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("310", "quote", ""),
        ("381", "invoice", ""),
        ("220", "unknown", "commande"),
        ("231", "unknown", "commande"),
        ("999", "unknown", "ne dit pas"),
        ("", "unknown", "ne dit pas"),
    ],
)
def test_what_is_neither_a_quote_nor_an_invoice_is_said_to_be_so(code: str, kind: str, said: str) -> None:
    quote = decode(Document("f.xml", CII.replace(b"<r:TypeCode>380", f"<r:TypeCode>{code}".encode())))
    assert quote.kind == kind
    assert [said in check.fr for check in quote.checks if check.id == "kind"] == ([True] if said else [])


def test_an_order_in_ubl_is_read_and_said_to_be_one() -> None:
    quote = changed(
        ("<Invoice xmlns", "<Order xmlns"), ("</Invoice>", "</Order>"), ("AccountingSupplierParty", "SellerSupplierParty"),
        ("LegalMonetaryTotal", "AnticipatedMonetaryTotal"), ("<c:InvoiceLine>", "<c:OrderLine><c:LineItem>"),
        ("</c:InvoiceLine>", "</c:LineItem></c:OrderLine>"), ("InvoicedQuantity", "Quantity"),
    )  # fmt: skip
    assert quote.kind == "unknown"
    assert quote.supplier.name
    assert [line.net_amount for line in quote.lines] == [Decimal("100.00")]
    assert any("commande" in check.fr for check in quote.checks if check.id == "kind")


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


def test_a_file_that_is_an_e_invoice_has_no_page_to_read_instead() -> None:
    bare = UBL.split(b"\n", 1)[1].replace(b"<Invoice", b"<u:Invoice").replace(b"</Invoice", b"</u:Invoice")
    bare = bare.replace(b"xmlns=", b"xmlns:u=")
    assert decode(Document("f.xml", bare, read_xml=False)).source == "xml"
