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


FACTS: dict[str, Fact] = {
    "vat_threshold": Fact(Decimal(37_500), date(2025, 1, 1), "CGI, art. 293 B"),
    "vat_threshold_raised": Fact(Decimal(41_250), date(2025, 1, 1), "CGI, art. 293 B"),
    "ei_mention": Fact(Decimal(0), date(2022, 5, 15), "Décret n° 2022-725"),
    "payment_days": Fact(Decimal(60), date(2009, 1, 1), "C. com., art. L441-10"),
    "recovery_indemnity": Fact(Decimal(40), date(2013, 1, 1), "C. com., art. D441-5"),
    "withdrawal_days": Fact(Decimal(14), date(2014, 6, 14), "C. conso., art. L221-3 et L221-18"),
    "withdrawal_staff": Fact(Decimal(5), date(2014, 6, 14), "C. conso., art. L221-3"),
    "deposit_percent": Fact(Decimal(40), date(2026, 1, 1), "Bonne pratique"),
    "long_term_months": Fact(Decimal(24), date(2026, 1, 1), "Bonne pratique"),
    "rental_signals": Fact(
        Decimal(2), date(2026, 1, 1), "DGCCRF, «\u00a0Location financière auprès des professionnels\u00a0»"
    ),
}
