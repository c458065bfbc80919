"""How a finding is made and worded: what the document says, where, amounts and days in both languages, and the words
that end what a person has to check."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from .model import Check, Found, Passage, Place, Quote, Severity
from .text.pages import fold

VERIFY_FR, VERIFY_EN = (
    " Possible, à vérifier.",
    " Possible, to be checked.",
)  # ends what a person has to check

_MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

PRACTICE, SUMS = "Bonne pratique", "Calcul"  # the sources that are no text of law


def finding(
    id_: str,
    severity: Severity,
    fr: str,
    en: str,
    source: str,
    at: Passage | Found[Any] | None = None,
    *,
    line: int | None = None,
    evidence: str = "",
    place: Place | None = None,
) -> Check:
    """A finding to be checked by a person, with its evidence: the passage or the value that it is about."""
    printed = at.text if isinstance(at, Passage) else at.printed if at else ""
    return Check(
        id_, severity, fr + VERIFY_FR, en + VERIFY_EN, evidence or printed, source, line,
        at.place if at and at.place else place,
    )  # fmt: skip


def first_passage(quote: Quote, pattern: str) -> Passage | None:
    """The first printed row that says it, in folded words."""
    return next((p for p in quote.passages if re.search(pattern, fold(p.text))), None)


def is_mentioned(quote: Quote, pattern: str) -> bool:
    """Whether the document says it anywhere, a sentence cut in two rows included."""
    return re.search(pattern, quote.folded_text) is not None


def without_parties(quote: Quote, text: str) -> str:
    """The text without the names of the parties, which may hold any word."""
    names = [party.name.value for party in (quote.supplier, quote.customer) if party.name]
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def amount_fr(amount: Decimal) -> str:
    r"""The amount as French prints it, in euros and cents.

    >>> amount_fr(Decimal("13920"))
    '13\u202f920,00\xa0€'
    """
    return f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def amount_en(amount: Decimal) -> str:
    """The amount as English prints it, in euros and cents.

    >>> amount_en(Decimal("13920"))
    '€13,920.00'
    """
    return f"€{amount:,.2f}"


def day_fr(day: date) -> str:
    """The day in full, in French.

    >>> day_fr(date(2026, 12, 1))
    '1er décembre 2026'
    """
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first} {_MONTHS_FR[day.month - 1]} {day.year}"


def day_en(day: date) -> str:
    """The day in full, in English.

    >>> day_en(date(2026, 12, 1))
    '1 December 2026'
    """
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


_UNITS = {
    "day": ("jour", "jours", "day"), "week": ("semaine", "semaines", "week"), "month": ("mois", "mois", "month"),
    "year": ("an", "ans", "year"),
}  # fmt: skip


def duration_fr(count: int, unit: str) -> str:
    """A number of units ("day", "week", "month", "year"), in French.

    >>> duration_fr(3, "month")
    '3 mois'
    """
    singular, plural, _ = _UNITS[unit]
    return f"{count} {singular if count < 2 else plural}"


def duration_en(count: int, unit: str) -> str:
    """A number of the same units, in English.

    >>> duration_en(3, "month")
    '3 months'
    """
    return f"{count} {_UNITS[unit][2]}{'' if count == 1 else 's'}"
