# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""What a random quote says, before anyone prints it: the people, the lines, the totals as the supplier shows them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from . import wording

CENT = Decimal("0.01")
type Language = Literal["fr", "en", "de"]
type Error = Literal["line", "net", "gross"]


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Side:
    """A supplier or a customer."""

    name: str
    address: tuple[str, ...] = ()
    siret: str = ""
    vat_id: str = ""
    email: str = ""
    phone: str = ""
    iban: str = ""
    capital: str = ""


@dataclass(frozen=True)
class Item:
    """A line. `amount` is what is printed, with tax when the truth is `taxed`; `word` stands in its place."""

    name: str
    amount: Decimal
    quantity: Decimal = Decimal(1)
    unit: str = ""
    price: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)  # percent
    rate: Decimal = Decimal(20)
    details: tuple[str, ...] = ()
    word: str = ""
    section: str = ""
    reference: str = ""
    day: date | None = None
    recurring: Literal["month", "year"] | None = None


@dataclass(frozen=True)
class Share:
    rate: Decimal
    base: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Truth:
    """A quote as it is printed, the supplier's errors included. `net` comes after `adjustments` (discount, shipping…)."""

    language: Language
    kind: Literal["quote", "invoice", "credit"]
    supplier: Side
    customer: Side
    number: str
    issued_on: date
    items: tuple[Item, ...]
    net: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)
    gross: Decimal = Decimal(0)
    shares: tuple[Share, ...] = ()
    options: tuple[Item, ...] = ()
    adjustments: tuple[tuple[str, Decimal], ...] = ()  # (what, signed amount without tax)
    after: tuple[
        tuple[str, Decimal], ...
    ] = ()  # what changes the gross total, with tax: (label, signed amount)
    valid_until: date | None = None
    validity: str = ""  # as a duration, in words
    deposit: Decimal | None = None
    deposit_rate: int = 0
    months: int = 0  # of commitment
    taxed: bool = False
    exempt: bool = False
    error: Error | None = None
    silent: frozenset[str] = (
        frozenset()
    )  # fields that the page doesn't say, or says wrongly: None is then right

    @property
    def lines_total(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal(0))


@dataclass(frozen=True)
class Wish:
    """What a layout asks of the truth that it prints."""

    language: Language = "fr"
    lines: tuple[int, int] = (1, 9)
    sections: bool = False
    options: bool = False
    references: bool = False
    days: bool = False
    months: bool = False  # lines that come back each month, and a term
    discounts: float = 0.12
    several_rates: float = 0.2
    exempt: float = 0.15
    taxed: float = 0.0
    priced: bool = True  # quantities and prices are printed
    adjusted: float = 0.15
    details: float = 0.35
    words: float = 0.12
    errors: float = 0.06
    credit: bool = False
    large: bool = False  # whole amounts, in thousands
    bullets: tuple[str, ...] = field(default=("- ", "• ", ""))


def a_truth(random: Random, wish: Wish) -> Truth:
    """A quote that a layout with these wishes can print."""
    supplier, customer = a_supplier(random, wish.language), a_customer(random, wish.language)
    exempt = wish.language == "fr" and random.random() < wish.exempt
    taxed = not exempt and random.random() < wish.taxed
    issued = date(2024, 1, 2) + timedelta(days=random.randrange(1000))
    items = _items(random, wish, exempt)
    options: tuple[Item, ...] = ()
    if wish.options:
        cut = max(1, len(items) - random.randint(1, 2))
        items, options = items[:cut], items[cut:]
    error = _error(random, wish, exempt, taxed, items)
    if error == "line":
        items = (replace(items[0], amount=items[0].amount + 100), *items[1:])
    truth = Truth(
        language=wish.language, kind="credit" if wish.credit else random.choice(("quote", "quote", "quote", "invoice")),
        supplier=supplier, customer=customer, number=a_number(random), issued_on=issued, items=items, options=options,
        adjustments=_adjustments(random, wish, items) if not taxed else (), taxed=taxed, exempt=exempt, error=error,
        months=random.choice((12, 24, 36, 48)) if wish.months else 0,
    )  # fmt: skip
    return _with_validity(random, _with_totals(random, truth))


