"""Which ground is served, and from how far; seasons that follow one another."""

from datetime import date

from hypothesis import given, strategies as st

from etabli.programme.coverage.engine import NearestPlace, Season, median_minutes, nearest

rows = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 50)), min_size=1, max_size=30)


def test_each_commune_is_served_by_the_nearest_place() -> None:
    roads = {"b": {"a": 3.0, "b": 0.0, "c": 9.0}, "d": {"c": 2.0, "a": 3.0}}
    assert nearest(roads) == {
        "a": NearestPlace("b", 3.0),
        "b": NearestPlace("b", 0.0),
        "c": NearestPlace("d", 2.0),
    }
    assert nearest({}) == {}


@given(rows)
def test_half_of_the_businesses_are_within_the_middle_and_half_are_not_nearer(
    far: list[tuple[int, int]],
) -> None:
    middle = median_minutes(far)
    assert middle is not None
    weights = far if any(weight for _minutes, weight in far) else [(minutes, 1) for minutes, _weight in far]
    whole = sum(weight for _minutes, weight in weights)
    assert 2 * sum(weight for minutes, weight in weights if minutes <= middle) >= whole
    assert 2 * sum(weight for minutes, weight in weights if minutes < middle) < whole


def test_no_commune_has_no_middle() -> None:
    assert median_minutes([]) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_seasons_follow_one_another(day: date) -> None:
    season = Season.of(day)
    assert season.after.before == season
    assert season.before.until < season.since <= day <= season.until < season.after.since
