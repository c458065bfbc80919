"""Dates of all kinds ("01/03/2026", "2.6.17", "20260815", "3 mars 2026", "5. Juni 2018") and durations."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

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
_WORDED = (
    re.compile(
        r"(?<![\d/.,])(?P<d>\d{1,2})(?:er|st|nd|rd|th|\.)?[ /-]{1,2}(?:de |of )?(?P<name>[a-z]{3,9})\.?"
        r"(?:,? {1,2}|[-/])(?P<y>(?:20|19)\d\d|(?<=[-/])\d\d)(?!\d)"
    ),
    re.compile(r"\b(?P<name>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? {1,2}(?P<y>(?:20|19)\d\d)(?!\d)"),
)
_SPELT = {
    word: count
    for count, words in {
        1: "un|une|one|ein|einen", 2: "deux|two|zwei", 3: "trois|three|drei", 4: "quatre|four|vier", 6: "six|sechs",
        8: "huit|eight", 10: "dix|ten", 12: "douze|twelve", 15: "quinze|fifteen", 30: "trente|thirty",
        45: "quarante cinq", 60: "soixante|sixty", 90: "quatre vingt dix|ninety",
    }.items()
    for word in words.split("|")
}  # fmt: skip
_DURATION = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}}) |(?P<spelt>{'|'.join(sorted(_SPELT, key=len, reverse=True))}) (?:\d+ )?)"
    r"(?P<unit>jours?|semaines?|mois|ans?|annees?|days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?)\b"
)
_UNITS = (("year", "an jahr year"), ("month", "mois mon"), ("week", "sem woche week"), ("day", "j d t"))


@lru_cache(maxsize=4096)
def dates_in(text: str, *, compact: bool = False) -> tuple[tuple[date, int, int], ...]:
    """Every date in `text` with where it begins and ends. The day comes first unless that is impossible; eight figures
    in a row are a date only when `compact`."""
    if sum(map(str.isdigit, text)) < 3:
        return ()
    dates: list[tuple[date, int, int]] = []
    plain = _letter_by_letter(text)
    for pattern in (*_PATTERNS[: 3 if compact else 2], *_WORDED):
        for match in pattern.finditer(plain):
            named = match.groupdict()
            month = _MONTHS.get(named["name"]) if "name" in named else int(named["m"])
            day = _day(int(match["y"]), month, int(match["d"])) if month else None
            if day and not any(start < match.end() and match.start() < end for _, start, end in dates):
                dates.append((day, match.start(), match.end()))
    return tuple(sorted(dates, key=lambda item: item[1]))


def _letter_by_letter(text: str) -> str:
    """Lower case without accents, every letter at its place."""
    if text.isascii():
        return text.lower()
    bases = (" " if letter.isspace() else unicodedata.normalize("NFKD", letter)[0] for letter in text)
    return "".join(base.lower() if len(base.lower()) == 1 else base for base in bases)


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
    unit = next(unit for unit, starts in _UNITS if match["unit"].startswith(tuple(starts.split())))
    return _SPELT[match["spelt"]] if match["spelt"] else int(match["n"]), unit


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