def _error(random: Random, wish: Wish, exempt: bool, taxed: bool, items: tuple[Item, ...]) -> Error | None:
    possible: list[Error] = ["net", "gross"]
    if wish.priced and not items[0].word:
        possible.append("line")
    wrong = random.random() < wish.errors and not exempt and not taxed and not wish.credit and len(items) > 1
    return random.choice(possible) if wrong else None


def _items(random: Random, wish: Wish, exempt: bool) -> tuple[Item, ...]:
    count = random.randint(*wish.lines) + (2 if wish.options else 0)
    names = random.sample(wording.THINGS[wish.language], min(count, len(wording.THINGS[wish.language])))
    while len(names) < count:
        names.append(
            f"{random.choice(wording.THINGS[wish.language])} {random.choice('ABCDEFGH')}{len(names)}"
        )
    usual = random.choice(wording.RATES[wish.language])
    sections = random.sample(wording.SECTIONS[wish.language], 3) if wish.sections else [""]
    items = []
    for at, name in enumerate(names):
        other = random.random() < wish.several_rates
        rate = Decimal(0) if exempt else random.choice(wording.RATES[wish.language]) if other else usual
        item = _item(random, wish, name, Decimal(rate))
        section = sections[at * len(sections) // len(names)] if wish.sections else ""
        items.append(replace(item, section=section))
    if all(item.word for item in items):
        items[0] = replace(
            _item(random, replace(wish, words=0), items[0].name, items[0].rate), section=items[0].section
        )
    return tuple(items)


def _item(random: Random, wish: Wish, name: str, rate: Decimal) -> Item:
    whole = random.random() < 0.5
    price = Decimal(random.randint(1, 80) * 25) if whole else Decimal(random.randint(500, 180_000)) / 100
    if wish.large:
        price = Decimal(random.randint(1, 60) * 1000)
    quantity = Decimal(
        random.choice(("1", "1", "1", "2", "3", "12", "1.5", "0.5", str(random.randint(4, 60))))
    )
    unit = random.choice(wording.UNITS[wish.language])
    if not wish.priced:
        quantity = Decimal(1)
    off = (
        Decimal(random.choice((5, 10, 15, 20)))
        if random.random() < wish.discounts and wish.priced
        else Decimal(0)
    )
    amount = cents(quantity * price * (1 - off / 100))
    word = random.choice(wording.FREE[wish.language]) if random.random() < wish.words else ""
    details = tuple(random.sample(wording.DETAILS[wish.language], random.randint(1, 3)))
    bullet = random.choice(wish.bullets)
    recurring = name_period(name)
    if wish.months and random.random() < 0.4:
        recurring, quantity, amount, off = "month", Decimal(1), price, Decimal(0)
    sign = -1 if wish.credit else 1
    return Item(
        name=name, amount=Decimal(0) if word else sign * amount, quantity=sign * quantity, unit=unit, price=price, rate=rate,
        discount=Decimal(0) if word else off, details=tuple(bullet + d for d in details) if random.random() < wish.details else (),
        word=word, reference=f"{random.choice(('WEB', 'ART', 'PRE', 'SRV'))}-{random.randint(1, 999):03d}",
        day=date(2026, random.randint(1, 9), random.randint(1, 28)), recurring=recurring,
    )  # fmt: skip


def name_period(name: str) -> Literal["month", "year"] | None:
    words = name.lower().split()
    return "year" if "annuel" in words or "annuelle" in words or "yearly" in words else None


def _adjustments(random: Random, wish: Wish, items: tuple[Item, ...]) -> tuple[tuple[str, Decimal], ...]:
    if random.random() >= wish.adjusted or wish.credit:
        return ()
    total = sum((item.amount for item in items), Decimal(0))
    what = random.choice(
        ("discount", "shipping", "eco") if wish.language == "fr" else ("discount", "shipping")
    )
    if what == "discount":
        return (("discount", -cents(total * Decimal(random.choice((5, 10, 15))) / 100)),)
    return (
        (
            what,
            Decimal(random.randint(100, 4000)) / 100
            if what == "shipping"
            else Decimal(random.randint(10, 300)) / 100,
        ),
    )


def _with_totals(random: Random, truth: Truth) -> Truth:
    bases: dict[Decimal, Decimal] = {}
    for item in truth.items:
        bases[item.rate] = bases.get(item.rate, Decimal(0)) + item.amount
    first = next(iter(bases))
    for _, amount in truth.adjustments:
        bases[first] += amount
    if truth.error == "net":
        bases[first] += 100
    if truth.taxed:
        shares = [Share(r, cents(b / (1 + r / 100)), b - cents(b / (1 + r / 100))) for r, b in bases.items()]
    else:
        shares = [Share(r, b, cents(b * r / 100)) for r, b in bases.items()]
    net, vat = sum((s.base for s in shares), Decimal(0)), sum((s.vat for s in shares), Decimal(0))
    gross = net + vat + (10 if truth.error == "gross" else 0)
    percent = random.choice((30, 40, 50)) if random.random() < 0.35 and gross > 0 else 0
    return replace(
        truth, net=net, vat=vat, gross=gross, shares=tuple(sorted((s for s in shares if s.base), key=lambda s: s.rate)),
        deposit_rate=percent, deposit=cents(gross * percent / 100) if percent else None,
    )  # fmt: skip


def _with_validity(random: Random, truth: Truth) -> Truth:
    if truth.kind != "quote" or random.random() < 0.25:
        return truth
    days, words = random.choice(wording.VALIDITIES[truth.language])
    until = truth.issued_on + timedelta(days=days)
    if random.random() < 0.5:
        return replace(truth, valid_until=until)
    return replace(
        truth,
        valid_until=until if words.split()[0].isdigit() and "mo" not in words.lower() else None,
        validity=words,
    )


def a_number(random: Random) -> str:
    form = random.choice(
        ("D{y}-{n:03d}", "DEV-{n:05d}", "{y}{n:04d}", "{y}-{n:03d}", "DE{n:06d}", "{y}/{n:02d}", "D-{y}-{n:04d}", "Q{n:04d}",
         "PRO-{y}-{n}", "{n:03d}-{y}", "AN{y}{n:03d}")
    )  # fmt: skip
    return form.format(y=random.choice((2024, 2025, 2026)), n=random.randint(1, 999))


def a_supplier(random: Random, language: Language) -> Side:
    name = random.choice(wording.SUPPLIERS[language])
    siren = _luhn(random, 8)
    siret = siren + "".join(str(random.randrange(10)) for _ in range(4))
    siret += str(next(d for d in range(10) if _luhn_holds(siret + str(d))))
    key = (12 + 3 * (int(siren) % 97)) % 97
    town = random.choice(wording.TOWNS[language])
    street = f"{random.randint(1, 120)} {random.choice(wording.STREETS[language])}"
    if language == "de":
        street = f"{random.choice(wording.STREETS['de'])} {random.randint(1, 90)}"
    local = name.split()[0].lower().encode("ascii", "ignore").decode()
    french = language == "fr"
    return Side(
        name, (street, town), siret=f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}" if french else "",
        vat_id=f"FR{key:02d}{siren}" if french else f"DE{random.randint(10**8, 10**9 - 1)}" if language == "de" else "",
        email=f"contact@{local}.example", phone=f"0{random.randint(1, 9)} {random.randint(10, 99)} 55 {random.randint(10, 99)} {random.randint(10, 99)}",
        iban="FR76 3000 6000 0112 3456 7890 189", capital=f"{random.choice((1, 5, 10, 50))} 000 €" if french else "",
    )  # fmt: skip


def a_customer(random: Random, language: Language) -> Side:
    street = f"{random.randint(1, 120)} {random.choice(wording.STREETS[language])}"
    return Side(random.choice(wording.CUSTOMERS[language]), (street, random.choice(wording.TOWNS[language])))


def _luhn(random: Random, figures: int) -> str:
    start = "".join(str(random.randint(1, 9)) for _ in range(figures))
    return start + str(next(d for d in range(10) if _luhn_holds(start + str(d))))


def _luhn_holds(digits: str) -> bool:
    doubled = (int(d) * (2 if at % 2 else 1) for at, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
