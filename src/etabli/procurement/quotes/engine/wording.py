"""Amounts and days as the findings say them, in both languages."""

from datetime import date
from decimal import Decimal

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


def amount_fr(amount: Decimal) -> str:
    """
    >>> amount_fr(Decimal("13920"))
    '13\\u202f920,00\\xa0€'
    """
    return f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def amount_en(amount: Decimal) -> str:
    """
    >>> amount_en(Decimal("13920"))
    '€13,920.00'
    """
    return f"€{amount:,.2f}"


def day_fr(day: date) -> str:
    """
    >>> day_fr(date(2026, 12, 1))
    '1er décembre 2026'
    """
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first} {_MONTHS_FR[day.month - 1]} {day.year}"


def day_en(day: date) -> str:
    """
    >>> day_en(date(2026, 12, 1))
    '1 December 2026'
    """
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


_UNITS = {
    "day": ("jour", "jours", "day"), "week": ("semaine", "semaines", "week"), "month": ("mois", "mois", "month"),
    "year": ("an", "ans", "year"),
}  # fmt: skip


def duration_fr(count: int, unit: str) -> str:
    """
    >>> duration_fr(3, "month")
    '3 mois'
    """
    one, many, _ = _UNITS[unit]
    return f"{count} {one if count < 2 else many}"


def duration_en(count: int, unit: str) -> str:
    """
    >>> duration_en(3, "month")
    '3 months'
    """
    return f"{count} {_UNITS[unit][2]}{'' if count == 1 else 's'}"
