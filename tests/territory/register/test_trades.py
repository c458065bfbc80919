from __future__ import annotations

import pytest
from django.utils.translation import override

from etabli.territory.register import trades


def test_every_everyday_trade_is_official() -> None:
    assert set(trades.everyday_trades()) <= set(trades.official_trades())
    assert len(trades.official_trades()) == 489


def test_everyday_names_are_told_apart() -> None:
    names = [trade.fr for trade in trades.everyday_trades().values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("code", "sector"),
    [("1071CB", "ALIMENTATION"), ("4322AZ", "BATIMENT"), ("9602AA", "SERVICES"), ("3213ZZ", "FABRICATION")],
)
def test_sectors_of_known_codes(code: str, sector: str) -> None:
    assert trades.sector_of(code) == sector


@pytest.mark.parametrize(
    ("code", "sector"),
    [("43.22A", "BATIMENT"), ("4322AX", "BATIMENT"), ("1071", "ALIMENTATION"), ("0000ZZ", ""), ("", "")],
)
def test_an_unknown_code_takes_after_its_neighbours(code: str, sector: str) -> None:
    assert trades.sector_of(code) == sector
    assert trades.trade(code).code == code.replace(".", "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("plombier", "4322AZ"),
        ("Coiffeuse", "9602AA"),
        ("boulang", "1071CB"),
        ("maçon", "4399CZ"),
        ("bijoux", "3213ZZ"),
    ],
)
def test_a_trade_is_found_by_the_word_people_use(typed: str, code: str) -> None:
    assert code in [trade.code for trade in trades.find_trades(typed)]


def test_what_is_called_just_so_comes_first() -> None:
    """The first is taken where somebody chose a suggestion."""
    for trade in trades.find_trades("p"):
        assert trades.find_trades(trade.label, limit=1)[0].label == trade.label


@pytest.mark.parametrize("typed", ["", "  ", "astronaute"])
def test_no_word_no_trade(typed: str) -> None:
    assert trades.find_trades(typed) == []


def test_labels_speak_the_language_of_the_reader() -> None:
    with override("fr"):
        assert trades.trade("1071CB").label == "Boulangerie-pâtisserie"
    with override("en"):
        assert trades.trade("1071CB").label == "Bakery"
