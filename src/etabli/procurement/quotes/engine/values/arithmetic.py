"""Arithmetic decides: of all that a record may mean, the reading whose quantity × price makes the amount wins.

A printed value is never changed. When no reading satisfies the equation the likeliest is kept and said to be less sure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations, product

from ..layout.body import Record, Table
from ..layout.headings import Column
from ..text.numbers import Number, readings
from ..text.pages import fold
from ..text.vocabulary import RATES_OF_VAT, Role, says_gross

CENT = Decimal("0.01")
_OF_A_PRODUCT: set[Role] = {"quantity", "unit_price", "net", "gross", "amount"}
_SINGLE: set[Role] = {
    "quantity",
    "unit_price",
    "net",
    "gross",
    "amount",
    "vat_rate",
    "vat_amount",
    "discount",
}


@dataclass(frozen=True)
class Reading:
    """One record read under one choice of roles, with the numbers printed in each role. `fits` is None when there was
    nothing to verify."""

    record: Record
    quantity: Decimal | None
    unit: str | None
    unit_price: Decimal | None
    discount: str | None
    vat_rate: Decimal | None
    net: Decimal | None
    gross: Decimal | None
    amount: Decimal | None
    fits: bool | None
    numbers: Mapping[Role, tuple[Number, ...]]
    derived: bool = False  # its amount isn't printed

    @property
    def priced(self) -> bool:
        return self.quantity is not None or self.unit_price is not None

    @property
    def value(self) -> Decimal | None:
        return next((v for v in (self.net, self.amount, self.gross) if v is not None), None)


def cents(value: Decimal) -> Decimal:
    """Rounded to the cent, a half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def close(a: Decimal, b: Decimal, tolerance: Decimal = CENT) -> bool:
    """Whether two amounts differ by no more than the tolerance: a cent, unless said otherwise."""
    return abs(a - b) <= tolerance


def comes_to(made: Decimal, amount: Decimal) -> bool:
    """True when a line's own product is its amount, but for the rounding of a price."""
    return close(cents(made), amount, max(CENT, abs(made) * Decimal("0.00001")))


def read_table(table: Table, rates: Iterable[Decimal]) -> list[Reading]:
    """The records of a table under the choice of roles that satisfies most equations with fewest liberties."""
    rates = tuple(rates)
    worth, readings = _best(table, rates, _choices(table.columns))
    if sum(r.fits is False for r in readings) > 1:
        other, exchanged = _best(table, rates, _exchanged(table.columns))
        readings = exchanged if other > worth else readings
    return [_derived(reading) for reading in readings] if _without_amounts(readings) else readings


def _best(
    table: Table, rates: Sequence[Decimal], choices: Iterable[tuple[tuple[Role, ...], float]]
) -> tuple[float, list[Reading]]:
    best: tuple[float, list[Reading]] = -math.inf, []
    for roles, cost in choices:
        taxed = any(
            role == "unit_price" and says_gross(column.text)
            for role, column in zip(roles, table.columns, strict=True)
        )
        read = [_read(record, roles, rates, taxed) for record in table.records]
        worth = sum(1.0 if r.fits else -0.5 if r.fits is False else 0 for r in read) - cost
        if worth > best[0]:
            best = worth, read
    return best


def _exchanged(columns: Sequence[Column]) -> Iterable[tuple[tuple[Role, ...], float]]:
    """The choices in which the headings of quantity, price and amount stand over each other's columns."""
    for roles, cost in _choices(columns):
        places = [at for at, role in enumerate(roles) if role in _OF_A_PRODUCT]
        for order in permutations(places):
            if order != tuple(places) and len(places) <= 3:
                mixed = list(roles)
                for at, other in zip(places, order, strict=True):
                    mixed[at] = roles[other]
                yield tuple(mixed), cost + 1.5


def _without_amounts(readings: Sequence[Reading]) -> bool:
    """Whether a table prints quantities and prices but the amount of none of its lines."""
    return all(r.value is None for r in readings) and any(r.quantity and r.unit_price for r in readings)


def _derived(reading: Reading) -> Reading:
    """With the amount that its quantity and price make: only their sum, when it is printed, proves it."""
    if reading.unit_price is None or reading.record.total or reading.record.after_totals:
        return reading
    made = cents((1 if reading.quantity is None else reading.quantity) * reading.unit_price)
    return replace(reading, amount=made, derived=True)


