"""A random quote written as an e-invoice: CII in its versions and profiles, and UBL, each valid to its schema."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tests.procurement.quotes.printing import Item, Truth, a_truth

_CII = "urn:un:unece:uncefact:data:standard:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_FACTUR_X = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"
PROFILES = {
    "minimum": "urn:factur-x.eu:1p0:minimum",
    "basicwl": "urn:factur-x.eu:1p0:basicwl",
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
    "extended": _FACTUR_X,
}
UNITS = {"h": "HUR", "j": "DAY", "u": "C62", "forfait": "LS", "mois": "MON"}
type Node = str | None


@dataclass(frozen=True)
class Bill:
    """A quote with all that an e-invoice may add to what is printed."""

    truth: Truth
    code: str = "380"
    currency: str = "EUR"
    vat_id: str | None = None
    email: str | None = None
    phone: str | None = None
    iban: str | None = None
    prepaid: Decimal | None = None
    changes: tuple[tuple[str, Decimal], ...] = ()  # of the whole document: a discount is negative
    discounts: tuple[Decimal | None, ...] = ()  # of each line
    per: int = 1  # prices are those of so many
    note: str | None = None

    @property
    def net(self) -> Decimal:
        return self.truth.net + sum((amount for _, amount in self.changes), Decimal(0))

    @property
    def gross(self) -> Decimal:
        return self.net + self.truth.vat

    @property
    def due(self) -> Decimal:
        return self.gross - (self.prepaid or Decimal(0))


def a_bill(dice: Random) -> Bill:
    truth = a_truth(dice)

    def maybe[T](value: T) -> T | None:
        return value if dice.random() < 0.6 else None

    changes = [("Remise < 5 %", Decimal("-12.50")), ("Port & emballage", Decimal("8.90"))]
    return Bill(
        truth,
        code=dice.choice(("310", "325", "380", "381", "384", "386")),
        currency=dice.choice(("EUR", "EUR", "CHF")),
        vat_id=maybe("FR 44 732829320"),
        email=maybe("devis@studio.example"),
        phone=maybe("+33 5 56 00 00 00"),
        iban=maybe("FR76 3000 6000 0112 3456 7890 189"),
        prepaid=maybe(Decimal("150.00")),
        changes=tuple(dice.sample(changes, dice.randint(0, 2))),
        discounts=tuple(Decimal("1.00") if dice.random() < 0.3 else None for _ in truth.items),
        per=dice.choice((1, 1, 100)),
        note=maybe("Paiement à 30 jours & pas d’escompte"),
    )  # fmt: skip


def x(name: str, *inside: Node, **attributes: str | None) -> str:
    """An element; nothing when there is nothing to put in it."""
    body = "".join(one for one in inside if one)
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{said}>{body}</{name}>" if body else ""


def t(value: object) -> Node:
    return escape(str(value)) if value is not None else None


def document(root: str, spaces: dict[str, str], *inside: Node) -> bytes:
    declared = "".join(f' xmlns{":" + name if name else ""}="{space}"' for name, space in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><{root}{declared}>{"".join(filter(None, inside))}</{root}>'.encode()


# -- CII -----------------------------------------------------------------------------------------------------------


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


def _base(bill: Bill, rate: Decimal) -> Decimal:
    return sum((i.net for i in bill.truth.items if i.rate == rate or bill.truth.exempt), Decimal(0))


def _cii_tax(bill: Bill, version: Version, rate: Decimal) -> str:
    each = bill.currency if version is ZUGFERD_1 else None
    base = _base(bill, rate)
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


# -- UBL -----------------------------------------------------------------------------------------------------------

_QUANTITY = {"Invoice": "InvoicedQuantity", "CreditNote": "CreditedQuantity"}
_SUMS = {"Quotation": "QuotedMonetaryTotal", "Order": "AnticipatedMonetaryTotal"}


def ubl(bill: Bill, root: str = "Invoice") -> bytes:
    """`root`: Invoice, CreditNote, Quotation or Order."""
    truth, trade = bill.truth, root in ("Quotation", "Order")
    validity = x("cac:ValidityPeriod", x("cbc:EndDate", t(truth.valid_until)))
    return document(
        root,
        {
            "": f"{_UBL}{root}-2",
            "cac": f"{_UBL}CommonAggregateComponents-2",
            "cbc": f"{_UBL}CommonBasicComponents-2",
        },
        x("cbc:ID", t(truth.number)),
        x("cbc:IssueDate", t(truth.issued_on)),
        None if trade else x(f"cbc:{root}TypeCode", "381" if root == "CreditNote" else bill.code),
        x("cbc:Note", t(bill.note)),
        x("cbc:PricingCurrencyCode" if root == "Quotation" else "cbc:DocumentCurrencyCode", bill.currency),
        validity if trade else None,
        _ubl_party(bill, "SellerSupplierParty" if trade else "AccountingSupplierParty"),
        x("cac:BuyerCustomerParty" if trade else "cac:AccountingCustomerParty", _ubl_buyer()),
        _ubl_payment(bill) if not trade else None,
        *(_ubl_change(bill, label, amount) for label, amount in bill.changes),
        _ubl_tax(bill),
        _ubl_sums(bill, _SUMS.get(root, "LegalMonetaryTotal")),
        *(_ubl_line(bill, root, at, item) for at, item in enumerate(truth.items)),
    )


def _ubl_party(bill: Bill, role: str) -> str:
    tax = x("cac:PartyTaxScheme", x("cbc:CompanyID", t(bill.vat_id)), x("cac:TaxScheme", x("cbc:ID", "VAT")))
    return x(
        f"cac:{role}",
        x(
            "cac:Party",
            x("cac:PartyName", x("cbc:Name", "Une autre enseigne")),
            x("cac:PostalAddress", x("cac:Country", x("cbc:IdentificationCode", "FR"))),
            tax if bill.vat_id else None,
            x(
                "cac:PartyLegalEntity",
                x("cbc:RegistrationName", t(bill.truth.supplier)),
                x("cbc:CompanyID", bill.truth.siret.replace(" ", ""), schemeID="0009"),
            ),
            x("cac:Contact", x("cbc:Telephone", t(bill.phone)), x("cbc:ElectronicMail", t(bill.email))),
        ),
    )


def _ubl_buyer() -> str:
    return x("cac:Party", x("cac:PartyName", x("cbc:Name", "Boulangerie du Marché")))


def _ubl_payment(bill: Bill) -> str:
    account = x("cac:PayeeFinancialAccount", x("cbc:ID", t(bill.iban)))
    return x("cac:PaymentMeans", x("cbc:PaymentMeansCode", "30"), account) if bill.iban else ""


def _ubl_change(bill: Bill, label: str, amount: Decimal) -> str:
    return x(
        "cac:AllowanceCharge",
        x("cbc:ChargeIndicator", "true" if amount > 0 else "false"),
        x("cbc:AllowanceChargeReason", t(label)),
        x("cbc:Amount", t(abs(amount)), currencyID=bill.currency),
    )


def _ubl_category(name: str, bill: Bill, rate: Decimal) -> str:
    code = "E" if bill.truth.exempt else "S"
    scheme = x("cac:TaxScheme", x("cbc:ID", "VAT"))
    return x(name, x("cbc:ID", code), x("cbc:Percent", t(Decimal(0) if bill.truth.exempt else rate)), scheme)


def _ubl_tax(bill: Bill) -> str:
    """The VAT, and once more in another currency, as EN 16931 allows (BT-111)."""
    money, other = bill.currency, "USD"
    shares = [
        x(
            "cac:TaxSubtotal",
            x("cbc:TaxableAmount", t(_base(bill, rate)), currencyID=money),
            x("cbc:TaxAmount", t(vat), currencyID=money),
            _ubl_category("cac:TaxCategory", bill, rate),
        )
        for rate, vat in bill.truth.vat_by_rate().items()
    ]  # fmt: skip
    return x("cac:TaxTotal", x("cbc:TaxAmount", "77.77", currencyID=other)) + x(
        "cac:TaxTotal", x("cbc:TaxAmount", t(bill.truth.vat), currencyID=money), *shares
    )


def _ubl_sums(bill: Bill, name: str) -> str:
    amounts = (
        ("LineExtensionAmount", bill.truth.net), ("TaxExclusiveAmount", bill.net), ("TaxInclusiveAmount", bill.gross),
        ("PrepaidAmount", bill.prepaid), ("PayableAmount", bill.due),
    )  # fmt: skip
    return x(f"cac:{name}", *(x(f"cbc:{one}", t(value), currencyID=bill.currency) for one, value in amounts))


def _ubl_line(bill: Bill, root: str, at: int, item: Item) -> str:
    money, discount, unit = bill.currency, bill.discounts[at], UNITS[item.unit]
    price = x("cbc:PriceAmount", t(item.price * bill.per), currencyID=money)
    inside = (
        x("cbc:ID", t(at + 1)),
        x(f"cbc:{_QUANTITY.get(root, 'Quantity')}", t(item.quantity), unitCode=unit),
        x("cbc:LineExtensionAmount", t(item.net - (discount or Decimal(0))), currencyID=money),
        _ubl_change(bill, "Remise", -discount) if discount else None,
        x(
            "cac:Item",
            x("cbc:Description", t(item.details)),
            x("cbc:Name", t(item.name)),
            _ubl_category("cac:ClassifiedTaxCategory", bill, item.rate),
        ),
        x("cac:Price", price, x("cbc:BaseQuantity", t(bill.per), unitCode=unit) if bill.per > 1 else None),
    )
    return x(f"cac:{root}Line", *([x("cac:LineItem", *inside)] if root in ("Quotation", "Order") else inside))
