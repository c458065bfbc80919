"""Seasons, texts that fit, whom to call first: plain Python."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as some

from etabli.programme.coverage.engine import Season
from etabli.programme.outreach.engine.call_list import (
    FORGOTTEN,
    GAP,
    NEVER,
    PROMISED,
    SESSION,
    Facts,
    NearSession,
    relays_in_order,
)
from etabli.programme.outreach.engine.text import fit_to_limit, for_telephones

TODAY = date(2027, 1, 11)


@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_is_in_its_season_and_the_code_gives_it_back(day: date) -> None:
    season = Season.of(day)
    assert season.since <= day <= season.until
    assert Season.read(season.code) == season
    assert season.before.until + timedelta(days=1) == season.since


@pytest.mark.parametrize("code", ["", "2027", "2027-3", "abcd-1", "20271", "٢٠٢٧-1"])
def test_what_is_no_season_is_none(code: str) -> None:
    assert Season.read(code) is None


def test_people_are_invited_a_month_before_the_season_begins() -> None:
    assert Season.spoken_of(date(2026, 12, 1)).code == "2026-2"
    assert Season.spoken_of(date(2026, 12, 2)).code == "2027-1"


def test_the_fullest_that_fits_else_the_shortest() -> None:
    assert fit_to_limit(["aaaa", "aaa", "a"], 3) == "aaa"
    assert fit_to_limit(["aaaa", "aa"], 1) == "aa"


def test_a_text_message_keeps_what_it_can_write() -> None:
    assert for_telephones("L’été à Bègles : 9\u00a0h, cœur, fête, français") == (
        "L'été à Bègles : 9 h, coeur, fete, francais"
    )


def facts(
    key: int = 1,
    *,
    businesses: int = 0,
    registered: int = 0,
    days_ago: int | None = 30,
    promised: date | None = None,
    near: NearSession | None = None,
) -> Facts:
    last = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return Facts(key, businesses, registered, last, promised, near)


def reasons(one: Facts, *others: Facts) -> tuple[str, ...] | None:
    return next((turn.reasons for turn in relays_in_order([one, *others], TODAY) if turn.facts == one), None)


SOON = NearSession(TODAY + timedelta(days=9), "Blaye", 5)


def test_each_reason_stands_by_itself() -> None:
    assert reasons(facts()) is None
    assert reasons(facts(days_ago=None)) == (NEVER,)
    assert reasons(facts(days_ago=90)) == (FORGOTTEN,)
    assert reasons(facts(near=SOON)) == (SESSION,)
    assert reasons(facts(promised=TODAY)) == (PROMISED,)
    there = facts(2, businesses=100, registered=50)
    assert reasons(facts(businesses=100, registered=5), there) == (GAP,)
    assert reasons(facts(businesses=100, registered=40), there) is None


@pytest.mark.parametrize(
    "near", [NearSession(TODAY + timedelta(days=22), "Blaye", 9), NearSession(TODAY, "Blaye", 2)]
)
def test_a_session_far_off_or_nearly_full_is_no_reason(near: NearSession) -> None:
    assert reasons(facts(near=near)) is None


def test_who_was_spoken_to_lately_is_left_in_peace_unless_it_was_promised() -> None:
    assert reasons(facts(days_ago=13, near=SOON)) is None
    assert reasons(facts(days_ago=14, near=SOON)) == (SESSION,)
    assert reasons(facts(days_ago=1, promised=TODAY - timedelta(days=1))) == (PROMISED,)
    assert reasons(facts(days_ago=60, promised=TODAY + timedelta(days=1), near=SOON)) is None


def test_a_promise_comes_first_then_the_most_reasons() -> None:
    known = [
        facts(1, days_ago=100),
        facts(2, promised=TODAY),
        facts(3, days_ago=None, near=SOON),
        facts(4, near=SOON),
    ]
    assert [turn.facts.key for turn in relays_in_order(known, TODAY)] == [2, 3, 4, 1]