def _choices(columns: Sequence[Column]) -> Iterable[tuple[tuple[Role, ...], float]]:
    options = [[(role, 0.3 * at) for at, role in enumerate(column.roles)] for column in columns]
    for choice in list(product(*options))[:64]:
        roles = tuple(role for role, _ in choice)
        repeated = sum(roles.count(role) - 1 for role in _SINGLE if role in roles)
        without = 0.0 if {"net", "gross", "amount"} & set(roles) else 0.5
        without += 2 if {"net", "gross", "amount"} <= set(roles) else 0  # a line has two amounts at most
        without += 0.4 if "unit_price" in roles and "quantity" not in roles else 0
        yield roles, sum(cost for _, cost in choice) + 2 * repeated + without


def _read(record: Record, roles: Sequence[Role], rates: Sequence[Decimal], taxed: bool) -> Reading:
    cells = _by_role(record, roles)
    rate = _rate(cells.get("vat_rate", ())) if "vat_rate" in roles else _rate_said(record)
    quantities, prices = _values(cells.get("quantity", ())), _values(cells.get("unit_price", ()))
    discounts = cells.get("discount", ()) or cells.get("other", ())
    chosen: dict[str, Decimal | None] = {}
    fits: bool | None = None
    quantity: Decimal | None = quantities[0] if quantities else None
    price: Decimal | None = prices[0] if prices else None
    for role in ("net", "amount", "gross"):
        amounts = _values(cells.get(role, ()))
        if not amounts:
            continue
        chosen[role] = amounts[0]
        if fits or not amounts[0]:  # what is given proves nothing of its quantity and price
            continue
        taxes = [1 + r / 100 for r in ({rate} if rate is not None else set(rates)) if r]
        factors = [1 / tax for tax in taxes] if taxed and role != "gross" else taxes if role != "net" else []
        answer = _fit(quantities, prices, amounts, discounts, _values(cells.get("unit", ())), factors)
        if answer:
            quantity, price, chosen[role] = answer
        if (quantities and prices) or (prices and answer):
            fits = bool(answer)
    stated = None if fits else _stated(record, chosen.values())
    if stated:
        quantity, price, fits = stated.quantity, stated.price, True
    if not fits and not prices and _taxed(chosen.get("net"), chosen.get("gross"), cells, rate, rates):
        fits = True
    unit = stated.unit if stated else _unit(record, roles, cells)
    printed = next((record.texts[at].strip() for at, r in enumerate(roles) if r == "discount"), "")
    return Reading(
        record, quantity, unit, price, printed if re.search(r"[1-9]", printed) else None, rate,
        chosen.get("net"), chosen.get("gross"), chosen.get("amount"), fits, cells,
    )  # fmt: skip


def _by_role(record: Record, roles: Sequence[Role]) -> dict[Role, tuple[Number, ...]]:
    """The numbers of a record in each role: of two prices either, as one of them makes the amount."""
    cells: dict[Role, tuple[Number, ...]] = {}
    for at, role in enumerate(roles):
        if at not in record.numbers:
            continue
        if role == "unit_price":
            cells[role] = (*cells.get(role, ()), *record.numbers[at])
        elif role not in cells or role in ("net", "gross", "amount"):
            cells[role] = record.numbers[at]
    return cells


@dataclass(frozen=True)
class _Stated:
    quantity: Decimal
    unit: str | None
    price: Decimal


_PRODUCT = re.compile(
    r"(?<![\d.,])(?P<quantity>\d{1,3}(?: \d{3})*(?:[.,]\d+)?) ?(?P<unit>[^\W\d_][^\d×*=()]{0,24}?)?"
    r" ?(?:[x×*]| à | a ) ?(?:€|EUR)? ?(?P<price>\d{1,3}(?:[ .]\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\d.,]*\d)",
    re.I,
)


