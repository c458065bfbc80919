"""A random quote with all that an e-invoice may say of it, and how XML is written: `cii.py` and `ubl.py` write it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tests.procurement.quotes.printing import Truth, a_truth

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


def base_of(bill: Bill, rate: Decimal) -> Decimal:
    return sum((i.net for i in bill.truth.items if i.rate == rate or bill.truth.exempt), Decimal(0))
