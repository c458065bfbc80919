"""A random quote as UBL, valid to its schema."""

from decimal import Decimal

from tests.procurement.quotes.electronic import UNITS, Bill, base_of, document, t, x
from tests.procurement.quotes.printing import Item

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
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
            x("cbc:TaxableAmount", t(base_of(bill, rate)), currencyID=money),
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
