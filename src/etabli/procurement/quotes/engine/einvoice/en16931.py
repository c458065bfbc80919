"""The semantic model of EN 16931, as far as a Quote holds it: what CII and UBL have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import compress
from typing import Any

from ..files.markup import every, first, local, text
from ..model import Adjustment, Found, Line, Passage, Place
from ..text.numbers import is_plausible
from ..values.arithmetic import close, comes_to
from ..values.commitment import period_of
from ..values.header import Kind

_QUOTES = {"310", "325"}  # an offer, a pro forma
_INVOICES = {
    str(code)
    for code in (
        71, 80, 81, 82, 83, 84, 102, 130, 202, 203, 204, 211, 218, 219, 261, 262, 295, 296, 308, 326, 331, 380,
        381, 382, 383, 384, 385, 386, 387, 388, 389, 390, 393, 394, 395, 396, 420, 456, 457, 458, 471, 472, 473,
        500, 501, 502, 503, 527, 532, 553, 575, 623, 633, 751, 780, 817, 870, 875, 876, 877, 935,
    )
}  # fmt: skip
_NOWHERE = Place(1, (0, 0, 0, 0))
_UNITS = {"MON": "mois", "ANN": "an"}  # UN/ECE recommendation 20
_FRENCH = {"0002": 9, "0009": 14}  # SIREN and SIRET among the identification schemes (ISO/IEC 6523)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


def kind_of(code: str) -> Kind:
    """What a document of this type (UNTDID 1001) is to the person who receives it."""
    return "quote" if code in _QUOTES else "invoice" if code in _INVOICES else "unknown"


def exact[T](value: T | None) -> Found[T] | None:
    """A value that stands in the data itself: sure, and at no place of a page. None for None."""
    return Found(value, None, 1.0, str(value)) if value is not None else None


def number(node: Any, path: str, currency: str | None = None) -> Decimal | None:
    """The number there, or None; of several amounts (the VAT may come in two currencies) that of the document's own."""
    nodes = every(node, path)
    own = [n for n in nodes if n.get("currencyID") in (None, currency)]
    written = text((own or nodes or [None])[0])
    if written is None or not _DECIMAL.fullmatch(written):
        return None
    value = Decimal(written)
    return value if is_plausible(value) else None


def day(written: str | None) -> date | None:
    """The day of "20260302", "202603021430" or "2026-03-02+01:00"; None for what names no day (a month, a week)."""
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", written or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def closed_up(code: str | None) -> str | None:
    """A code without its spaces; None for an empty one."""
    return re.sub(r"\s", "", code) if code else None


def french_numbers(ids: Iterable[Any], country: str | None) -> tuple[str | None, str | None]:
    """The SIRET and the SIREN among the identifiers of a party: those that say so by their scheme or, without scheme,
    those of a business that isn't elsewhere and that have the length."""
    siret = siren = None
    for node in ids:
        digits, scheme = re.sub(r"[\s.]", "", node.text or ""), node.get("schemeID")
        if not digits.isdecimal() or (scheme not in _FRENCH and (scheme or country not in (None, "FR"))):
            continue
        siret = siret or (digits if len(digits) == _FRENCH["0009"] else None)
        siren = siren or (digits if len(digits) == _FRENCH["0002"] else None)
    return siret, siren or (siret[:9] if siret else None)


def passages(rows: Iterable[str]) -> tuple[Passage, ...]:
    """Texts of the data as passages, at no place of a page."""
    return tuple(Passage(row, _NOWHERE) for row in rows)


def changes(node: Any, *paths: str) -> tuple[Adjustment, ...]:
    """The allowances (negative) and charges (positive) right under a node."""
    return tuple(change for path in paths for item in every(node, path) if (change := _change(item)))


def _change(node: Any) -> Adjustment | None:
    amount = next((a for name in _AMOUNTS if (a := number(node, name)) is not None), None)
    if amount is None:
        return None
    indicator = text(node, "ChargeIndicator/Indicator", "ChargeIndicator")
    charge = indicator in ("true", "1") or local(node) == "SpecifiedLogisticsServiceCharge"
    label = text(node, "Reason", "AllowanceChargeReason", "Description") or ""
    return Adjustment(label, amount if charge else -amount)


_AMOUNTS = ("ActualAmount", "AppliedAmount", "Amount")


def quantity_of(node: Any, *names: str) -> tuple[Decimal | None, str | None]:
    """The first of these quantities that is there, with its unit as coded."""
    quantity = first(node, *names)
    return (
        (None, None)
        if quantity is None
        else (number(node, local(quantity)), quantity.get("unitCode") or None)
    )


def price_of_one(price: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Where the price is that of several (100 sheets), the price of one."""
    if price is None or not base or base == 1:
        return price
    return round(price / base, 6).normalize()


def completed(line: Line, own: Sequence[Adjustment]) -> Line:
    """The line with what follows from its values and its own changes: the discount, whether it comes back, and how sure
    it is: as for a printed line, less when quantity and price don't make its amount."""
    less = " + ".join(f"{-change.amount:f}" for change in own if change.amount < 0)
    words = f"{line.description} {line.details}"
    confidence = 1.0
    if line.quantity is not None and line.unit_price is not None and line.net_amount is not None:
        made = line.quantity * line.unit_price + sum((change.amount for change in own), Decimal(0))
        confidence = 1.0 if comes_to(made, line.net_amount) else 0.6
    return replace(
        line,
        discount=less or None,
        recurring=period_of(words, _UNITS.get(line.unit or ""), line.quantity),
        confidence=confidence,
    )


@dataclass(frozen=True)
class Position:
    """A line as it stands in the file: under which other one, and what the file says of its part in the total
    (DETAIL is counted, GROUP is the sum of others, INFORMATION is part of another)."""

    line: Line
    id: str | None = None
    parent: str | None = None
    status: str | None = None


def lines_of(positions: Sequence[Position], total: Decimal | None) -> tuple[Line, ...]:
    """All lines that have an amount or a quantity, in the file's order. Those that don't make the total are included in
    the others: their amounts need be nobody's product."""
    held = [p for p in positions if p.line.net_amount is not None or p.line.quantity is not None]
    parents = {p.parent for p in held}
    stated = [p.status not in ("GROUP", "INFORMATION") for p in held]
    top = [not p.parent for p in held]
    leaves = [p.id is None or p.id not in parents for p in held]
    offers = [stated, top, leaves] if any(p.status for p in held) else [top, leaves]
    counted = next((offer for offer in offers if _makes(held, offer, total)), offers[0])
    return tuple(
        p.line if counts else replace(p.line, included=True, confidence=1.0)
        for p, counts in zip(held, counted, strict=True)
    )


def _makes(positions: Sequence[Position], counted: Sequence[bool], total: Decimal | None) -> bool:
    amounts = (p.line.net_amount or Decimal(0) for p in compress(positions, counted))
    return total is not None and close(sum(amounts, Decimal(0)), total)
