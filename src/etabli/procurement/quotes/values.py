"""The values of a quote as its page shows them: what each is called, how sure it is, where it is printed.

Made from the reading and its corrections alone: no database, no clock.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day, money
from etabli.procurement.quotes.corrections import TOTALS, VALUE, Corrected, value_of, written
from etabli.procurement.quotes.engine.model import Found, Line, Place, Quote
from etabli.procurement.quotes.engine.packing import named_values, short
from etabli.procurement.quotes.engine.report.certainty import SURE
from etabli.procurement.quotes.engine.report.costs import is_exempt

LARGEST = 10**12  # euros; above, it is no amount
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Note:
    """Whose correction it is, in words, and its number."""

    pk: int
    text: str


type Notes = Mapping[str, Note]  # by target


@dataclass(frozen=True)
class Value:
    """A value as shown, or a whole line (`field` is then ""). `target` and `field` are those of its correction;
    `printed` is what stands there when nothing sure could be made of it."""

    target: str
    field: str
    label: str
    shown: str
    sure: bool = True
    place: Place | None = None
    note: Note | None = None
    printed: str = ""

    @property
    def key(self) -> str:
        """Its address: "net", "line:p1y300", "line:p1y300.net_amount"."""
        return self.target if self.field in ("", VALUE) else f"{self.target}.{self.field}"

    @property
    def slug(self) -> str:
        """What its elements of the page are called."""
        return re.sub(r"[^\w]", "-", self.key)


@dataclass(frozen=True)
class Row:
    """A line of the quote. An amount that isn't certain is None; `doubt` marks one to look at again. `whole` is the
    line itself as a value, `cells` those of its fields that have something to show."""

    description: str
    details: str
    quantity: str
    unit_price: Decimal | None
    amount: Decimal | None
    is_gross: bool
    recurring: str
    optional: bool
    included: bool
    doubt: bool
    whole: Value
    cells: Mapping[str, Value]


@dataclass(frozen=True)
class Total:
    """A total as printed; None when it isn't certain."""

    label: str
    amount: Decimal | None
    doubt: bool
    is_main: bool
    value: Value


def fact_names() -> dict[str, str]:
    """What each fact of a quote is called, in reading order."""
    return {
        "supplier.name": _("Supplier"),
        "supplier.siret": _("SIRET"),
        "supplier.siren": _("SIREN"),
        "number": _("Quote number"),
        "issued_on": _("Date of the quote"),
        "valid_until": _("Valid until"),
        "supplier.email": _("E-mail"),
        "supplier.phone": _("Telephone"),
        "net": _("Total without VAT"),
        "vat": _("VAT"),
        "gross": _("Total with VAT"),
        "deposit": _("Deposit"),
        "due": _("To pay"),
    }


def facts_of(corrected: Corrected, notes: Notes) -> tuple[Value, ...]:
    """What the head of the quote says, in reading order; what wasn't found is left out."""
    names = {name: label for name, label in fact_names().items() if name not in TOTALS}
    if corrected.quote.supplier.siret:
        del names["supplier.siren"]
    held = named_values(corrected.quote)
    return tuple(
        _fact(corrected, name, label, held[name], notes) for name, label in names.items() if name in held
    )


def totals_of(corrected: Corrected, notes: Notes) -> tuple[Total, ...]:
    """The totals of the quote, the main one always."""
    quote = corrected.quote
    totals, exempt = quote.totals, is_exempt(quote) and quote.totals.gross in (None, quote.totals.net)
    held = [
        ("net", totals.net, exempt),
        ("vat", totals.vat, False),
        ("gross", None if exempt else totals.gross, not exempt),
        ("deposit", totals.deposit, False),
        ("due", totals.due, False),
    ]
    labels = fact_names() | ({"net": _("Total, no VAT charged")} if exempt else {})
    return tuple(
        Total(
            labels[name],
            value.value if value else None,
            bool(value) and not _is_vouched_or_sure(corrected, name, value),
            is_main,
            _fact(corrected, name, labels[name], value, notes),
        )
        for name, value, is_main in held
        if value or is_main
    )


def rows_of(corrected: Corrected, notes: Notes) -> tuple[Row, ...]:
    """The lines of the quote."""
    pairs = zip(corrected.targets, corrected.quote.lines, strict=True)
    return tuple(_row(corrected, rank, target, line, notes) for rank, (target, line) in enumerate(pairs, 1))


@dataclass(frozen=True)
class Told:
    """A correction to tell again: what it is about, what is read now, and what was written."""

    label: str
    now: str
    yours: str
    note: Note
    agrees: bool


def news_of(corrected: Corrected, notes: Notes) -> tuple[Told, ...]:
    """What is read otherwise than when it was corrected."""
    return tuple(
        Told(
            label_in(corrected, change.target, change.field),
            text_of(change.target, change.field, change.now, corrected.quote.currency),
            text_of(change.target, change.field, change.yours, corrected.quote.currency),
            notes[change.target],
            change.agrees,
        )
        for change in corrected.news
    )


