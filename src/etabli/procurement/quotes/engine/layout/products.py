"""What columns without a known heading hold, told by their numbers: the quantity, the price and the amount of a
product, a rate of VAT, days of work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations, product

from ..text.vocabulary import RATES_OF_VAT, Role, amount_role
from .cells import Cut
from .headings import Column
from .sum_rows import closes

type _Values = Mapping[int, Decimal]  # the number of a row, by column
_PRODUCT: tuple[Role, ...] = ("quantity", "unit_price", "amount")
_MONEY: set[Role] = {"net", "gross", "amount"}
_WORK = re.compile(r"\d+([.,]\d+)? ?(j|jrs?|jours?|h|hrs?|heures?|days?|hours?)\.?", re.I)
_WAIT = re.compile(r"\b(delais?|durees?|garanties?|livraison|quand|echeance)\b")
_MOST = 8  # columns of numbers that are looked at


def with_proven_roles(columns: Sequence[Column], strips: Sequence[Cut]) -> tuple[Column, ...]:
    """The columns, each one that no known word heads with the role that the numbers of all rows prove. What is proven
    without it stays as its heading says, but for what comes after a discount."""
    strips = strips[: next((at for at, strip in enumerate(strips) if closes(strip.row)), len(strips))]
    return tuple(_with_reduced(_with_products(columns, strips), strips))


def _with_products(columns: Sequence[Column], strips: Sequence[Cut]) -> Sequence[Column]:
    unknown = {at for at, column in enumerate(columns) if column.roles[0] == "other"}
    if not unknown:
        return columns
    result, rows = list(columns), [_values(strip) for strip in strips]
    proven = _product(columns, rows)
    if proven and unknown & set(proven):
        for at, role in zip(proven, _PRODUCT, strict=True):
            own = amount_role(columns[at].text) if role == "amount" else role
            result[at] = replace(columns[at], roles=(own,))
    elif "quantity" not in {role for column in columns for role in column.roles}:
        worked = (at for at in sorted(unknown) if _is_work(columns[at], [s.cell(at) for s in strips]))
        for at in list(worked)[:1]:
            result[at] = replace(columns[at], roles=("quantity", "other"))
    if proven and not any(column.roles[0] in ("vat_rate", "vat_amount") for column in columns):
        for at in sorted(unknown - set(proven)):
            if _are_rates(strips, at):
                result[at] = replace(columns[at], roles=("vat_rate",))
                break
    return result


def _with_reduced(columns: Sequence[Column], strips: Sequence[Cut]) -> Sequence[Column]:
    """The columns, where one headed as a discount holds what another comes to after the percentage of a third: that is
    the amount, and the other no longer."""
    percents = [at for at in range(len(columns)) if _are_percents(strips, at)]
    headed = [at for at, c in enumerate(columns) if c.roles[0] == "discount" and at not in percents]
    amounts = [
        at for at, c in enumerate(columns) if {"discount", *_MONEY} & set(c.roles) and at not in percents
    ]
    rows = [{at: numbers[0].value for at, numbers in strip.numbers.items()} for strip in strips]
    for reduced, whole, percent in product(headed, amounts, percents):
        full = [row for row in rows if {reduced, whole} <= set(row)]
        hits = [row for row in full if _reduced(row[whole], row.get(percent)) == _cents(row[reduced])]
        if reduced != whole and full == hits and any(row[whole] != row[reduced] for row in full):
            result = list(columns)
            result[reduced] = replace(columns[reduced], roles=(amount_role(columns[reduced].text),))
            result[whole] = replace(columns[whole], roles=("other",))
            return result
    return columns


def _are_percents(strips: Sequence[Cut], column: int) -> bool:
    cells = [number for strip in strips for number in strip.numbers.get(column, ())]
    return bool(cells) and all(number.percent for number in cells)


def _reduced(amount: Decimal, percent: Decimal | None) -> Decimal:
    return _cents(amount * (100 - abs(percent or Decimal(0))) / 100)


def _values(strip: Cut) -> _Values:
    return {at: numbers[0].value for at, numbers in strip.numbers.items() if not numbers[0].percent}


def _product(columns: Sequence[Column], rows: Sequence[_Values]) -> tuple[int, int, int] | None:
    """The columns of quantity, price and amount whose product holds in nearly all rows; of several choices, that which
    the headings name, then that which counts in whole numbers."""
    best: tuple[tuple[int, int, int], tuple[int, int, int]] | None = None
    for triple in _triples(columns):
        full = [tuple(row[at] for at in triple) for row in rows if all(at in row for at in triple)]
        hits = [(q, p) for q, p, a in full if a and _cents(q * p) == _cents(a)]
        proves = any(q != 1 and p != 1 for q, p in hits)
        if not proves or 5 * len(hits) < 4 * len(full):
            continue
        named = sum(columns[at].roles[0] != "other" for at in triple)
        counts = sum(q == int(q) for q, _ in hits)
        if best is None or (len(hits), named, counts) > best[0]:
            best = (len(hits), named, counts), triple
    return best[1] if best else None


def _triples(columns: Sequence[Column]) -> Iterator[tuple[int, int, int]]:
    """Every choice of columns of a product that no heading speaks against."""
    open_to = [at for at, c in enumerate(columns) if {"other", *_PRODUCT, *_MONEY} & set(c.roles)][:_MOST]
    for triple in permutations(open_to, 3):
        roles = [set(columns[at].roles) for at in triple]
        wanted: tuple[set[Role], ...] = ({"quantity"}, {"unit_price"}, _MONEY)
        if all("other" in own or own & may for own, may in zip(roles, wanted, strict=True)):
            yield triple


def _is_work(column: Column, texts: Sequence[str]) -> bool:
    """Whether a column holds days or hours of work, and no delay."""
    cells = [text for text in texts if text]
    worked = sum(bool(_WORK.fullmatch(text)) for text in cells)
    return worked > 1 and 5 * worked >= 4 * len(cells) and not _WAIT.search(column.text)


def _are_rates(strips: Sequence[Cut], column: int) -> bool:
    """Whether a column holds nothing but rates of VAT: where the products hold without them, they are no discounts."""
    cells = [number for strip in strips for number in strip.numbers.get(column, ())]
    return len(cells) > 1 and all(n.percent and n.value in RATES_OF_VAT for n in cells)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
