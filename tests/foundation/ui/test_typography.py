"""Figures and dates, written as each language writes them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from etabli.foundation.ui import typography as write
from etabli.foundation.ui.language import reader_language

MORNING = datetime(2027, 1, 14, 8, 0, tzinfo=UTC)  # 9 o'clock in Paris
NOON = datetime(2027, 1, 14, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "french", "english"),
    [
        (lambda: write.euros(123456), "1\u202f234,56\u00a0€", "€1,234.56"),
        (lambda: write.euros(5), "0,05\u00a0€", "€0.05"),
        (lambda: write.euros(Decimal("1234.5")), "1\u202f234,50\u00a0€", "€1,234.50"),
        (lambda: write.money(Decimal("1234.5"), "CHF"), "1\u202f234,50\u00a0CHF", "CHF\u00a01,234.50"),
        (lambda: write.money(Decimal("1234.5"), None), "1\u202f234,50\u00a0€", "€1,234.50"),
        (lambda: write.euros(-1050), "−10,50\u00a0€", "€-10.50"),
        (lambda: write.euros(None), "–", "–"),
        (lambda: write.number(35000), "35\u202f000", "35,000"),
        (lambda: write.number(0.5), "0,5", "0.5"),
        (lambda: write.km(4.25), "4,2\u00a0km", "4.2\u00a0km"),
        (lambda: write.km(27.6), "28\u00a0km", "28\u00a0km"),
        (lambda: write.minutes(22), "22\u00a0min", "22\u00a0min"),
        (lambda: write.minutes(60), "1\u00a0h", "1\u00a0h"),
        (lambda: write.minutes(-90), "−1\u00a0h\u00a030", "-1\u00a0h\u00a030"),
        (lambda: write.minutes(-20), "−20\u00a0min", "-20\u00a0min"),
        (lambda: write.minutes(timedelta(hours=3, minutes=30)), "3\u00a0h\u00a030", "3\u00a0h\u00a030"),
        (lambda: write.day(date(2027, 1, 14)), "jeudi 14\u00a0janvier", "Thursday 14\u00a0January"),
        (lambda: write.day(date(2027, 2, 1)), "lundi 1er\u00a0février", "Monday 1\u00a0February"),
        (
            lambda: write.full_day(date(2027, 1, 14)),
            "jeudi 14\u00a0janvier 2027",
            "Thursday 14\u00a0January 2027",
        ),
        (lambda: write.clock(time(9, 0)), "9\u00a0h", "9:00"),
        (lambda: write.clock(NOON), "12\u00a0h\u00a030", "12:30"),
        (
            lambda: write.span(MORNING, NOON),
            "jeudi 14\u00a0janvier, 9\u00a0h\u00a0–\u00a012\u00a0h\u00a030",
            "Thursday 14\u00a0January, 9:00\u00a0–\u00a012:30",
        ),
        (
            lambda: write.full_span(MORNING, NOON),
            "jeudi 14\u00a0janvier 2027, 9\u00a0h\u00a0–\u00a012\u00a0h\u00a030",
            "Thursday 14\u00a0January 2027, 9:00\u00a0–\u00a012:30",
        ),
        (
            lambda: write.spans([(MORNING, NOON), (MORNING + timedelta(days=7), NOON + timedelta(days=7))]),
            "jeudi 14\u00a0janvier, 9\u00a0h\u00a0–\u00a012\u00a0h\u00a030, "
            "puis jeudi 21\u00a0janvier, 9\u00a0h\u00a0–\u00a012\u00a0h\u00a030",
            "Thursday 14\u00a0January, 9:00\u00a0–\u00a012:30, then Thursday 21\u00a0January, 9:00\u00a0–\u00a012:30",
        ),
        (
            lambda: write.moment(MORNING),
            "jeudi 14\u00a0janvier 2027, 9\u00a0h",
            "Thursday 14\u00a0January 2027, 9:00",
        ),
        (lambda: write.day_parts(MORNING), ("jeu.", 14, "janv."), ("Thu", 14, "Jan")),
    ],
)
def test_it_is_written_so(written, french: object, english: object) -> None:
    with override("fr"):
        assert written() == french
    with override("en"):
        assert written() == english


def test_an_evening_in_paris_is_not_the_day_before() -> None:
    with override("fr"):
        assert write.day(datetime(2027, 1, 13, 23, 30, tzinfo=UTC)).startswith("jeudi 14")


def test_a_span_over_two_days_names_both() -> None:
    with override("fr"):
        assert write.span(MORNING, NOON + timedelta(days=1)).count("janvier") == 2


@pytest.mark.parametrize(
    ("chosen", "read"), [("fr", "fr"), ("en", "en"), ("en-gb", "en"), ("de", "fr"), (None, "fr")]
)
def test_one_reads_in_french_or_in_english(chosen: str | None, read: str) -> None:
    with override(chosen):
        assert reader_language() == read
