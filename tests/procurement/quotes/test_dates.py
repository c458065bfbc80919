"""Dates of all kinds, and durations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, sampled_from

from etabli.procurement.quotes.engine.text.dates import dates_in, duration_in, later


@pytest.mark.parametrize(
    "printed",
    [
        "03/02/2026",
        "3/2/2026",
        "03.02.2026",
        "3-2-26",
        "2026-02-03",
        "3 février 2026",
        "le 3 FÉVRIER 2026",
        "February 3, 2026",
        "3. Februar 2026",
    ],
)
def test_a_date_is_read(printed: str) -> None:
    assert [day for day, _, _ in dates_in(printed)] == [date(2026, 2, 3)]


def test_the_first_of_the_month() -> None:
    assert dates_in("1er mars 2026")[0][0] == date(2026, 3, 1)


def test_an_impossible_date_is_none() -> None:
    assert dates_in("31/02/2026") == ()
    assert dates_in("04.66.33.66.33") == ()


def test_eight_figures_are_a_date_only_when_asked() -> None:
    assert dates_in("20260815") == ()
    assert dates_in("Date : 20260815", compact=True)[0][0] == date(2026, 8, 15)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("valable 2 mois", (2, "month")),
        ("30 jours", (30, "day")),
        ("trois (3) mois", (3, "month")),
        ("12/03/2026 03 30 jours", (30, "day")),
        ("1 an", (1, "year")),
        ("rien", None),
    ],
)
def test_a_duration_is_read(text: str, duration: tuple[int, str] | None) -> None:
    assert duration_in(text) == duration


def test_the_end_of_a_short_month() -> None:
    assert later(date(2026, 1, 31), 1, "month") == date(2026, 2, 28)


MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
GERMAN = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
STYLES = (
    "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}.{m:02}.{y}", "{d}-{m}-{y}", "{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}",
    "{d:02}/{m:02}/{yy:02}", "{d:02} / {m:02} / {y}", "{d} {month} {y}", "{d:02} {MONTH} {y}", "{d} {short} {y}",
    "{d:02}-{short}-{y}", "{d}. {german} {y}", "{english} {d}, {y}", "{d} {english} {y}", "{d}th of {english} {y}",
)  # fmt: skip
AROUND = ("{}", "Le {}", "Fait à Saint-André-de-Cubzac, le {}", "Devis n° 12 du {} (3 pages)", "l’été : {}.")


@given(
    day=dates(date(2001, 1, 1), date(2068, 12, 31)), style=sampled_from(STYLES), around=sampled_from(AROUND)
)
def test_any_day_in_any_style_comes_back_from_where_it_stands(day: date, style: str, around: str) -> None:
    month = MONTHS[day.month - 1]
    printed = style.format(
        d=day.day, m=day.month, y=day.year, yy=day.year % 100, month=month, MONTH=month.upper(),
        short=SHORT[day.month - 1], german=GERMAN[day.month - 1], english=day.strftime("%B"),
    )  # fmt: skip
    text = around.format(printed)
    ((found, start, end),) = dates_in(text)
    assert found == day
    assert text[start:end] == printed


@given(count=integers(1, 99), unit=sampled_from(["jours", "mois", "semaines", "ans"]))
def test_any_duration_comes_back(count: int, unit: str) -> None:
    kinds = {"jours": "day", "mois": "month", "semaines": "week", "ans": "year"}
    assert duration_in(f"Offre valable {count} {unit} à compter de sa date") == (count, kinds[unit])
