"""A random quote as CII, in its versions and profiles, each valid to its schema."""

from dataclasses import dataclass
from decimal import Decimal

from tests.procurement.quotes.electronic import UNITS, Bill, base_of, document, t, x
from tests.procurement.quotes.printing import Item, Truth

_CII = "urn:un:unece:uncefact:data:standard:"
_FACTUR_X = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"
PROFILES = {
    "minimum": "urn:factur-x.eu:1p0:minimum",
    "basicwl": "urn:factur-x.eu:1p0:basicwl",
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
    "extended": _FACTUR_X,
}


@dataclass(frozen=True)
class Version:
    """How a version of CII names what the others name differently."""

    root: str
    spaces: dict[str, str]
    header: str = "ApplicableHeaderTrade"
    line: str = "SpecifiedLineTrade"
    head: str = "ExchangedDocument"
    deal: str = "SupplyChainTradeTransaction"
    line_sums: str = "Line"
    header_sums: str = "Header"
    rate: str = "RateApplicablePercent"
    quantity: str = "BilledQuantity"


def _spaces(doc: str, ram: int, udt: int) -> dict[str, str]:
    return {
        "rsm": doc,
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:{ram}",
        "udt": f"{_CII}UnqualifiedDataType:{udt}",
    }


INVOICE = Version("rsm:CrossIndustryInvoice", _spaces(f"{_CII}CrossIndustryInvoice:100", 100, 100))
ORDER = Version(
    "rsm:SCRDMCCBDACIOMessageStructure",
    _spaces("urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100", 128, 128),
    quantity="RequestedQuantity",
)
ZUGFERD_1 = Version(
    "rsm:CrossIndustryDocument",
    _spaces("urn:ferd:CrossIndustryDocument:invoice:1p0", 12, 15),
    "ApplicableSupplyChainTrade",
    "SpecifiedSupplyChainTrade",
    "HeaderExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction",
    "",
    "",
    "ApplicablePercent",
)


def factur_x(bill: Bill, profile: str = "en16931") -> bytes:
    return _cii(bill, INVOICE, PROFILES[profile], profile)


def order_x(bill: Bill) -> bytes:
    return _cii(bill, ORDER, "urn:order-x.eu:1p0:comfort", "order")


def zugferd_1(bill: Bill) -> bytes:
    return _cii(bill, ZUGFERD_1, "urn:ferd:CrossIndustryDocument:invoice:1p0:extended", "zugferd")


def _cii(bill: Bill, version: Version, guideline: str, profile: str) -> bytes:
    truth, lean = bill.truth, profile == "minimum"
    issued = x("ram:IssueDateTime", x("udt:DateTimeString", f"{truth.issued_on:%Y%m%d}", format="102"))
    lines = [] if profile in ("minimum", "basicwl") else [
        _cii_line(bill, version, profile, at, item) for at, item in enumerate(truth.items)
    ]  # fmt: skip
    context = f"{'Specified' if version is ZUGFERD_1 else ''}ExchangedDocumentContext"
    return document(
        version.root,
        version.spaces,
        x(f"rsm:{context}", x("ram:GuidelineSpecifiedDocumentContextParameter", x("ram:ID", t(guideline)))),
        x(
            f"rsm:{version.head}",
            x("ram:ID", t(truth.number)),
            x("ram:Name", "Facture") if version is ZUGFERD_1 else None,
            x("ram:TypeCode", "220" if version is ORDER else bill.code),
            issued,
            None if lean else x("ram:IncludedNote", x("ram:Content", t(bill.note))),
        ),
        x(
            f"rsm:{version.deal}",
            *([] if version is ZUGFERD_1 else lines),
            x(
                f"ram:{version.header}Agreement",
                _cii_seller(bill, version, profile),
                x("ram:BuyerTradeParty", x("ram:Name", "Boulangerie du Marché")),
            ),
            f"<ram:{version.header}Delivery>{_ship_to(version)}</ram:{version.header}Delivery>",
            _cii_settlement(bill, version, profile),
            *(lines if version is ZUGFERD_1 else []),
        ),
    )


def _ship_to(version: Version) -> str:
    return x("ram:ShipToTradeParty", x("ram:Name", "Le fournil")) if version is ORDER else ""


def _cii_seller(bill: Bill, version: Version, profile: str) -> str:
    rich = profile not in ("minimum", "basicwl", "basic")
    digits = bill.truth.siret.replace(" ", "")
    contact = x(
        "ram:DefinedTradeContact",
        x("ram:PersonName", "Jeanne Exemple"),
        x("ram:TelephoneUniversalCommunication", x("ram:CompleteNumber", t(bill.phone))),
        x("ram:EmailURIUniversalCommunication", x("ram:URIID", t(bill.email))),
    )
    return x(
        "ram:SellerTradeParty",
        x("ram:Name", t(bill.truth.supplier)),
        None
        if version is ZUGFERD_1
        else x("ram:SpecifiedLegalOrganization", x("ram:ID", digits, schemeID="0002")),
        contact if rich else None,
        x("ram:PostalTradeAddress", x("ram:CountryID", "FR")),
        x("ram:SpecifiedTaxRegistration", x("ram:ID", t(bill.vat_id), schemeID="VA")),
    )