def orphans_of(corrected: Corrected, notes: Notes) -> tuple[Told, ...]:
    """Corrections of lines that are no longer read."""
    return tuple(
        Told(
            orphan.anchor.description if orphan.anchor else "",
            "",
            ", ".join(
                shown_text
                for name, text in orphan.values.items()
                if (shown_text := text_of(orphan.target, name, text, corrected.quote.currency))
            ),
            notes[orphan.target],
            agrees=False,
        )
        for orphan in corrected.orphans
    )


def text_of(target: str, field: str, text: str, currency: str | None = None) -> str:
    """A written value, as it is shown."""
    name = target if field == VALUE else field
    value = value_of(name, text)
    return figure(value) if name in ("quantity", "vat_rate") else shown(value, currency)


def values_in(facts: tuple[Value, ...], rows: tuple[Row, ...], totals: tuple[Total, ...]) -> Iterator[Value]:
    """Every value that is shown, a line before its cells."""
    yield from facts
    for row in rows:
        yield row.whole
        yield from row.cells.values()
    yield from (total.value for total in totals)


def is_sure(value: Found[Any]) -> bool:
    """Whether a value may be shown, and kept, without a doubt."""
    return value.confidence >= SURE


def payable(quote: Quote) -> Decimal | None:
    """What the quote comes to in cents, when sure: its total with VAT, or without when none is charged."""
    totals = quote.totals
    amount = totals.gross or totals.due or (totals.net if is_exempt(quote) else None)
    if amount is None or not is_sure(amount) or abs(amount.value) >= LARGEST:
        return None
    return amount.value.quantize(CENT, ROUND_HALF_UP)


def shown(value: object, currency: str | None = None) -> str:
    """A value in the reader's writing, an amount in the quote's currency; "" for none."""
    if isinstance(value, date):
        return full_day(value)
    return money(value, currency) if isinstance(value, Decimal) else str(value or "")


def figure(value: Decimal | None) -> str:
    """A quantity or a rate, without useless zeros."""
    text = short(value) or ""
    return text.replace(".", ",") if reader_language() == "fr" else text


def label_of(field: str, number: int) -> str:
    """What a field of the line of that number is called."""
    labels = {
        "": _("Line %(number)d"),
        "description": _("Name of line %(number)d"),
        "quantity": _("Quantity of line %(number)d"),
        "unit_price": _("Unit price of line %(number)d"),
        "vat_rate": _("VAT rate of line %(number)d"),
        "net_amount": _("Amount of line %(number)d"),
        "gross_amount": _("Amount with VAT of line %(number)d"),
    }
    return labels.get(field, labels[""]) % {"number": number}


def label_in(corrected: Corrected, target: str, field: str = "") -> str:
    """What a value of this quote is called."""
    if field == VALUE:
        return fact_names().get(target, target)
    rank = corrected.targets.index(target) + 1 if target in corrected.targets else 0
    return label_of(field, rank)


def _fact(corrected: Corrected, name: str, label: str, value: Found[Any] | None, notes: Notes) -> Value:
    note = notes.get(name)
    if value is None:
        return Value(name, VALUE, label, "", note=note)
    text = shown(value.value, corrected.quote.currency)
    return Value(name, VALUE, label, text, _is_vouched_or_sure(corrected, name, value), value.place, note)


def _is_vouched_or_sure(
    corrected: Corrected, target: str, value: Found[Any] | None, field: str = VALUE
) -> bool:
    return (target, field) in corrected.vouched or value is None or is_sure(value)


def _row(corrected: Corrected, rank: int, target: str, line: Line, notes: Notes) -> Row:
    cells = dict(_cells(corrected, rank, target, line))
    own = "net_amount" if line.net_amount is not None else "gross_amount"
    doubt = line.confidence < SURE and (target, own) not in corrected.vouched
    return Row(
        description=line.description,
        details=line.details,
        quantity=_quantity(line),
        unit_price=line.unit_price,
        amount=line.amount,
        is_gross=line.net_amount is None and line.gross_amount is not None,
        recurring={"month": _("every month"), "year": _("every year"), None: ""}[line.recurring],
        optional=line.optional,
        included=line.included,
        doubt=doubt or not all(cell.sure for cell in cells.values()),
        whole=Value(
            target, "", label_of("", rank), line.description, not doubt, line.place, notes.get(target)
        ),
        cells=cells,
    )


def _cells(corrected: Corrected, rank: int, target: str, line: Line) -> Iterator[tuple[str, Value]]:
    """The fields of a line that are printed somewhere, and its amount in any case."""
    printed = {cell.field: cell for cell in line.cells}
    for field in ("quantity", "unit_price", "vat_rate", "net_amount", "gross_amount"):
        cell, value = printed.get(field), getattr(line, field)
        if cell is None and (value is None or value is not line.amount):
            continue
        text = "" if value is None else text_of(target, field, written(value), corrected.quote.currency)
        sure = (target, field) in corrected.vouched or cell is None or cell.confidence >= SURE
        place = cell.place if cell else None
        yield (
            field,
            Value(
                target, field, label_of(field, rank), text, sure, place, None, cell.printed if cell else ""
            ),
        )


def _quantity(line: Line) -> str:
    return " ".join(part for part in (figure(line.quantity), line.unit) if part)
