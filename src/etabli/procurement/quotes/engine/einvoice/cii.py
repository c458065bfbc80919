"""UN/CEFACT Cross Industry Invoice: ZUGFeRD 1 and 2, Factur-X from MINIMUM to EXTENDED, and Order-X.

Names of elements that differ between the versions stand side by side, the newer first.
"""

from __future__ import annotations

from typing import Any

from ..files.markup import every, first, text, texts
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

ROOTS = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument", "SCRDMCCBDACIOMessageStructure"})
_MEANS = "SpecifiedTradeSettlementPaymentMeans"
_CHANGE = "SpecifiedTradeAllowanceCharge"


def quote_of(root: Any) -> Quote:
    """The quote that the root of a CII document says; what is absent there is None."""
    head = first(root, "ExchangedDocument", "HeaderExchangedDocument")
    deal = first(root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = first(deal, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
    settlement = first(deal, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
    currency = text(settlement, "InvoiceCurrencyCode", "OrderCurrencyCode")
    code = text(head, "TypeCode") or ""
    sums = _sums(settlement)
    positions = [_position(node) for node in every(deal, "IncludedSupplyChainTradeLineItem")]
    iban = text(settlement, f"{_MEANS}/PayeePartyCreditorFinancialAccount/IBANID")
    return Quote(
        source="xml",
        kind=kind_of(code),
        type_code=code,
        supplier=_party(first(agreement, "SellerTradeParty"), iban),
        customer=_party(first(agreement, "BuyerTradeParty")),
        number=exact(text(head, "ID")),
        issued_on=exact(day(text(head, "IssueDateTime/DateTimeString", "IssueDateTime/DateTime"))),
        valid_until=exact(day(text(head, "EffectiveSpecifiedPeriod/EndDateTime/DateTimeString"))),
        currency=currency,
        lines=lines_of(positions, number(sums, "LineTotalAmount")),
        totals=_totals(settlement, sums, currency),
        passages=passages(
            [
                *texts(head, "IncludedNote/Content"),
                *texts(
                    settlement, "SpecifiedTradePaymentTerms/Description", "ApplicableTradeTax/ExemptionReason"
                ),
            ]
        ),
    )


def _sums(settlement: Any) -> Any:
    return first(
        settlement,
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )


def _party(node: Any, iban: str | None = None) -> Party:
    ids = [n for path in ("SpecifiedLegalOrganization/ID", "GlobalID") for n in every(node, path)]
    ids += [n for n in every(node, "ID") if n.get("schemeID")]
    siret, siren = french_numbers(ids, text(node, "PostalTradeAddress/CountryID"))
    taxed = [n for n in every(node, "SpecifiedTaxRegistration/ID") if n.get("schemeID") in ("VA", None)]
    mail = next(
        (n for n in every(node, "URIUniversalCommunication/URIID") if n.get("schemeID") == "EM"), None
    )
    return Party(
        name=exact(text(node, "Name")),
        siret=exact(siret),
        siren=exact(siren),
        vat_id=exact(closed_up(next((vat_number for n in taxed if (vat_number := text(n))), None))),
        email=exact(text(node, "DefinedTradeContact/EmailURIUniversalCommunication/URIID") or text(mail)),
        phone=exact(text(node, "DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber")),
        iban=exact(closed_up(iban)),
    )


def _position(node: Any) -> Position:
    about = first(node, "AssociatedDocumentLineDocument")
    return Position(
        _line(node),
        text(about, "LineID"),
        text(about, "ParentLineID"),
        text(about, "LineStatusReasonCode"),
    )


def _line(node: Any) -> Line:
    product = first(node, "SpecifiedTradeProduct")
    agreement = first(node, "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
    delivery = first(node, "SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery")
    settlement = first(node, "SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
    sums = first(
        settlement,
        "SpecifiedTradeSettlementLineMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    notes = list(texts(node, "AssociatedDocumentLineDocument/IncludedNote/Content"))
    name, described = text(product, "Name"), text(product, "Description")
    parts = [part for part in (name, described, *notes) if part]
    quantity, unit = quantity_of(delivery, "BilledQuantity", "RequestedQuantity", "AgreedQuantity")
    price = first(agreement, "NetPriceProductTradePrice")
    rates = (_rate(tax) for tax in every(settlement, "ApplicableTradeTax"))
    line = Line(
        description=parts[0] if parts else "",
        details="\n".join(parts[1:]),
        quantity=quantity,
        unit=unit,
        unit_price=price_of_one(number(price, "ChargeAmount"), number(price, "BasisQuantity")),
        vat_rate=next((rate for rate in rates if rate is not None), None),
        net_amount=number(sums, "LineTotalAmount"),
        gross_amount=number(sums, "GrandTotalAmount"),
    )
    return completed(line, changes(settlement, _CHANGE))


def _rate(tax: Any) -> Any:
    rate = number(tax, "RateApplicablePercent")
    return rate if rate is not None else number(tax, "ApplicablePercent")


def _totals(settlement: Any, sums: Any, currency: str | None) -> Totals:
    shares = (
        VatShare(_rate(tax), number(tax, "BasisAmount", currency), number(tax, "CalculatedAmount", currency))
        for tax in every(settlement, "ApplicableTradeTax")
    )
    return Totals(
        net=exact(number(sums, "TaxBasisTotalAmount", currency)),
        vat=exact(number(sums, "TaxTotalAmount", currency)),
        gross=exact(number(sums, "GrandTotalAmount", currency)),
        deposit=exact(number(sums, "TotalPrepaidAmount", currency)),
        due=exact(number(sums, "DuePayableAmount", currency)),
        breakdown=tuple(shares),
        adjustments=changes(settlement, _CHANGE, "SpecifiedLogisticsServiceCharge"),
    )
