"""Amounts as people print them, in every style: "1 234,56 €", "1.234,56", "€2,100", "2 100 €HT", "00", "offert".

A printed number may have more than one reading ("1,000" is one thousand or one). All are kept, the likelier first;
arithmetic chooses later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .pages import Word, fold

MOST_FIGURES = 10  # before the decimal sign: what is longer is a reference, or a trap
_MOST_DECIMALS = 12

_CURRENCY = r"(?:€|\$|£|eur(?:os?)?|chf|usd|e)"
_TAX = r"(?:ht|ttc|h\.t\.?|t\.t\.c\.?)"
_TOKEN = re.compile(
    rf"^(?P<sign>[(+\-−–]*)(?P<cur>{_CURRENCY})?(?P<sign2>[+\-−–]?)(?P<num>[0-9][0-9.,'’]*)"
    rf"(?P<post>%?[)]?/?(?:{_CURRENCY})?/?{_TAX}?[*).;:,]*)(?P<unit>[a-zA-Zµ²³]{{0,7}}\.?)$",
    re.IGNORECASE,
)
_ZERO = {
    "offert",
    "offerte",
    "offerts",
    "offertes",
    "gratuit",
    "gratuite",
    "inclus",
    "incluse",
    "inclut",
    "free",
    "included",
    "gratis",
    "kostenlos",
    "inbegriffen",
    "enthalten",
    "compris",
    "comprise",
}
_ORDINAL = {"er", "re", "ere", "eme", "nd", "nde", "st", "th"}  # "1re facture"
MINUS = {"-", "−", "–"}
CURRENCIES = {"€", "EUR", "CHF", "$", "£"}  # as words of their own
_FIGURES = str.maketrans("OoIl|SBZ", "00111582")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[\dOoIl|SBZ]+(?:[.,][\dOoIl|SBZ]+)+|[\dOo]+")


@dataclass(frozen=True)
class Number:
    """A printed number: its possible readings, the likelier first, and the words it is made of."""

    readings: tuple[Decimal, ...]
    words: tuple[Word, ...]
    percent: bool = False
    money: bool = False

    @property
    def value(self) -> Decimal:
        return self.readings[0]

    @property
    def printed(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_amount(self) -> bool:
        """Whether it is printed as amounts are: with a currency, or with cents."""
        return self.money or bool(re.search(r"[.,]\d{2}$", self.printed))

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def base(self) -> float:
        return self.words[0].base


def decimal_sign(texts: Iterable[str]) -> str | None:
    """The document's own decimal sign, from the numbers that leave no doubt; None when it shows none."""
    votes: Counter[str] = Counter()
    for text in texts:
        match = re.search(r"\d([.,])\d{2}(?!\d|[.,/]\d)", text)
        if match and not re.search(r"\d[./]\d+[./]\d", text):
            votes[match.group(1)] += 1
    if not votes:
        return None
    return votes.most_common(1)[0][0]


def is_plausible(number: Decimal) -> bool:
    """Whether a quote may hold it: a number (not NaN), under ten billion, with few decimals."""
    if not number.is_finite() or number.adjusted() >= MOST_FIGURES:
        return False
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and -_MOST_DECIMALS <= exponent <= MOST_FIGURES


def readings(digits: str, sign: str | None) -> tuple[Decimal, ...]:
    """What `digits` (figures, points, commas, apostrophes) may mean; empty when it isn't a number of a quote."""
    return tuple(number for number in _readings(digits, sign) if is_plausible(number))


def _readings(digits: str, sign: str | None) -> tuple[Decimal, ...]:
    digits = digits.replace("'", "").replace("’", "").strip()
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return (Decimal(digits),) if digits.isdigit() and len(digits) <= MOST_FIGURES else ()
    head, tail = re.split(r"[.,]", digits)[0], digits.rsplit(marks[-1], 1)[1]
    if len(set(marks)) == 2:
        return _mixed(digits, marks)
    grouped = bool(re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits)) and head != "0"
    whole = Decimal(re.sub(r"[.,]", "", digits)) if grouped else None
    if len(marks) > 1:
        groups, cents = digits[:-3], digits[-2:]  # the same sign for both, printed or misread ("4,000,00")
        if whole is None and re.fullmatch(r"\d{1,3}([.,]\d{3})+[.,]\d\d", digits):
            whole = Decimal(f"{re.sub('[.,]', '', groups)}.{cents}")
        return (whole,) if whole is not None else ()
    if not tail or len(tail) > 6:
        return ()
    fraction = Decimal(digits.replace(",", "."))
    if whole is None:
        return (fraction,)
    return (fraction, whole) if sign == marks[0] else (whole, fraction)


