"""Who is taken for a craft business without carrying a craft code: the rule, said once for Python and for SQL.

The trades register closed on 1 January 2023: most businesses made since carry no craft code in SIRENE. One of them is
an "artisan probable" when all three hold:

1. its activity (NAF rév. 2) is one of those that the nomenclature of crafts (NAFA) names;
2. its legal form is that of somebody at work for themselves or of a commercial company: sole trader (1000), de facto
   partnership between persons (2210), company (5xxx) except the companies of liberal professions (the forms that end
   in 85) and the mutual and banking ones (519x). So no public body, association, foundation, civil company, group of
   economic interest, foreign body. An unknown legal form is not enough: StockUniteLegale tells it;
3. it has fewer than ten employees, or its headcount is not known: a business of more may be a craft, but then nothing
   in the file says so.

Where only part of those who have an activity are crafts (`partly`: florists, caterers on markets, photographers...),
a company is not taken, a sole trader is. Whoever is taken is shown as probable, and a person puts it right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SOLE_TRADER = "1000"
PARTNERSHIP = "2210"
COMPANIES = "5"
LIBERAL, MUTUAL = "85", "519"
UNDER_TEN = ("", "NN", "00", "01", "02", "03")  # INSEE's bands: unknown, no employee, 0, 1-2, 3-5, 6-9


@dataclass(frozen=True, slots=True)
class Activity:
    """A NAF code among those of the crafts. `only_trade`: the craft code it stands for, when there is exactly one."""

    naf: str
    partly: bool
    only_trade: str = ""


def is_probable(activity: Activity | None, legal_form: str, headcounts: Iterable[str]) -> bool:
    """Whether a business without a craft code is taken for one. `headcounts`: its own band, its legal unit's."""
    company = (
        legal_form.startswith(COMPANIES)
        and not legal_form.endswith(LIBERAL)
        and not legal_form.startswith(MUTUAL)
    )
    whole = activity is not None and not activity.partly and (company or legal_form == PARTNERSHIP)
    return (
        activity is not None
        and (legal_form == SOLE_TRADER or whole)
        and all(band in UNDER_TEN for band in headcounts)
    )


def probable_sql(naf: str, partly: str, legal_form: str, *headcounts: str) -> str:
    """The same rule over SQL expressions; `naf` is null for an activity that is no craft's, the others never are."""
    bands = ", ".join(f"'{band}'" for band in UNDER_TEN)
    company = (
        f"(starts_with({legal_form}, '{COMPANIES}') AND NOT ends_with({legal_form}, '{LIBERAL}')"
        f" AND NOT starts_with({legal_form}, '{MUTUAL}'))"
    )
    return (
        f"({naf} IS NOT NULL"
        f" AND ({legal_form} = '{SOLE_TRADER}'"
        f" OR (NOT {partly} AND ({company} OR {legal_form} = '{PARTNERSHIP}')))"
        + "".join(f" AND {band} IN ({bands})" for band in headcounts)
        + ")"
    )
