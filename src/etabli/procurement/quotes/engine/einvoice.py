"""Electronic invoices: CII (Factur-X, ZUGFeRD, Order-X) and UBL, alone or attached to a PDF. No entity, no network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from .arithmetic import comes_to
from .model import Adjustment, Found, Line, Party, Passage, Place, Quote, Totals, Unreadable, VatShare
from .numbers import is_plausible
from .terms import period_of

_MAX_XML = 20_000_000
_MAX_ATTACHMENTS = 50
_CII_ROOTS = {"CrossIndustryInvoice", "CrossIndustryDocument", "SCRDMCCBDACIOMessageStructure"}
_CII_MEANS = "SpecifiedTradeSettlementPaymentMeans"
# The root of a UBL document and the code of its kind when it gives none (UNTDID 1001).
_UBL_ROOTS = {"Invoice": "380", "CreditNote": "381", "Quotation": "310", "Order": "220"}
_QUOTES = {"310", "325"}  # an offer, a pro forma
_INVOICES = {
    str(code)
    for code in (
        71, 80, 81, 82, 83, 84, 102, 130, 202, 203, 204, 211, 218, 219, 261, 262, 295, 296, 308, 326, 331, 380,
        381, 382, 383, 384, 385, 386, 387, 388, 389, 390, 393, 394, 395, 396, 420, 456, 457, 458, 527, 532, 553,
        575, 623, 633, 751, 780, 817, 870, 875, 876, 877, 935,
    )
}  # fmt: skip


def attached(content: bytes) -> bytes | None:
    """The e-invoice attached to a PDF, or None. A PDF that can't be opened is left to the page reader to refuse."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    try:
        for at in range(min(document.count_attachments(), _MAX_ATTACHMENTS)):
            attachment = document.get_attachment(at)
            if attachment.get_name().lower().endswith(".xml"):
                xml = bytes(attachment.get_data())
                if _is_safe_invoice(xml):
                    return xml
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()
    return None


def _is_safe_invoice(xml: bytes) -> bool:
    try:
        return is_invoice(xml)
    except Unreadable:
        return False


def is_invoice(xml: bytes) -> bool:
    """True for a CII or UBL document. Raises Unreadable for XML that is broken or dangerous."""
    return _local(_parse(xml)) in _CII_ROOTS | _UBL_ROOTS.keys()


def quote_of(xml: bytes) -> Quote:
    """The quote that the XML holds, every value as it is written there; a price for several is given for one."""
    root = _parse(xml)
    return _from_cii(root) if _local(root) in _CII_ROOTS else _from_ubl(root)


def _parse(xml: bytes) -> Any:
    from lxml import etree

    if len(xml) > _MAX_XML or b"<!DOCTYPE" in xml[:4000] or b"<!ENTITY" in xml[:100_000]:
        raise _refused()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused() from error


def _refused() -> Unreadable:
    return Unreadable(
        "Ce fichier XML est abîmé ou contient des éléments que nous refusons.",
        "Demandez au prestataire de vous le renvoyer, ou envoyez le devis en PDF.",
        what_en="This XML file is damaged or holds elements that we refuse.",
        mend_en="Ask the supplier to send it again, or send the quote as a PDF.",
    )


def _local(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1]


def _all(node: Any, path: str) -> list[Any]:
    """Descend by local names ("A/B/C"), whatever the namespaces."""
    nodes = [node] if node is not None else []
    for name in path.split("/"):
        nodes = [child for n in nodes for child in n if isinstance(child.tag, str) and _local(child) == name]
    return nodes


def _one(node: Any, path: str) -> Any:
    return next(iter(_all(node, path)), None)


def _any(node: Any, *paths: str) -> Any:
    """The first of these that is there: the standard's versions name the same thing differently."""
    return next((found for path in paths if (found := _one(node, path)) is not None), None)


def _text(node: Any, path: str) -> str | None:
    found = _one(node, path)
    text = (found.text or "").strip() if found is not None else ""
    return text or None


def _number(node: Any, path: str) -> Decimal | None:
    text = _text(node, path)
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and is_plausible(number) else None


def _found[T](value: T | None) -> Found[T] | None:
    return Found(value, None, 1.0, str(value)) if value is not None else None


def _closed_up(code: str | None) -> str | None:
    return code.replace(" ", "") if code else None


def _kind(code: str) -> Literal["quote", "invoice", "unknown"]:
    return "quote" if code in _QUOTES else "invoice" if code in _INVOICES else "unknown"


def _changes(node: Any, *paths: str) -> tuple[Adjustment, ...]:
    """The allowances (negative) and charges (positive) right under a node, in CII and in UBL."""
    found = []
    for change in (change for path in paths for change in _all(node, path)):
        paid = _any(change, "ActualAmount", "AppliedAmount", "Amount")
        amount = _number(change, _local(paid)) if paid is not None else None
        if amount is None:
            continue
        said = _text(change, "ChargeIndicator/Indicator") or _text(change, "ChargeIndicator")
        charge = said in ("true", "1") or _local(change) == "SpecifiedLogisticsServiceCharge"
        label = _any(change, "Reason", "AllowanceChargeReason", "Description")
        name = (label.text or "") if label is not None else ""
        found.append(Adjustment(name, amount if charge else -amount))
    return tuple(found)


