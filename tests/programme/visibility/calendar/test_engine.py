"""Twelve weeks by trade and season: in season, never twice the same, always another."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.engine.calendar import (
    NUMBER_OF_WEEKS,
    Calendar,
    another,
    begin,
    candidates,
    monday_of,
    parse_ideas,
)
from etabli.programme.visibility.engine.calendar.model import fathers_day, mothers_day
from etabli.programme.visibility.engine.trades import DataError
from etabli.programme.visibility.trades import trades

TRADES = [trade.id for trade in trades()]
MONDAYS = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(53)]


@pytest.mark.parametrize("trade", TRADES)
def test_any_week_begins_twelve_weeks_in_season_without_a_twin(trade: str) -> None:
    for monday in MONDAYS:
        calendar = begin(ideas(), trade, monday)
        assert [post.week for post in calendar.posts] == list(calendar.weeks)
        assert len({post.idea.id for post in calendar.posts}) == NUMBER_OF_WEEKS
        assert all(post.idea.is_in_season(post.week) for post in calendar.posts)
        own = sum(post.idea.trade == trade for post in calendar.posts)
        assert own >= NUMBER_OF_WEEKS // 3, (monday, own)


@pytest.mark.parametrize("trade", TRADES)
def test_every_trade_has_ideas_of_its_own_in_each_week(trade: str) -> None:
    for monday in MONDAYS:
        own = [idea for idea in ideas() if idea.trade == trade and idea.is_in_season(monday)]
        assert len(own) >= 4, (trade, monday)


def test_ideas_follow_the_season_of_a_baker() -> None:
    december = begin(ideas(), "baker", date(2026, 11, 30))
    assert {"baker-log", "christmas-hours", "baker-galette"} <= {post.idea.id for post in december.posts}
    spring = begin(ideas(), "baker", date(2027, 3, 1))
    assert {"baker-easter", "baker-strawberry"} <= {post.idea.id for post in spring.posts}
    assert "baker-log" not in {post.idea.id for post in spring.posts}


@pytest.mark.parametrize("year", range(2026, 2038))
def test_nothing_is_said_of_christmas_once_it_is_over(year: int) -> None:
    """The week after it is the 52nd, the 53rd or the first of its year."""
    following = monday_of(date(year, 12, 25)) + timedelta(weeks=1)
    late = [
        idea.id
        for idea in ideas()
        if re.search(r"Noël|fêtes|bûche", f"{idea.title.fr} {idea.begun.fr}") and idea.is_in_season(following)
    ]
    assert not late


@pytest.mark.parametrize(
    ("year", "mothers", "fathers"),
    [(2026, date(2026, 5, 31), date(2026, 6, 21)), (2027, date(2027, 5, 30), date(2027, 6, 20))],
)
def test_movable_days(year: int, mothers: date, fathers: date) -> None:
    assert mothers_day(year) == mothers
    assert fathers_day(year) == fathers


def test_mothers_day_makes_room_for_whit_sunday() -> None:
    assert mothers_day(2020) == date(2020, 6, 7)


@given(st.sampled_from(TRADES), st.sampled_from(MONDAYS), st.integers(0, NUMBER_OF_WEEKS - 1))
def test_another_idea_goes_through_all_that_fit_and_comes_back(trade: str, monday: date, rank: int) -> None:
    calendar = begin(ideas(), trade, monday)
    post, seen = calendar.posts[rank], []
    elsewhere = {other.idea.id for other in calendar.posts if other is not post}
    fitting = candidates(ideas(), trade, post.week, elsewhere)
    for _ in fitting:
        following = another(ideas(), calendar, post)
        assert following is not None
        assert following.id not in elsewhere
        seen.append(following.id)
        post = replace(post, idea=following)
    assert sorted(seen) == sorted(idea.id for idea in fitting)
    assert post.idea == calendar.posts[rank].idea


def test_what_is_next() -> None:
    calendar = begin(ideas(), "baker", date(2026, 11, 30))
    first, second, *rest = calendar.posts
    assert calendar.next_post(date(2026, 12, 2)) is first
    assert calendar.next_post(date(2026, 12, 9)) is second
    done = [replace(post, done_on=post.week) for post in (second, *rest)]
    assert replace(calendar, posts=(first, *done)).next_post(date(2026, 12, 9)) is first  # was left behind
    assert Calendar("baker", date(2026, 11, 30)).next_post(date(2026, 12, 9)) is None
    assert monday_of(date(2026, 12, 6)) == date(2026, 11, 30)


def entry(**more: object) -> dict[str, object]:
    text = {"fr": "a", "en": "b"}
    return {"id": "one", "weeks": "1-53", "title": text, "begun": text} | more


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([entry(), entry()], "twice"),
        ([entry(weeks="2-54")], "weeks go from"),
        ([entry(around="carnival")], "around one of"),
        ([entry(title={"fr": "a"})], "title is missing"),
        ([entry(weeks="50-48")], "none in week 49"),
    ],
)
def test_incomplete_ideas_are_refused_with_their_place(rows: list[dict[str, object]], said: str) -> None:
    with pytest.raises(DataError, match=said):
        parse_ideas([{"trade": "baker", "idea": rows}], trades()[:1])
