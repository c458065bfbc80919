"""Time and money as people read them."""

import pytest

from etabli.programme.showcase.models import Story
from etabli.programme.showcase.story_content import facts

NB, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("told", "time", "money"),
    [
        ({}, "", ""),
        (
            {"start_minutes": 90, "weekly_minutes": 60},
            f"1{NB}h{NB}30 au début, puis 1{NB}h par semaine",
            "",
        ),
        ({"start_minutes": 360, "weekly_minutes": 0}, f"6{NB}h au début, puis plus rien", ""),
        ({"weekly_minutes": 15}, f"15{NB}min par semaine", ""),
        ({"start_minutes": 0, "weekly_minutes": 0}, "rien", ""),
        ({"start_cents": 0}, "", "rien"),
        (
            {"start_cents": 140_000, "monthly_cents": 1550},
            "",
            f"1{THIN}400{NB}€ au début, puis 15,50{NB}€ par mois",
        ),
    ],
)
def test_what_it_took(told: dict[str, int], time: str, money: str) -> None:
    assert [much for _what, much in facts(Story(**told))] == [time, money]
