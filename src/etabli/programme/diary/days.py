"""Days on which nobody works in France, and the two halves of the others. Plain Python."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.ui.typography import full_day

SATURDAY, SUNDAY = 5, 6
NOON = 13  # the hour from which it is the afternoon
WORKING_HOURS = {"am": (time(8), time(NOON)), "pm": (time(NOON), time(19))}
FIXED_HOLIDAYS: dict[tuple[int, int], str | Promise] = {
    (1, 1): gettext_lazy("New Year’s Day"),
    (5, 1): gettext_lazy("Labour Day"),
    (5, 8): gettext_lazy("8 May"),
    (7, 14): gettext_lazy("14 July"),
    (8, 15): gettext_lazy("Assumption"),
    (11, 1): gettext_lazy("All Saints’ Day"),
    (11, 11): gettext_lazy("11 November"),
    (12, 25): gettext_lazy("Christmas"),
}
MOVING_HOLIDAYS: dict[int, str | Promise] = {
    1: gettext_lazy("Easter Monday"),
    39: gettext_lazy("Ascension Day"),
    50: gettext_lazy("Whit Monday"),
}  # after Easter


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * rest) // 433
    month = (h + rest - 7 * m + 90) // 25
    return date(year, month, (h + rest - 7 * m + 33 * month + 19) % 32)


def public_holiday(on: date) -> str:
    """The name of the public holiday (code du travail, L3133-1), or ""."""
    name = FIXED_HOLIDAYS.get((on.month, on.day)) or MOVING_HOLIDAYS.get((on - easter(on.year)).days)
    return str(name or "")


def rest(on: date) -> str:
    """Why nobody works on this day: the name of the public holiday, or Sunday; "" on all others."""
    return public_holiday(on) or (_("Sunday") if on.weekday() == SUNDAY else "")


def is_worked(on: date) -> bool:
    """Whether half-days of it are offered: neither a weekend nor a public holiday."""
    return on.weekday() < SATURDAY and not public_holiday(on)


def worked_by(on: date) -> date:
    """This day where it is worked, the last that is before it otherwise."""
    while not is_worked(on):
        on -= timedelta(days=1)
    return on


def worked_from(on: date) -> date:
    """This day where it is worked, the first that is after it otherwise."""
    while not is_worked(on):
        on += timedelta(days=1)
    return on


def days_off(days: Iterable[date]) -> Mapping[str, str]:
    """Those on which nobody works, by their date, each with the sentence that somebody agrees to when they choose it
    all the same: what `forms.AnywayField` asks."""
    names = {on: rest(on) for on in sorted(set(days))}
    return {
        on.isoformat(): _("Yes, on %(day)s: %(why)s") % {"day": full_day(on), "why": why}
        for on, why in names.items()
        if why
    }


def at_hour(on: date, hour: time) -> datetime:
    """This hour of this day, here."""
    return timezone.make_aware(datetime.combine(on, hour))


def half_of(at: datetime) -> tuple[date, str]:
    """The (day, half) in which an instant falls."""
    local = timezone.localtime(at)
    return local.date(), "am" if local.hour < NOON else "pm"


def halves_between(start: datetime, end: datetime) -> Iterator[tuple[date, str]]:
    """Each (day, half) of which something that lasts so long takes a part."""
    last = half_of(max(start, end - timedelta(microseconds=1)))
    on, half = half_of(start)
    while (on, half) <= last:
        yield on, half
        on, half = (on, "pm") if half == "am" else (on + timedelta(days=1), "am")
