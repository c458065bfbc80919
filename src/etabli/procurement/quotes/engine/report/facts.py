"""Amounts, delays and thresholds that the checks use: data with a date and a source, to be looked at again each year.

A chamber may pass its own table; nothing in the checks holds a figure of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Fact:
    """A figure that law or good practice gives, valid since a day."""

    value: Decimal
    since: date
    source: str


def _fact(value: int, since: tuple[int, int, int], source: str) -> Fact:
    return Fact(Decimal(value), date(*since), source)


_DGCCRF = "DGCCRF, «\u00a0Location financière auprès des professionnels\u00a0»"

FACTS: dict[str, Fact] = {
    "vat_threshold": _fact(37_500, (2025, 1, 1), "CGI, art. 293 B"),
    "vat_threshold_raised": _fact(41_250, (2025, 1, 1), "CGI, art. 293 B"),
    "ei_mention": _fact(0, (2022, 5, 15), "Décret n° 2022-725"),
    "payment_days_default": _fact(30, (2009, 1, 1), "C. com., art. L441-10"),
    "payment_days": _fact(60, (2009, 1, 1), "C. com., art. L441-10"),
    "payment_days_month_end": _fact(45, (2009, 1, 1), "C. com., art. L441-10"),
    "recovery_indemnity": _fact(40, (2013, 1, 1), "C. com., art. D441-5"),
    "withdrawal_days": _fact(14, (2014, 6, 14), "C. conso., art. L221-3 et L221-18"),
    "withdrawal_more_months": _fact(12, (2014, 6, 14), "C. conso., art. L221-20"),
    "withdrawal_staff": _fact(5, (2014, 6, 14), "C. conso., art. L221-3"),
    "deposit_percent": _fact(40, (2026, 1, 1), "Bonne pratique"),
    "long_term_months": _fact(24, (2026, 1, 1), "Bonne pratique"),
    "rental_signals": _fact(2, (2026, 1, 1), _DGCCRF),
    "accessibility_staff": _fact(10, (2025, 6, 28), "Directive (UE) 2019/882"),
    "accessibility_turnover_millions": _fact(2, (2025, 6, 28), "Directive (UE) 2019/882"),
}
RENTAL_TERMS = (36, 48, 60)  # months, the terms that DGCCRF describes
