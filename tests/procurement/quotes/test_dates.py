"""Dates of all kinds, and durations."""

from datetime import date

import pytest

from etabli.procurement.quotes.engine.dates import dates_in, duration_in, later


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
    assert dates_in("31/02/2026") == []
    assert dates_in("04.66.33.66.33") == []


def test_eight_figures_are_a_date_only_when_asked() -> None:
    assert dates_in("20260815") == []
    assert dates_in("Date : 20260815", compact=True)[0][0] == date(2026, 8, 15)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("valable 2 mois", (2, "month")),
        ("30 jours", (30, "day")),
        ("trois (3) mois", (3, "month")),
        ("1 an", (1, "year")),
        ("rien", None),
    ],
)
def test_a_duration_is_read(text: str, duration: tuple[int, str] | None) -> None:
    assert duration_in(text) == duration


def test_the_end_of_a_short_month() -> None:
    assert later(date(2026, 1, 31), 1, "month") == date(2026, 2, 28)
