"""What an e-invoice holds, read by plain XPath from the names that the standards give each business term.

Written from EN 16931-1 (BT-n, BG-n) and its two syntaxes; it shares nothing with the decoder. `values` gives all that
a Quote has a place for, under the Quote's own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

type Values = dict[str, Any]

_CII = "urn:un:unece:uncefact:data:standard:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_SPACES: dict[str, dict[str, str]] = {
    "CrossIndustryInvoice": {
        "doc": f"{_CII}CrossIndustryInvoice:100",
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:100",
        "udt": f"{_CII}UnqualifiedDataType:100",
    },
    "CrossIndustryDocument": {
        "doc": "urn:ferd:CrossIndustryDocument:invoice:1p0",
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:12",
        "udt": f"{_CII}UnqualifiedDataType:15",
    },
    "SCRDMCCBDACIOMessageStructure": {
        "doc": "urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100",
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:128",
        "udt": f"{_CII}UnqualifiedDataType:128",
    },
}
_BASIC = {"cac": f"{_UBL}CommonAggregateComponents-2", "cbc": f"{_UBL}CommonBasicComponents-2"}


class _Reader:
    def __init__(self, spaces: dict[str, str]) -> None:
        self.spaces = spaces

    def nodes(self, node: Any, path: str) -> list[Any]:
        found = node.xpath(path, namespaces=self.spaces)
        assert isinstance(found, list)
        return found

    def text(self, node: Any, *paths: str) -> str | None:
        for path in paths:
            for found in self.nodes(node, path):
                said = found if isinstance(found, str) else found.text
                if said and said.strip():
                    return str(said).strip()
        return None

    def number(self, node: Any, path: str) -> Decimal | None:
        said = self.text(node, path)
        return Decimal(said) if said else None

    def day(self, node: Any, path: str) -> date | None:
        said = self.text(node, path)
        return date.fromisoformat(said[:10]) if said else None


def values(xml: bytes) -> Values:
    root = etree.fromstring(xml)
    name = etree.QName(root).localname
    if name in _SPACES:
        return _cii(root, _Reader(_SPACES[name]), old=name == "CrossIndustryDocument")
    return _ubl(root, _Reader(_BASIC | {"doc": etree.QName(root).namespace or ""}), name)


def _without_blanks(code: str | None) -> str | None:
    return "".join(code.split()) if code else None


def _business_numbers(numbers: list[tuple[str, str | None]], country: str | None) -> Values:
    """BT-30 and BT-29 of a French business: 14 figures are a SIRET, 9 a SIREN."""
    french = [
        "".join(number.split())
        for number, scheme in numbers
        if scheme in ("0002", "0009") or (scheme is None and country in ("FR", None))
    ]
    siret = next((n for n in french if re.fullmatch(r"[0-9]{14}", n)), None)
    siren = next((n for n in french if re.fullmatch(r"[0-9]{9}", n)), None)
    return {"siret": siret, "siren": siren or (siret[:9] if siret else None)}


def _named(prefix: str, held: Values) -> Values:
    return {f"{prefix}.{name}": value for name, value in held.items()}


def _lines(read: Iterator[tuple[Values, Values]], total: Decimal | None) -> list[Values]:
    """All lines. Those that don't make BT-106 are included in others: a GROUP, which is a sum, and an INFORMATION; or,
    where no line says what it is, the lines under others, unless only those without any under them make it."""
    everything = [(line, place) for line, place in read if line["net_amount"] is not None or line["quantity"]]
    above = {place["parent"] for _, place in everything} - {None}
    if any(place["status"] for _, place in everything):
        included = [place["status"] in ("GROUP", "INFORMATION") for _, place in everything]
    else:
        included = [place["parent"] is not None for _, place in everything]
        sums = [place["id"] in above for _, place in everything]
        amounts = [line["net_amount"] or Decimal(0) for line, _ in everything]
        if _rest(amounts, sums) == total != _rest(amounts, included):
            included = sums
    return [line | {"included": one} for (line, _), one in zip(everything, included, strict=True)]


def _rest(amounts: list[Decimal], out: list[bool]) -> Decimal:
    return sum((amount for amount, is_out in zip(amounts, out, strict=True) if not is_out), Decimal(0))


def _one_price(price: Decimal | None, base: Decimal | None) -> Decimal | None:
    """The price of one, where it is that of several, to the sixth decimal."""
    return round(price / base, 6) if price is not None and base else price


# -- CII -----------------------------------------------------------------------------------------------------------


def _cii(root: Any, r: _Reader, *, old: bool) -> Values:
    head = "doc:HeaderExchangedDocument" if old else "doc:ExchangedDocument"
    deal = "doc:SpecifiedSupplyChainTradeTransaction" if old else "doc:SupplyChainTradeTransaction"
    part = "ApplicableSupplyChainTrade" if old else "ApplicableHeaderTrade"
    agreement, settlement = f"{deal}/ram:{part}Agreement", f"{deal}/ram:{part}Settlement"
    sums = f"{settlement}/ram:SpecifiedTradeSettlement{'' if old else 'Header'}MonetarySummation"
    currency = r.text(root, f"{settlement}/ram:InvoiceCurrencyCode", f"{settlement}/ram:OrderCurrencyCode")
    own = f"[not(@currencyID) or @currencyID='{currency}']"
    seller = _cii_party(r, r.nodes(root, f"{agreement}/ram:SellerTradeParty"))
    seller["iban"] = _without_blanks(
        r.text(
            root,
            f"{settlement}/ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
        )
    )  # BT-84
    rate = "ram:ApplicablePercent" if old else "ram:RateApplicablePercent"
    return {
        "number": r.text(root, f"{head}/ram:ID"),  # BT-1
        "issued_on": r.day(root, f"{head}/ram:IssueDateTime/udt:DateTimeString"),  # BT-2
        "valid_until": r.day(root, f"{head}/ram:EffectiveSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString"),
        "type_code": r.text(root, f"{head}/ram:TypeCode"),  # BT-3
        "currency": currency,  # BT-5
        **_named("supplier", seller),
        **_named("customer", _cii_party(r, r.nodes(root, f"{agreement}/ram:BuyerTradeParty")) | {"iban": None}),
        "net": r.number(root, f"{sums}/ram:TaxBasisTotalAmount"),  # BT-109
        "vat": r.number(root, f"{sums}/ram:TaxTotalAmount{own}"),  # BT-110
        "gross": r.number(root, f"{sums}/ram:GrandTotalAmount"),  # BT-112
        "deposit": r.number(root, f"{sums}/ram:TotalPrepaidAmount"),  # BT-113
        "due": r.number(root, f"{sums}/ram:DuePayableAmount"),  # BT-115
        "breakdown": [
            (r.number(tax, rate), r.number(tax, "ram:BasisAmount"), r.number(tax, "ram:CalculatedAmount"))
            for tax in r.nodes(root, f"{settlement}/ram:ApplicableTradeTax")
        ],  # BG-23
        "adjustments": _cii_changes(r, root, settlement),
        "lines": _lines(
            (
                _cii_line(r, node, rate, old=old)
                for node in r.nodes(root, f"{deal}/ram:IncludedSupplyChainTradeLineItem")
            ),
            r.number(root, f"{sums}/ram:LineTotalAmount"),
        ),
    }  # fmt: skip


def _cii_party(r: _Reader, parties: list[Any]) -> Values:
    if not parties:
        return dict.fromkeys(("name", "siret", "siren", "vat_id", "email", "phone"))
    (party,) = parties
    ids = r.nodes(party, "ram:SpecifiedLegalOrganization/ram:ID") + r.nodes(party, "ram:GlobalID")
    contact = "ram:DefinedTradeContact"
    return {
        "name": r.text(party, "ram:Name"),  # BT-27, BT-44
        **_business_numbers(
            [(node.text or "", node.get("schemeID")) for node in ids],
            r.text(party, "ram:PostalTradeAddress/ram:CountryID"),
        ),
        "vat_id": _without_blanks(
            r.text(party, "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA' or not(@schemeID)]")
        ),  # BT-31, BT-48
        "email": r.text(
            party,
            f"{contact}/ram:EmailURIUniversalCommunication/ram:URIID",
            "ram:URIUniversalCommunication/ram:URIID[@schemeID='EM']",
        ),  # BT-43, BT-34
        "phone": r.text(party, f"{contact}/ram:TelephoneUniversalCommunication/ram:CompleteNumber"),  # BT-42
    }


def _cii_changes(r: _Reader, root: Any, settlement: str) -> list[tuple[str, Decimal]]:
    """BG-20 and BG-21, and the carriage of EXTENDED."""
    changes = [
        (r.text(node, "ram:Reason") or "", _signed(r.text(node, "ram:ChargeIndicator/udt:Indicator"), amount))
        for node in r.nodes(root, f"{settlement}/ram:SpecifiedTradeAllowanceCharge")
        if (amount := r.number(node, "ram:ActualAmount")) is not None
    ]
    carriage = [
        (r.text(node, "ram:Description") or "", amount)
        for node in r.nodes(root, f"{settlement}/ram:SpecifiedLogisticsServiceCharge")
        if (amount := r.number(node, "ram:AppliedAmount")) is not None
    ]
    return changes + carriage


def _signed(charge: str | None, amount: Decimal) -> Decimal:
    return amount if charge in ("true", "1") else -amount


def _cii_line(r: _Reader, node: Any, rate: str, *, old: bool) -> tuple[Values, Values]:
    kind = "SpecifiedSupplyChainTrade" if old else "SpecifiedLineTrade"
    settlement, about = f"ram:{kind}Settlement", "ram:AssociatedDocumentLineDocument"
    sums = f"{settlement}/ram:SpecifiedTradeSettlement{'' if old else 'Line'}MonetarySummation"
    quantity = f"ram:{kind}Delivery/ram:BilledQuantity|ram:{kind}Delivery/ram:RequestedQuantity"
    price = f"ram:{kind}Agreement/ram:NetPriceProductTradePrice"
    notes = [
        n.text.strip() for n in r.nodes(node, f"{about}/ram:IncludedNote/ram:Content") if n.text
    ]  # BT-127
    product = "ram:SpecifiedTradeProduct"
    named = (
        r.text(node, f"{product}/ram:Name"),
        r.text(node, f"{product}/ram:Description"),
    )  # BT-153, BT-154
    said = [one for one in (*named, *notes) if one]
    allowances = [
        r.number(change, "ram:ActualAmount")
        for change in r.nodes(node, f"{settlement}/ram:SpecifiedTradeAllowanceCharge")
        if r.text(change, "ram:ChargeIndicator/udt:Indicator") not in ("true", "1")
    ]  # BG-27
    line = {
        "description": said[0] if said else "",
        "details": "\n".join(said[1:]),
        "quantity": r.number(node, quantity),  # BT-129
        "unit": r.text(node, f"({quantity})/@unitCode"),  # BT-130
        "unit_price": _one_price(
            r.number(node, f"{price}/ram:ChargeAmount"), r.number(node, f"{price}/ram:BasisQuantity")
        ),
        "discount": " + ".join(str(a) for a in allowances if a) or None,
        "vat_rate": r.number(node, f"{settlement}/ram:ApplicableTradeTax/{rate}"),  # BT-152
        "net_amount": r.number(node, f"{sums}/ram:LineTotalAmount"),  # BT-131
        "gross_amount": r.number(node, f"{sums}/ram:GrandTotalAmount"),
    }  # fmt: skip
    return line, {
        "id": r.text(node, f"{about}/ram:LineID"),
        "parent": r.text(node, f"{about}/ram:ParentLineID"),
        "status": r.text(node, f"{about}/ram:LineStatusReasonCode"),
    }


# -- UBL -----------------------------------------------------------------------------------------------------------


def _ubl(root: Any, r: _Reader, name: str) -> Values:
    sums = "*[self::cac:LegalMonetaryTotal or self::cac:QuotedMonetaryTotal or self::cac:AnticipatedMonetaryTotal]"
    currency = r.text(root, "cbc:DocumentCurrencyCode", "cbc:PricingCurrencyCode")
    own = f"[not(@currencyID) or @currencyID='{currency}']"
    seller = _ubl_party(r, r.nodes(root, "(cac:AccountingSupplierParty|cac:SellerSupplierParty)/cac:Party"))
    account = _without_blanks(r.text(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"))
    seller["iban"] = account if account and re.match(r"[A-Z]{2}[0-9]{2}", account) else None
    buyers = "(cac:AccountingCustomerParty|cac:BuyerCustomerParty|cac:OriginatorCustomerParty)/cac:Party"
    default = {"Invoice": "380", "CreditNote": "381", "Quotation": "310", "Order": "220"}[name]
    return {
        "number": r.text(root, "cbc:ID"),
        "issued_on": r.day(root, "cbc:IssueDate"),
        "valid_until": r.day(root, "cac:ValidityPeriod/cbc:EndDate"),
        "type_code": r.text(root, f"cbc:{name}TypeCode") or default,
        "currency": currency,
        **_named("supplier", seller),
        **_named("customer", _ubl_party(r, r.nodes(root, buyers)) | {"iban": None}),
        "net": r.number(root, f"{sums}/cbc:TaxExclusiveAmount"),
        "vat": r.number(root, f"cac:TaxTotal/cbc:TaxAmount{own}"),
        "gross": r.number(root, f"{sums}/cbc:TaxInclusiveAmount"),
        "deposit": r.number(root, f"{sums}/cbc:PrepaidAmount"),
        "due": r.number(root, f"{sums}/cbc:PayableAmount"),
        "breakdown": [
            (
                r.number(share, "cac:TaxCategory/cbc:Percent"),
                r.number(share, "cbc:TaxableAmount"),
                r.number(share, "cbc:TaxAmount"),
            )
            for share in r.nodes(root, "cac:TaxTotal/cac:TaxSubtotal")
        ],
        "adjustments": [
            (
                r.text(node, "cbc:AllowanceChargeReason") or "",
                _signed(r.text(node, "cbc:ChargeIndicator"), r.number(node, "cbc:Amount") or Decimal(0)),
            )
            for node in r.nodes(root, "cac:AllowanceCharge")
        ],
        "lines": _lines(_ubl_lines(r, root, name), r.number(root, f"{sums}/cbc:LineExtensionAmount")),
    }


def _ubl_party(r: _Reader, parties: list[Any]) -> Values:
    (party,) = parties
    ids = r.nodes(party, "cac:PartyLegalEntity/cbc:CompanyID")
    ids += r.nodes(party, "cac:PartyIdentification/cbc:ID[@schemeID]")
    taxed = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT' or not(cac:TaxScheme/cbc:ID)]/cbc:CompanyID"
    return {
        "name": r.text(party, "cac:PartyLegalEntity/cbc:RegistrationName", "cac:PartyName/cbc:Name"),
        **_business_numbers(
            [(node.text or "", node.get("schemeID")) for node in ids],
            r.text(party, "cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
        ),
        "vat_id": _without_blanks(r.text(party, taxed)),
        "email": r.text(party, "cac:Contact/cbc:ElectronicMail", "cbc:EndpointID[@schemeID='EM']"),
        "phone": r.text(party, "cac:Contact/cbc:Telephone"),
    }


def _ubl_lines(r: _Reader, root: Any, name: str) -> Iterator[tuple[Values, Values]]:
    for node in r.nodes(root, f"cac:{name}Line"):
        yield from _ubl_line(r, node, None)


def _ubl_line(r: _Reader, node: Any, parent: Any) -> Iterator[tuple[Values, Values]]:
    node = next(iter(r.nodes(node, "cac:LineItem")), node)
    named = [*r.nodes(node, "cac:Item/cbc:Name"), *r.nodes(node, "cac:Item/cbc:Description")]
    said = [n.text.strip() for n in (*named, *r.nodes(node, "cbc:Note")) if n.text]
    quantity = "cbc:InvoicedQuantity|cbc:CreditedQuantity|cbc:Quantity"
    allowances = [
        r.number(change, "cbc:Amount")
        for change in r.nodes(node, "cac:AllowanceCharge[not(cbc:ChargeIndicator='true')]")
    ]
    line = {
        "description": said[0],
        "details": "\n".join(said[1:]),
        "quantity": r.number(node, quantity),
        "unit": r.text(node, f"({quantity})/@unitCode"),
        "unit_price": _one_price(
            r.number(node, "cac:Price/cbc:PriceAmount"), r.number(node, "cac:Price/cbc:BaseQuantity")
        ),
        "discount": " + ".join(str(a) for a in allowances if a) or None,
        "vat_rate": r.number(
            node,
            "(cac:Item/cac:ClassifiedTaxCategory|cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory)/cbc:Percent",
        ),
        "net_amount": r.number(node, "cbc:LineExtensionAmount"),
        "gross_amount": None,
    }
    place = {"id": node.getroottree().getpath(node), "parent": parent, "status": None}
    yield line, place
    for below in r.nodes(node, "cac:SubInvoiceLine"):
        yield from _ubl_line(r, below, place["id"])
