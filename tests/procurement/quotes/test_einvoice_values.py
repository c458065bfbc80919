"""Every value that an e-invoice holds, against an independent reader: on random documents and on the corpus."""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from facturx import get_xml_from_pdf, xml_check_xsd
from lxml import etree

from etabli.procurement.quotes.engine import Document, Found, Quote, decode
from etabli.procurement.quotes.engine.einvoice.invoice import attached, quote_of
from etabli.site.testing import collected
from tests.procurement.quotes.cii import PROFILES, factur_x, order_x, zugferd_1
from tests.procurement.quotes.electronic import a_bill
from tests.procurement.quotes.ubl import ubl
from tests.procurement.quotes.xpath_reader import Values, values

PARTY = ("name", "siret", "siren", "vat_id", "email", "phone", "iban")
LINE = (
    "description", "details", "quantity", "unit", "unit_price", "discount", "vat_rate", "net_amount", "gross_amount",
    "included",
)  # fmt: skip


def held(quote: Quote) -> Values:
    """The quote under the names of the independent reader."""

    def value(found: Found[Any] | None) -> Any:
        return found.value if found else None

    totals = quote.totals
    return {
        **{name: value(getattr(quote, name)) for name in ("number", "issued_on", "valid_until")},
        "type_code": quote.type_code or None,
        "currency": quote.currency,
        **{f"supplier.{name}": value(getattr(quote.supplier, name)) for name in PARTY},
        **{f"customer.{name}": value(getattr(quote.customer, name)) for name in PARTY},
        **{name: value(getattr(totals, name)) for name in ("net", "vat", "gross", "deposit", "due")},
        "breakdown": [(share.rate, share.base, share.vat) for share in totals.breakdown],
        "adjustments": [(change.label, change.amount) for change in totals.adjustments],
        "lines": [{name: getattr(line, name) for name in LINE} for line in quote.lines],
    }


WRITERS: dict[str, tuple[Callable[..., bytes], str | None]] = {
    **{f"Factur-X {profile}": (factur_x, profile) for profile in PROFILES},
    "ZUGFeRD 1.0": (zugferd_1, None),
    "Order-X": (order_x, None),
    **{f"UBL {root}": (ubl, root) for root in ("Invoice", "CreditNote", "Quotation", "Order")},
}


def written(name: str, seed: int) -> bytes:
    writer, variant = WRITERS[name]
    bill = a_bill(Random(seed))
    return writer(bill, variant) if variant else writer(bill)


@pytest.mark.parametrize("name", WRITERS)
def test_random_documents_are_read_as_an_independent_reader_reads_them(name: str) -> None:
    for seed in range(12):
        xml = written(name, seed)
        assert held(quote_of(xml)) == values(xml)


def nested(xml: bytes) -> bytes:
    """The document with a sum before its lines and, in CII, a part under the first, or in UBL two lines under it."""
    root = etree.fromstring(xml)
    item = next(iter(root.xpath("//*[local-name()='IncludedSupplyChainTradeLineItem']")), None)
    if item is None:
        (line, *_) = root.xpath("//*[local-name()='InvoiceLine']")
        below = [deepcopy(line) for _ in range(2)]
        for one in below:
            one.tag = one.tag.replace("InvoiceLine", "SubInvoiceLine")
            line.append(one)
        return etree.tostring(root)
    group, part = deepcopy(item), deepcopy(item)
    for node, own, said in ((group, "0", "GROUP"), (item, "1", "DETAIL"), (part, "1.1", "INFORMATION")):
        about = node[0]
        space = about.tag.partition("}")[0]
        about[0].text = own
        if node is part:
            etree.SubElement(about, f"{space}}}ParentLineID").text = "1"
        etree.SubElement(about, f"{space}}}LineStatusCode").text = "1"
        etree.SubElement(about, f"{space}}}LineStatusReasonCode").text = said
    item.addprevious(group)
    item.addnext(part)
    return etree.tostring(root)


@pytest.mark.parametrize("name", ["Factur-X extended", "UBL Invoice"])
def test_sums_and_parts_are_read_as_an_independent_reader_reads_them(name: str) -> None:
    for seed in range(12):
        plain = written(name, seed)
        xml = nested(plain)
        quote = quote_of(xml)
        assert held(quote) == values(xml)
        assert len(quote.lines) == len(quote_of(plain).lines) + 2
        assert sum(line.included for line in quote.lines) == 2


@pytest.mark.parametrize("name", [name for name in WRITERS if name not in ("UBL Quotation", "UBL Order")])
def test_the_random_documents_are_valid_to_their_schema(name: str) -> None:
    """The package brings the schemas of all but two kinds of UBL."""
    for seed in range(3):
        assert xml_check_xsd(written(name, seed))


def test_the_corpus_is_read_as_an_independent_reader_reads_it() -> None:
    if not collected.folders():
        pytest.skip("ETABLI_CORPUS is not set: the shared e-invoices are left out")
    logging.getLogger("factur-x").setLevel(logging.ERROR)
    files = [file for folder in collected.folders() for file in sorted(folder.rglob("*.pdf.xml"))]
    assert files, "no e-invoice in the corpus"
    for file in files:
        xml, pdf = file.read_bytes(), file.with_suffix("").read_bytes()
        assert attached(pdf) == get_xml_from_pdf(pdf, check_xsd=False)[1] == xml, file.name
        expected = values(xml)
        assert held(decode(Document("facture.xml", xml))) == expected, file.name
