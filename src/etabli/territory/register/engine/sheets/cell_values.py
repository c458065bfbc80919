"""What a value of a cell looks like, and its one right writing: spreadsheets lose zeros, round numbers, write days in
ten ways. Each `neat_…` gives the right writing, or "" (None for a day) when the text is no such thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import phonenumbers
from stdnum.fr import siren as siren_check, siret as siret_check

from etabli.territory.places.engine import fold

ROUNDED_NUMBER = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
EMAIL_PATTERN = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[A-Za-z]{2,}")
ACTIVITY_CODE = re.compile(r"(\d{2})[. ]?(\d{2})[. ]?([A-Z])[. ]?([A-Z]?)")
INSEE_CODE = re.compile(r"\d{5}|2[AB]\d{3}")
DAY_IN_FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})")
MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
DAY_IN_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]{3,9}) (\d{4})")
type Neat = Callable[[str], str]
SERIAL_EPOCH, FIRST_SERIAL, LAST_SERIAL = (
    date(1899, 12, 30),
    7_000,
    60_000,
)  # how Excel counts days: from 1919 to 2064


def digits(text: str) -> str:
    """A number without what people and spreadsheets put around its digits."""
    return re.sub(r"[\s\u00a0\u202f.'’_-]", "", text.removesuffix(".0"))


def is_rounded(text: str) -> bool:
    """Whether the spreadsheet kept only the first digits of a long number: no establishment is numbered 00000."""
    number = digits(text)
    return bool(ROUNDED_NUMBER.fullmatch(text.strip())) or (len(number) == 14 and number.endswith("00000"))


def fault_of_siret(text: str) -> str:
    """Why a text is no SIRET: "zeros", "rounded", "siren" (its nine digits don't agree) or "siret"."""
    number = digits(text)
    if number and not number.strip("0"):
        return "zeros"
    if is_rounded(text):
        return "rounded"
    return "siren" if number.isdecimal() and len(number) == 9 else "siret"


def neat_siret(text: str) -> str:
    """A SIRET that is valid, with the zeros that a spreadsheet took at its head; "" for anything else."""
    number = digits(text)
    if number.isdecimal() and number.isascii() and len(number) in (12, 13):
        number = number.zfill(14)  # zeros lost at the head of a number
    is_one = number.isascii() and len(number) == 14 and number.strip("0") and siret_check.is_valid(number)
    return number if is_one else ""


def neat_siren(text: str) -> str:
    """A SIREN that is valid, without what a register writes beside it; "" for anything else."""
    number = digits(re.sub(r"(?i)rcs|rm|[a-z]+", "", text))
    if len(number) in (7, 8):
        number = number.zfill(9)
    is_one = number.isascii() and len(number) == 9 and number.strip("0") and siren_check.is_valid(number)
    return number if is_one else ""


def neat_phone(text: str) -> str:
    """A number as it is dialled; the zero that a spreadsheet took is put back. The first when a cell holds several."""
    for part in re.split(r"[/;,]|\bou\b|\bet\b", text):
        try:
            number = phonenumbers.parse(part, "FR")
        except phonenumbers.NumberParseException:
            continue
        is_french = number.country_code == 33
        if phonenumbers.is_possible_number(number) and (
            not is_french or len(str(number.national_number)) == 9
        ):
            kind = phonenumbers.PhoneNumberFormat
            return phonenumbers.format_number(number, kind.NATIONAL if is_french else kind.INTERNATIONAL)[:24]
    return ""


def is_mobile(phone: str) -> bool:
    """Whether a number as `neat_phone` gives it is that of a French mobile."""
    return phone.startswith(("06", "07"))


def neat_email(text: str) -> str:
    """The first e-mail address of a cell, in small letters; "" when it holds none."""
    match = EMAIL_PATTERN.search(text.strip().removeprefix("mailto:"))
    return match[0].strip(".").lower() if match and len(match[0]) <= 254 else ""


def neat_postal_code(text: str) -> str:
    """Five digits, with the zero that a spreadsheet took at their head; "" for anything else."""
    number = digits(text)
    if re.fullmatch(r"[1-9]\d{3}", number):
        number = f"0{number}"
    return number if re.fullmatch(r"\d{5}", number) else ""


def neat_insee(text: str) -> str:
    """The INSEE code of a commune, with the zero that a spreadsheet took at its head; "" for anything else."""
    code = digits(text).upper()
    if re.fullmatch(r"[1-9]\d{3}", code):
        code = f"0{code}"
    return code if INSEE_CODE.fullmatch(code) else ""


def neat_code(text: str) -> str:
    """A NAF code (5 characters) or a craft code (6), without its point; what follows it in the cell is left."""
    match = ACTIVITY_CODE.match(text.strip().upper())
    return "".join(match.groups()) if match and not text.strip()[match.end() :][:1].isalnum() else ""


def neat_day(text: str) -> date | None:
    """A day as France or the machines write it, in figures or in words, a year alone (its first day), or the number
    that Excel gives days."""
    words = DAY_IN_WORDS.fullmatch(fold(text))
    text = text.strip()[:10].strip()
    try:
        if words:
            months = [rank for rank, name in enumerate(MONTHS, 1) if words[2].startswith(name)]
            return date(int(words[3]), months[0], int(words[1])) if months else None
        if match := DAY_IN_FIGURES.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year + (100 * (19 + (year < 50)) if year < 100 else 0), month, day)
        if re.fullmatch(r"\d{4,5}", text):
            number = int(text)
            if FIRST_SERIAL <= number <= LAST_SERIAL:
                return SERIAL_EPOCH + timedelta(days=number)
            return date(number, 1, 1) if 1900 <= number < 2100 else None
        return date.fromisoformat(text)
    except ValueError:
        return None