def _discount(changes: Sequence[Adjustment]) -> str | None:
    return " + ".join(f"{-change.amount:f}" for change in changes if change.amount < 0) or None


def _price_of_one(price: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Where the price is that of several (100 sheets), the price of one."""
    if price is None or not base or base == 1:
        return price
    return round(price / base, 6).normalize()


def _confidence(line: Line, changes: Sequence[Adjustment]) -> float:
    """As for a printed line: less sure when quantity and price, with the line's own changes, don't make its amount."""
    if line.quantity is None or line.unit_price is None or line.net_amount is None:
        return 1.0
    made = line.quantity * line.unit_price + sum((change.amount for change in changes), Decimal(0))
    return 1.0 if comes_to(made, line.net_amount) else 0.6


def _day(text: str | None) -> date | None:
    digits = re.sub(r"\D", "", text or "")[:8]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if len(digits) == 8 else None
    except ValueError:
        return None


def _from_cii(root: Any) -> Quote:
    head = _any(root, "ExchangedDocument", "HeaderExchangedDocument")
    deal = _any(root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = _any(deal, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
    settlement = _any(deal, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
    code = _text(head, "TypeCode") or ""
    read = [_cii_line(node) for node in _all(deal, "IncludedSupplyChainTradeLineItem")]
    lines = tuple(line for line in read if line.net_amount is not None or line.quantity is not None)
    return Quote(
        source="xml",
        kind=_kind(code),
        type_code=code,
        supplier=_cii_party(_one(agreement, "SellerTradeParty"), settlement),
        customer=Party(name=_found(_text(agreement, "BuyerTradeParty/Name"))),
        number=_found(_text(head, "ID")),
        issued_on=_found(_day(_text(head, "IssueDateTime/DateTimeString"))),
        currency=_text(settlement, "InvoiceCurrencyCode") or _text(settlement, "OrderCurrencyCode"),
        lines=lines,
        totals=_cii_totals(settlement),
        passages=_notes(_all(head, "IncludedNote/Content")),
    )


def _notes(nodes: list[Any]) -> tuple[Passage, ...]:
    return tuple(Passage(n.text.strip(), Place(1, (0, 0, 0, 0))) for n in nodes if n.text and n.text.strip())


def _cii_party(node: Any, settlement: Any) -> Party:
    legal = _text(node, "SpecifiedLegalOrganization/ID")
    digits = re.sub(r"\D", "", legal or "")
    vat = next(
        (
            n.text
            for n in _all(node, "SpecifiedTaxRegistration/ID")
            if n.get("schemeID") in ("VA", None) and n.text
        ),
        None,
    )
    return Party(
        name=_found(_text(node, "Name")),
        siret=_found(digits if len(digits) == 14 else None),
        siren=_found(digits[:9] if len(digits) in (9, 14) else None),
        vat_id=_found(_closed_up(vat)),
        email=_found(_text(node, "DefinedTradeContact/EmailURIUniversalCommunication/URIID")),
        phone=_found(_text(node, "DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber")),
        iban=_found(_closed_up(_text(settlement, f"{_CII_MEANS}/PayeePartyCreditorFinancialAccount/IBANID"))),
    )


def _cii_line(node: Any) -> Line:
    product = _one(node, "SpecifiedTradeProduct")
    agreement = _any(node, "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
    delivery = _any(node, "SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery")
    settlement = _any(node, "SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
    sums = _any(
        settlement,
        "SpecifiedTradeSettlementLineMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    quantity = _any(delivery, "BilledQuantity", "RequestedQuantity", "AgreedQuantity")
    name = _text(product, "Name") or _text(node, "AssociatedDocumentLineDocument/IncludedNote/Content") or ""
    unit = quantity.get("unitCode") if quantity is not None else None
    rate = next(
        (r for tax in _all(settlement, "ApplicableTradeTax") if (r := _rate_of(tax)) is not None), None
    )
    amount = _number(delivery, _local(quantity)) if quantity is not None else None
    price = _one(agreement, "NetPriceProductTradePrice")
    changes = _changes(settlement, "SpecifiedTradeAllowanceCharge")
    line = Line(
        description=name,
        details=_text(product, "Description") or "",
        quantity=amount,
        unit=unit,
        unit_price=_price_of_one(_number(price, "ChargeAmount"), _number(price, "BasisQuantity")),
        discount=_discount(changes),
        vat_rate=rate,
        net_amount=_number(sums, "LineTotalAmount"),
        recurring=period_of(f"{name} {_text(product, 'Description') or ''}", _unit_word(unit), amount),
    )
    return replace(line, confidence=_confidence(line, changes))


def _unit_word(code: str | None) -> str | None:
    return {"MON": "mois", "ANN": "an"}.get(code or "")


def _rate_of(tax: Any) -> Decimal | None:
    rate = _number(tax, "RateApplicablePercent")
    return rate if rate is not None else _number(tax, "ApplicablePercent")


def _cii_totals(settlement: Any) -> Totals:
    sums = _any(
        settlement,
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    shares = tuple(
        VatShare(_rate_of(tax), _number(tax, "BasisAmount"), _number(tax, "CalculatedAmount"))
        for tax in _all(settlement, "ApplicableTradeTax")
    )
    return Totals(
        net=_found(_number(sums, "TaxBasisTotalAmount")),
        vat=_found(_number(sums, "TaxTotalAmount")),
        gross=_found(_number(sums, "GrandTotalAmount")),
        due=_found(_number(sums, "DuePayableAmount")),
        breakdown=shares,
        adjustments=_changes(settlement, "SpecifiedTradeAllowanceCharge", "SpecifiedLogisticsServiceCharge"),
    )


def _from_ubl(root: Any) -> Quote:
    name = _local(root)
    code = _text(root, f"{name}TypeCode") or _UBL_ROOTS[name]
    supplier = _any(root, "AccountingSupplierParty/Party", "SellerSupplierParty/Party")
    customer = _any(root, "AccountingCustomerParty/Party", "BuyerCustomerParty/Party")
    return Quote(
        source="xml",
        kind=_kind(code),
        type_code=code,
        supplier=_ubl_party(supplier, root),
        customer=Party(name=_found(_ubl_name(customer))),
        number=_found(_text(root, "ID")),
        issued_on=_found(_day(_text(root, "IssueDate"))),
        valid_until=_found(_day(_text(root, "ValidityPeriod/EndDate"))),
        currency=_text(root, "DocumentCurrencyCode"),
        lines=tuple(_ubl_line(node) for node in _all(root, f"{name}Line")),
        totals=_ubl_totals(root),
        passages=_notes(_all(root, "Note")),
    )


def _ubl_name(party: Any) -> str | None:
    return _text(party, "PartyName/Name") or _text(party, "PartyLegalEntity/RegistrationName")


def _ubl_party(party: Any, root: Any) -> Party:
    digits = re.sub(r"\D", "", _text(party, "PartyLegalEntity/CompanyID") or "")
    return Party(
        name=_found(_ubl_name(party)),
        siret=_found(digits if len(digits) == 14 else None),
        siren=_found(digits[:9] if len(digits) in (9, 14) else None),
        vat_id=_found(_closed_up(_text(party, "PartyTaxScheme/CompanyID"))),
        email=_found(_text(party, "Contact/ElectronicMail")),
        phone=_found(_text(party, "Contact/Telephone")),
        iban=_found(_closed_up(_text(root, "PaymentMeans/PayeeFinancialAccount/ID"))),
    )


def _ubl_line(node: Any) -> Line:
    inner = _one(node, "LineItem")
    node = inner if inner is not None else node
    quantity = _any(node, "InvoicedQuantity", "CreditedQuantity", "Quantity")
    name, details = _text(node, "Item/Name") or "", _text(node, "Item/Description") or ""
    unit = quantity.get("unitCode") if quantity is not None else None
    amount = _number(node, _local(quantity)) if quantity is not None else None
    changes = _changes(node, "AllowanceCharge")
    line = Line(
        description=name or details,
        details=details if name else "",
        quantity=amount,
        unit=unit,
        unit_price=_price_of_one(_number(node, "Price/PriceAmount"), _number(node, "Price/BaseQuantity")),
        discount=_discount(changes),
        vat_rate=_number(node, "Item/ClassifiedTaxCategory/Percent"),
        net_amount=_number(node, "LineExtensionAmount"),
        recurring=period_of(f"{name} {details}", _unit_word(unit), amount),
    )
    return replace(line, confidence=_confidence(line, changes))


def _ubl_totals(root: Any) -> Totals:
    sums = _any(root, "LegalMonetaryTotal", "QuotedMonetaryTotal", "AnticipatedMonetaryTotal")
    shares = tuple(
        VatShare(_number(s, "TaxCategory/Percent"), _number(s, "TaxableAmount"), _number(s, "TaxAmount"))
        for s in _all(root, "TaxTotal/TaxSubtotal")
    )
    return Totals(
        net=_found(_number(sums, "TaxExclusiveAmount")),
        vat=_found(_number(root, "TaxTotal/TaxAmount")),
        gross=_found(_number(sums, "TaxInclusiveAmount")),
        due=_found(_number(sums, "PayableAmount")),
        breakdown=shares,
        adjustments=_changes(root, "AllowanceCharge"),
    )