def _stated(record: Record, amounts: Iterable[Decimal | None]) -> _Stated | None:
    """The product that the words of a line spell out ("6 séances x 180,00 €"), when it is one of its amounts."""
    wanted = [amount for amount in amounts if amount]
    for match in _PRODUCT.finditer(" | ".join((*record.texts.values(), record.described.text))):
        quantities, prices = (readings(match[name].replace(" ", ""), None) for name in ("quantity", "price"))
        for quantity, price, amount in product(quantities, prices, wanted):
            if quantity and comes_to(quantity * price, amount):
                unit = (match["unit"] or "").strip(" .:-")
                return _Stated(quantity, unit or None, price)
    return None


def _taxed(
    net: Decimal | None,
    gross: Decimal | None,
    cells: dict[Role, tuple[Number, ...]],
    rate: Decimal | None,
    rates: Sequence[Decimal],
) -> bool:
    """True when the two amounts of a line differ by its VAT."""
    if net is None or gross is None or net == gross:
        return False
    taxes = _values(cells.get("vat_amount", ()))
    made = [net * (1 + r / 100) for r in ({rate} if rate is not None else set(rates))]
    return any(close(net + tax, gross) for tax in taxes) or any(close(cents(m), gross) for m in made)


def _values(numbers: Sequence[Number]) -> list[Decimal]:
    return [value for number in numbers[:5] for value in number.readings if not number.percent]


def _rate(numbers: Sequence[Number]) -> Decimal | None:
    for number in numbers:
        for value in number.readings:
            if 0 <= value <= 30 and (number.percent or value in RATES_OF_VAT):
                return value
    return None


_VAT_SAID = re.compile(r"\b(?:tva|vat|mwst|ust)(?: (?:a|de|au taux de|at))? (\d{1,2}(?: \d{1,2})?) ?%")


def _rate_said(record: Record) -> Decimal | None:
    """The one rate of VAT that the words of a line say ("TVA 5,5 %")."""
    said = {match.replace(" ", ".") for match in _VAT_SAID.findall(fold(" ".join(record.texts.values())))}
    rates = {rate for rate in map(Decimal, said) if rate in RATES_OF_VAT}
    return rates.pop() if len(rates) == 1 else None


def _fit(
    quantities: Sequence[Decimal],
    prices: Sequence[Decimal],
    amounts: Sequence[Decimal],
    discounts: Sequence[Number],
    bases: Sequence[Decimal],
    factors: Sequence[Decimal],
) -> tuple[Decimal | None, Decimal | None, Decimal] | None:
    """The first (quantity, price, amount) that satisfies an equation of a line, the plainest equation first. `factors`
    are what tax makes of a price, where the amount is printed with it and the price without, or the reverse."""
    for amount, quantity, price in product(amounts, quantities or [Decimal(1)], prices):
        if _line_holds(quantity * price, amount, discounts, factors):
            return (quantity if quantities else None), price, amount
    for amount, quantity, price, base in product(amounts, quantities, prices, bases):
        if base > 1 and _line_holds(quantity * price / base, amount, discounts, ()):
            return quantity, price, amount
    return None


def _line_holds(
    plain: Decimal, amount: Decimal, discounts: Sequence[Number], factors: Sequence[Decimal]
) -> bool:
    targets = [plain]
    for discount in discounts[:3]:
        value = abs(discount.value)
        targets.append(plain * (1 - value / 100) if discount.percent or value <= 100 else plain - value)
        targets.append(plain - value)
    if len(discounts) > 1:
        targets.append(plain + sum(d.value for d in discounts))
    if any(comes_to(target, amount) for target in targets):
        return True
    return any(
        close(cents(target * factor), amount, Decimal("0.02")) for target in targets for factor in factors
    )


def _unit(record: Record, roles: Sequence[Role], cells: dict[Role, tuple[Number, ...]]) -> str | None:
    for at, role in enumerate(roles):
        text = re.sub(r"(?<![A-Za-z\d])\d+([.,]\d+)?", "", record.texts.get(at, "")).strip(" :x×*")
        if role == "unit" and re.search(r"[A-Za-zÀ-ÿ]", text):
            return text.replace("- ", "-")
    for at, role in enumerate(roles):
        if role == "quantity" and cells.get("quantity"):
            text = re.sub(r"[\d.,]+", "", record.texts.get(at, "")).strip(" :x×*()")
            if re.fullmatch(r"[A-Za-zÀ-ÿ²³µ./ -]{1,20}", text):
                return text
    return None
