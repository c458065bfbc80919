"""Dates of all kinds ("01/03/2026", "2.6.17", "20260815", "3 mars 2026", "5. Juni 2018") and durations."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .pages import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january januar", "fevrier fevr fev feb february februar", "mars mar march marz maerz",
            "avril avr april apr", "mai may", "juin june juni jun", "juillet juil july juli jul",
            "aout august aug", "septembre sept september sep", "octobre oct october oktober okt",
            "novembre nov november", "decembre dec december dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d|19\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(
        r"(?<![\d/.-])(?P<d>\d{1,2}) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<y>(?:20|19)\d\d|\d\d)(?![\d/-])"
    ),
    re.compile(r"(?<![\d/.,-])(?P<y>20\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])(?![\d/.,-])"),
)
_WORDED = re.compile(
    r"\b(?P<d>\d{1,2})(?:er|st|nd|rd|th)? (?:de )?(?P<name>[a-z]{3,9}) (?P<y>(?:20|19)\d\d)\b"
)
_WORDED_EN = re.compile(r"\b(?P<name>[a-z]{3,9}) (?P<d>\d{1,2})(?:st|nd|rd|th)? (?P<y>(?:20|19)\d\d)\b")
_DURATION = re.compile(
    r"\b(?P<n>\d{1,3}|un|une|deux|trois|six|quinze|trente) (?:\(?\d+\)? )?"
    r"(?P<unit>jours?|semaines?|mois|ans?|annees?|days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?)\b"
)
_SPELT = {"un": 1, "une": 1, "deux": 2, "trois": 3, "six": 6, "quinze": 15, "trente": 30}


def dates_in(text: str, *, compact: bool = False) -> list[tuple[date, int, int]]:
    """Every date in `text` with where it begins and ends. The day comes first unless that is impossible."""
    found: list[tuple[date, int, int]] = []
    for pattern in _PATTERNS if compact else _PATTERNS[:2]:
        for match in pattern.finditer(text):
            day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
            if day and not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((day, match.start(), match.end()))
    if not found:
        folded = fold(text)
        for pattern in (_WORDED, _WORDED_EN):
            for match in pattern.finditer(folded):
                month = _MONTHS.get(match["name"])
                day = _day(int(match["y"]), month, int(match["d"])) if month else None
                if day:
                    found.append((day, match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def _day(year: int, month: int, day: int) -> date | None:
    year += 2000 if year < 100 else 0
    if month > 12 >= day:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def duration_in(text: str) -> tuple[int, str] | None:
    """The first duration in `text`: a count and "day", "week", "month" or "year"."""
    match = _DURATION.search(fold(text))
    if not match:
        return None
    count = _SPELT.get(match["n"]) or int(match["n"])
    kinds = {
        "j": "day",
        "s": "week",
        "mois": "month",
        "a": "year",
        "d": "day",
        "w": "week",
        "mon": "month",
        "y": "year",
        "t": "day",
    }
    unit = match["unit"]
    for start in ("mois", "mon", "jahr", *kinds):
        if unit.startswith(start):
            return count, "year" if start == "jahr" else kinds[start]
    return None


def later(start: date, count: int, unit: str) -> date:
    """`start` plus a duration; the last day of the month when the day doesn't exist there."""
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    months = start.month - 1 + count * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    for day in (start.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise ValueError(f"no such month: {year}-{month}")