def _cii_settlement(bill: Bill, version: Version, profile: str) -> str:
    lean, money = profile == "minimum", bill.currency
    prefix = f"ram:SpecifiedTradeSettlement{version.header_sums}MonetarySummation"
    each = money if version is ZUGFERD_1 else None

    def amount(name: str, value: object) -> str:
        return x(f"ram:{name}", t(value), currencyID=each)

    charges = sum((a for _, a in bill.changes if a > 0), Decimal("0.00"))
    allowances = sum((-a for _, a in bill.changes if a < 0), Decimal("0.00"))
    return x(
        f"ram:{version.header}Settlement",
        x("ram:OrderCurrencyCode" if version is ORDER else "ram:InvoiceCurrencyCode", money),
        _payment(bill, lean=lean or version is ORDER),
        *([] if lean or version is ORDER else [_cii_tax(bill, version, rate) for rate in _rates(bill.truth)]),
        *([] if lean else [_cii_change(bill, version, label, value) for label, value in bill.changes]),
        x(
            prefix,
            None if lean else amount("LineTotalAmount", bill.truth.net),
            None if lean else amount("ChargeTotalAmount", charges),
            None if lean else amount("AllowanceTotalAmount", allowances),
            amount("TaxBasisTotalAmount", bill.net),
            x("ram:TaxTotalAmount", t(bill.truth.vat), currencyID=money),
            amount("GrandTotalAmount", bill.gross),
            None if lean or version is ORDER else amount("TotalPrepaidAmount", bill.prepaid),
            None if version is ORDER else amount("DuePayableAmount", bill.due),
        ),
    )


def _payment(bill: Bill, *, lean: bool) -> str:
    account = x("ram:PayeePartyCreditorFinancialAccount", x("ram:IBANID", t(bill.iban)))
    means = x("ram:SpecifiedTradeSettlementPaymentMeans", x("ram:TypeCode", "30"), account)
    return means if bill.iban and not lean else ""


def _rates(truth: Truth) -> list[Decimal]:
    return list(truth.vat_by_rate()) or [Decimal(0)]


def _cii_tax(bill: Bill, version: Version, rate: Decimal) -> str:
    each = bill.currency if version is ZUGFERD_1 else None
    base = base_of(bill, rate)
    return x(
        "ram:ApplicableTradeTax",
        x("ram:CalculatedAmount", t(bill.truth.vat_by_rate().get(rate, Decimal("0.00"))), currencyID=each),
        x("ram:TypeCode", "VAT"),
        x("ram:ExemptionReason", t("TVA non applicable, art. 293 B du CGI")) if bill.truth.exempt else None,
        x("ram:BasisAmount", t(base), currencyID=each),
        x("ram:CategoryCode", "E" if bill.truth.exempt else "S"),
        x(f"ram:{version.rate}", t(rate)),
    )


def _cii_change(bill: Bill, version: Version, label: str, amount: Decimal) -> str:
    charge = "true" if amount > 0 else "false"
    return x(
        "ram:SpecifiedTradeAllowanceCharge",
        x("ram:ChargeIndicator", x("udt:Indicator", charge)),
        x("ram:ActualAmount", t(abs(amount)), currencyID=bill.currency if version is ZUGFERD_1 else None),
        x("ram:Reason", t(label)),
        x(
            "ram:CategoryTradeTax",
            x("ram:TypeCode", "VAT"),
            x("ram:CategoryCode", "S"),
            x(f"ram:{version.rate}", "20"),
        ),
    )


def _cii_line(bill: Bill, version: Version, profile: str, at: int, item: Item) -> str:
    rich, each = profile not in ("basic",), bill.currency if version is ZUGFERD_1 else None
    discount, unit = bill.discounts[at], UNITS[item.unit]
    less = x(
        "ram:SpecifiedTradeAllowanceCharge",
        x("ram:ChargeIndicator", x("udt:Indicator", "false")),
        x("ram:ActualAmount", t(discount), currencyID=each),
        x("ram:Reason", "Remise"),
    )
    tax = x(
        "ram:ApplicableTradeTax",
        x("ram:TypeCode", "VAT"),
        x("ram:CategoryCode", "E" if bill.truth.exempt else "S"),
        x(f"ram:{version.rate}", "0" if bill.truth.exempt else t(item.rate)),
    )
    sums = f"ram:SpecifiedTradeSettlement{version.line_sums}MonetarySummation"
    price = x(
        "ram:NetPriceProductTradePrice",
        x("ram:ChargeAmount", t(item.price * bill.per), currencyID=each),
        x("ram:BasisQuantity", t(bill.per), unitCode=unit) if bill.per > 1 else None,
    )
    product = x(
        "ram:SpecifiedTradeProduct",
        x("ram:Name", t(item.name)),
        x("ram:Description", t(item.details)) if rich else None,
    )
    return x(
        "ram:IncludedSupplyChainTradeLineItem",
        x("ram:AssociatedDocumentLineDocument", x("ram:LineID", t(at + 1))),
        product if version is not ZUGFERD_1 else None,
        x(f"ram:{version.line}Agreement", price),
        x(f"ram:{version.line}Delivery", x(f"ram:{version.quantity}", t(item.quantity), unitCode=unit)),
        x(
            f"ram:{version.line}Settlement",
            tax,
            less if discount and version is not ZUGFERD_1 else None,
            x(sums, x("ram:LineTotalAmount", t(item.net - _less(bill, version, at)), currencyID=each)),
        ),
        product if version is ZUGFERD_1 else None,
    )


def _less(bill: Bill, version: Version, at: int) -> Decimal:
    return Decimal(0) if version is ZUGFERD_1 else bill.discounts[at] or Decimal(0)