def _mixed(digits: str, marks: list[str]) -> tuple[Decimal, ...]:
    if marks.count(marks[-1]) > 1 or not re.fullmatch(r"\d{1,3}([.,]\d{3})*[.,]\d{1,4}", digits):
        return ()
    whole, fraction = digits.rsplit(marks[-1], 1)
    return (Decimal(re.sub(r"[.,]", "", whole) + "." + fraction),)


def numbers_in(words: Sequence[Word], sign: str | None, *, stacked: bool = False) -> list[Number]:
    """The numbers printed in `words` (one row, left to right), thousands separated by a blank joined again. `stacked`
    words stand one below the other: they are joined however far apart."""
    numbers: list[Number] = []
    at = 0
    while at < len(words):
        number, used = _number_at(words, at, sign, 1e9 if stacked else 0.6)
        if number:
            numbers.append(number)
        at += used
    return numbers


def _number_at(words: Sequence[Word], at: int, sign: str | None, reach: float) -> tuple[Number | None, int]:
    word = words[at]
    if fold(word.text) in _ZERO:
        return Number((Decimal(0),), (word,)), 1
    match = _TOKEN.match(word.text)
    if not match and word.confidence < 1:
        match = _TOKEN.match(as_figures(word.text))
    if not match or match["unit"].lower() in _ORDINAL:
        return None, 1
    digits, last, used = _groups(words, at, match, reach)
    values = readings(digits.replace(" ", ""), sign)
    if not values or _looks_like_a_code(match, last, digits):
        return None, used
    negative = _is_negative(words, at, match)
    tail = words[at + used] if at + used < len(words) else None
    near = tail is not None and tail.x0 - words[at + used - 1].x1 <= 0.8 * word.size
    text = tail.text.lower() if tail is not None and near else ""
    return Number(
        tuple(-v if negative else v for v in values),
        tuple(words[at : at + used]),
        percent="%" in last["post"] or text.startswith("%"),
        money=bool(
            match["cur"]
            or re.search(r"€|eur|\$|£", last["post"], re.I)
            or re.match(r"€|eur\b|euros?\b", text)
            or _is_led_by_currency(words, at)
        ),
    ), used


def _is_led_by_currency(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1] if at else None
    if before is None or before.text not in CURRENCIES or words[at].x0 - before.x1 > 0.8 * words[at].size:
        return False
    return at < 2 or not words[at - 2].text[-1:].isdigit() or before.x0 - words[at - 2].x1 > before.size


def _groups(
    words: Sequence[Word], at: int, match: re.Match[str], reach: float
) -> tuple[str, re.Match[str], int]:
    """The figures of a number whose thousands stand apart, its last word's match, and how many words it takes."""
    word, digits, last, used = words[at], match["num"].rstrip(".,"), match, 1
    blank = _blank(word)
    while _bare(last) and re.fullmatch(r"\d{1,3}( \d{3})*", digits) and at + used < len(words):
        following = _TOKEN.match(words[at + used].text)
        gap = words[at + used].x0 - words[at + used - 1].x1
        if not following or following["sign"] or following["cur"]:
            break
        group, blank = following["num"].rstrip(".,"), max(blank, _blank(words[at + used]))
        if gap > max(reach * word.size, blank) or not re.fullmatch(r"\d{3}(?:[.,]\d{1,4})?", group):
            break
        digits, last, used = f"{digits} {group}", following, used + 1
    return digits, last, used


def _blank(word: Word) -> float:
    """How wide a blank beside a word may look where all letters are of one width: a picture shows their ink alone, and
    the room around it as a part of the blank."""
    letters, more = (len(word.text) - 0.3, 1.4) if word.confidence < 1 else (len(word.text), 1.15)
    return more * (word.x1 - word.x0) / letters


def _bare(match: re.Match[str]) -> bool:
    return not match["post"] and not match["unit"]


def _looks_like_a_code(match: re.Match[str], last: re.Match[str], digits: str) -> bool:
    """A reference, or the end of a number whose beginning wasn't read ("041,83")."""
    plain = digits.replace(" ", "")
    return (len(plain) > 8 and plain.isdigit()) or bool(re.match(r"0\d\d", plain))


def _is_negative(words: Sequence[Word], at: int, match: re.Match[str]) -> bool:
    if re.search(r"[\-−–]", match["sign"] + match["sign2"]):
        return True
    if match["sign"].startswith("(") and match["post"].endswith(")") and "%" not in match["post"]:
        return True
    before = words[at - 1] if at else None
    return before is not None and before.text in MINUS and words[at].x0 - before.x1 < 0.5 * words[at].size


def as_figures(text: str) -> str:
    """The text with the letters that pictures confuse with figures ("1O0,5O" -> "100,50"), when it looks like a number
    and holds a figure; else unchanged."""
    match = _LOOKS_LIKE_A_NUMBER.search(text)
    if not match or not re.search(r"\d", match[0]):
        return text
    return text[: match.start()] + match[0].translate(_FIGURES) + text[match.end() :]
