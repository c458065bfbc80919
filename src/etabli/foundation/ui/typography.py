"""How figures, prices, distances and dates are written, in the language of the page. Each is also a filter.

French puts a narrow no-break space in thousands and a no-break space before units: a price never breaks.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from etabli.foundation.ui.language import reader_language

NARROW, NO_BREAK, MINUS = "\u202f", "\u00a0", "−"
# As the calendars on the wall write them; Django's own differ from use.
FRENCH_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()  # noqa: SIM905 -- reads better


def _french() -> bool:
    return reader_language() == "fr"


def _group_digits(value: int | Decimal, places: int) -> str:
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,.{places}f}"
    return text.replace(",", NARROW).replace(".", ",").replace("-", MINUS) if _french() else text


def euros(amount: int | Decimal | None) -> str:
    r"""An amount: integer cents, or a Decimal of euros. `None` is a dash.

    >>> euros(123456)
    '1\u202f234,56\xa0€'
    """
    if amount is None:
        return "–"
    value = amount if isinstance(amount, Decimal) else Decimal(int(amount)) / 100
    return f"{_group_digits(value, 2)}{NO_BREAK}€" if _french() else f"€{_group_digits(value, 2)}"


def short_money(amount: Decimal, currency: str = "EUR") -> str:
    r"""An amount in its currency, to be compared with others: its cents only when it has some.

    >>> short_money(Decimal("13248.00"))
    '13\u202f248\xa0€'
    >>> short_money(Decimal("9.90"), "CHF")
    '9,90\xa0CHF'
    """
    grouped = _group_digits(amount, 0 if amount == amount.to_integral_value() else 2)
    if _french():
        return f"{grouped}{NO_BREAK}{'€' if currency == 'EUR' else currency}"
    return f"€{grouped}" if currency == "EUR" else f"{currency}{NO_BREAK}{grouped}"


def money(amount: Decimal | None, currency: str | None) -> str:
    r"""An amount in the currency of that ISO code; in euros when none is known.

    >>> money(Decimal("1234.5"), "CHF")
    '1\u202f234,50\xa0CHF'
    """
    if amount is None or currency in (None, "", "EUR"):
        return euros(amount)
    return (
        f"{_group_digits(amount, 2)}{NO_BREAK}{currency}"
        if _french()
        else f"{currency}{NO_BREAK}{_group_digits(amount, 2)}"
    )


def number(value: int | float | Decimal | None) -> str:
    """A count, its thousands apart; a fraction keeps one decimal."""
    if value is None:
        return "–"
    exact = Decimal(str(value))
    return _group_digits(exact, 0 if exact == exact.to_integral_value() else 1)


def km(distance: int | float | Decimal | None) -> str:
    """A distance: whole kilometres from 10 on, one decimal below."""
    if distance is None:
        return "–"
    exact = Decimal(str(distance))
    return f"{_group_digits(exact, 0) if exact >= 10 else number(round(exact, 1))}{NO_BREAK}km"


def minutes(value: int | float | timedelta | None) -> str:
    """A length of time in minutes (or a timedelta): "22 min", "1 h", "3 h 30"; below zero, "−1 h 30"."""
    if value is None:
        return "–"
    total = round(value.total_seconds() / 60 if isinstance(value, timedelta) else value)
    hours, rest = divmod(abs(total), 60)
    sign = "" if total >= 0 else MINUS if _french() else "-"
    if not hours:
        return f"{sign}{rest}{NO_BREAK}min"
    return f"{sign}{hours}{NO_BREAK}h{f'{NO_BREAK}{rest:02}' if rest else ''}"


def dialled(phone: str) -> str:
    """A telephone number for the address of a link that calls it ("tel:" and this). After the number of its country,
    the 0 that callers from abroad leave out is not dialled.

    >>> dialled("+33 (0)4 67 00 00 00")
    '+33467000000'
    """
    is_with_country = phone.lstrip().startswith(("+", "00"))
    written = re.sub(r"\(\s*0\s*\)", "", phone) if is_with_country else phone
    return "".join(sign for sign in written if sign.isdigit() or sign == "+")


def _local(value: date | datetime) -> date | datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    zone = timezone.get_current_timezone()
    return value if value.tzinfo is zone else value.astimezone(zone)


def day(value: date | datetime | None) -> str:
    """The day without its year: "jeudi 14 janvier", "Thursday 14 January"."""
    if value is None:
        return "–"
    local = _local(value)
    return _day(local.weekday(), local.day, local.month, reader_language())


@cache
def _day(weekday: int, number: int, month: int, language: str) -> str:
    """A list says the same days again and again: each is written once in each language."""
    ordinal = "1er" if number == 1 and language == "fr" else str(number)
    return f"{WEEKDAYS[weekday]} {ordinal}{NO_BREAK}{MONTHS[month]}"


def full_day(value: date | datetime | None) -> str:
    """The day with its year: "jeudi 14 janvier 2027"."""
    return "–" if value is None else f"{day(value)} {_local(value).year}"


def near_day(value: date) -> str:
    """The heading of a day: "Aujourd'hui", "Hier", "Mardi 24 novembre"; with its year when it is another."""
    today = timezone.localdate()
    if value == today:
        return _("Today")
    if value == today - timedelta(days=1):
        return _("Yesterday")
    return capfirst(day(value) if value.year == today.year else full_day(value))


def clock(value: time | datetime | None) -> str:
    """An hour of the day: "9 h", "12 h 30"; in English "9:00", "12:30"."""
    if value is None:
        return "–"
    local = _local(value) if isinstance(value, datetime) else value
    assert isinstance(local, time | datetime)
    return _clock(local.hour, local.minute, reader_language())


@cache
def _clock(hour: int, minute: int, language: str) -> str:
    if language != "fr":
        return f"{hour}:{minute:02}"
    return f"{hour}{NO_BREAK}h{f'{NO_BREAK}{minute:02}' if minute else ''}"


def moment(value: datetime | None) -> str:
    """An instant: "jeudi 14 janvier 2027, 9 h 05"."""
    return "–" if value is None else f"{full_day(value)}, {clock(value)}"


def hours(start: datetime, end: datetime) -> str:
    """Of one day: "9 h – 12 h 30", which never breaks."""
    return f"{clock(start)}{NO_BREAK}–{NO_BREAK}{clock(end)}"


def span(start: datetime, end: datetime) -> str:
    """From one instant to another: "jeudi 14 janvier, 9 h – 12 h 30"; over several days, each end in full."""
    if _local(start).timetuple()[:3] == _local(end).timetuple()[:3]:
        return f"{day(start)}, {hours(start, end)}"
    return f"{day(start)}, {clock(start)} – {day(end)}, {clock(end)}"


def full_span(start: datetime, end: datetime) -> str:
    """Part of one day, as a mail tells it: "jeudi 14 janvier 2027, 9 h – 12 h 30"."""
    return f"{full_day(start)}, {hours(start, end)}"


def spans(several: Iterable[tuple[datetime, datetime]]) -> str:
    """Half-days in order: "mardi 3 mars, 9 h – 12 h 30, puis mardi 10 mars, 9 h – 12 h 30"."""
    return _one_after_another([span(start, end) for start, end in several])


def full_spans(several: Iterable[tuple[datetime, datetime]]) -> str:
    """Half-days in order, each with its year: as a mail tells them."""
    return _one_after_another([full_span(start, end) for start, end in several])


def _one_after_another(items: list[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s, then %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def spoken_and_hours(
    at: date, until: datetime | None, several: Sequence[tuple[datetime, datetime]] = ()
) -> tuple[str, str]:
    """What is read aloud of something at `at`, and what stands beside the leaf of its day: its hours, if any.

    Several half-days stand in full.
    """
    if len(several) > 1:
        return spans(several), spans(several)
    if several:
        at, until = several[0]
    if until is None or not isinstance(at, datetime):
        return day(at), ""
    return span(at, until), hours(at, until)


def day_parts(value: date | datetime) -> tuple[str, int, str]:
    """The three lines of a day block: ("jeu.", 14, "janv.")."""
    local = _local(value)
    weekday, month = _abbreviated(local.weekday(), local.month, reader_language())
    return weekday, local.day, month


def short_day(value: date | datetime) -> str:
    """A day in a dense list: "jeu. 14"."""
    weekday, number, _month = day_parts(value)
    return f"{weekday}{NO_BREAK}{number}"


@cache
def _abbreviated(weekday: int, month: int, language: str) -> tuple[str, str]:
    name = str(WEEKDAYS_ABBR[weekday])
    if language == "fr":
        return f"{name.lower()}.", FRENCH_MONTHS[month - 1]
    return name, str(MONTHS_3[month]).capitalize()


def one_line(text: str) -> str:
    r"""What was typed, on one line, each space once; a no-break space stays, so that no sign begins a line.

    >>> one_line("Portes ouvertes\xa0: le  matin ")
    'Portes ouvertes\xa0: le matin'
    """
    return re.sub(rf"[^\S{NO_BREAK}{NARROW}]+", " ", text).strip()


FILTERS = (
    euros, money, number, km, minutes, day, full_day, near_day, clock, moment, span, spans, short_day, dialled
)  # fmt: skip
