"""OASIS Universal Business Language 2.1: Invoice, CreditNote, Quotation and Order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..files.markup import every, first, local, text, texts
from ..model import Line, Party, Quote, Totals, VatShare
from .en16931 import (
    Position,
    changes,
    closed_up,
    completed,
    day,
    exact,
    french_numbers,
    kind_of,
    lines_of,
    number,
    passages,
    price_of_one,
    quantity_of,
)

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
# The root of a document and the code of its kind when it gives none (UNTDID 1001).
ROOTS = {"Invoice": "380", "CreditNote": "381", "Quotation": "310", "Order": "220"}


def quote_of(root: Any) -> Quote:
    """The quote that the root of a UBL document says; what is absent there is None."""
    name = local(root)
    code = text(root, f"{name}TypeCode") or ROOTS[name]
    currency = text(root, "DocumentCurrencyCode", "PricingCurrencyCode")
    sums = first(root, "LegalMonetaryTotal", "QuotedMonetaryTotal", "AnticipatedMonetaryTotal")
    positions = [p for node in every(root, f"{name}Line") for p in _positions(node, None)]
    return Quote(
        source="xml",
        kind=kind_of(code),
        type_code=code,
        supplier=_party(
            first(root, "AccountingSupplierParty/Party", "SellerSupplierParty/Party"), _iban(root)
        ),
        customer=_party(
            first(
                root,
                "AccountingCustomerParty/Party",
                "BuyerCustomerParty/Party",
                "OriginatorCustomerParty/Party",
            )
        ),
        number=exact(text(root, "ID")),
        issued_on=exact(day(text(root, "IssueDate"))),
        valid_until=exact(day(text(root, "ValidityPeriod/EndDate"))),
        currency=currency,
        lines=lines_of(positions, number(sums, "LineExtensionAmount")),
        totals=_totals(root, sums, currency),
        passages=passages(
            texts(root, "Note", "PaymentTerms/Note", "TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason")
        ),
    )


def _iban(root: Any) -> str | None:
    """The account of the first payment means that has one, when it is an IBAN: an account of elsewhere is none."""
    account = closed_up(text(root, "PaymentMeans/PayeeFinancialAccount/ID"))
    return account if re.fullmatch(r"[A-Z]{2}\d\d[0-9A-Z]{8,30}", account or "") else None


def _party(node: Any, iban: str | None = None) -> Party:
    ids = [*every(node, "PartyLegalEntity/CompanyID")]
    ids += [n for n in every(node, "PartyIdentification/ID") if n.get("schemeID")]
    siret, siren = french_numbers(ids, text(node, "PostalAddress/Country/IdentificationCode"))
    taxed = [t for t in every(node, "PartyTaxScheme") if text(t, "TaxScheme/ID") in ("VAT", None)]
    mail = next((n for n in every(node, "EndpointID") if n.get("schemeID") == "EM"), None)
    return Party(
        name=exact(text(node, "PartyLegalEntity/RegistrationName", "PartyName/Name")),
        siret=exact(siret),
        siren=exact(siren),
        vat_id=exact(
            closed_up(next((vat_number for t in taxed if (vat_number := text(t, "CompanyID"))), None))
        ),
        email=exact(text(node, "Contact/ElectronicMail") or text(mail)),
        phone=exact(text(node, "Contact/Telephone")),
        iban=exact(iban),
    )


def _positions(node: Any, parent: str | None, path: str = "") -> Iterator[Position]:
    """A line and, of XRechnung's extension, the lines under it, which its own amount holds."""
    inner = first(node, "LineItem")
    node = inner if inner is not None else node
    own = f"{path}/{text(node, 'ID') or ''}"
    yield Position(_line(node), own, parent)
    for below in every(node, "SubInvoiceLine"):
        yield from _positions(below, own, own)


def _line(node: Any) -> Line:
    item, price = first(node, "Item"), first(node, "Price")
    parts = [*texts(item, "Name", "Description"), *texts(node, "Note")]
    quantity, unit = quantity_of(node, "InvoicedQuantity", "CreditedQuantity", "Quantity")
    rate = number(item, "ClassifiedTaxCategory/Percent")
    line = Line(
        description=parts[0] if parts else "",
        details="\n".join(parts[1:]),
        quantity=quantity,
        unit=unit,
        unit_price=price_of_one(number(price, "PriceAmount"), number(price, "BaseQuantity")),
        vat_rate=rate if rate is not None else number(node, "TaxTotal/TaxSubtotal/TaxCategory/Percent"),
        net_amount=number(node, "LineExtensionAmount"),
    )
    return completed(line, changes(node, "AllowanceCharge"))


def _totals(root: Any, sums: Any, currency: str | None) -> Totals:
    shares = (
        VatShare(
            number(share, "TaxCategory/Percent"),
            number(share, "TaxableAmount", currency),
            number(share, "TaxAmount", currency),
        )
        for share in every(root, "TaxTotal/TaxSubtotal")
    )
    return Totals(
        net=exact(number(sums, "TaxExclusiveAmount")),
        vat=exact(number(root, "TaxTotal/TaxAmount", currency)),
        gross=exact(number(sums, "TaxInclusiveAmount")),
        deposit=exact(number(sums, "PrepaidAmount")),
        due=exact(number(sums, "PayableAmount")),
        breakdown=tuple(shares),
        adjustments=changes(root, "AllowanceCharge"),
    )
