"""The ranking of themes: what moves it, and what never does."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from etabli.programme.planning.engine import Given, Wanted, rank

TODAY = date(2027, 1, 11)
themes = st.sampled_from(["visible", "fidelity", "social", "files"])
zones = st.sampled_from(["A", "B", "C"])
days = st.dates(TODAY - timedelta(days=800), TODAY)
wanted = st.lists(
    st.builds(Wanted, themes, zones, st.sampled_from(["", "food", "building"]), days), max_size=30
)
sessions = st.lists(st.builds(Given, themes, zones, days, st.integers(0, 12), st.integers(0, 9)), max_size=12)


@given(wanted, sessions, st.randoms())
def test_the_order_of_the_input_never_matters(wishes, held, random):
    expected = rank(wishes, held, today=TODAY)
    random.shuffle(wishes)
    random.shuffle(held)
    assert rank(wishes, held, today=TODAY) == expected


@given(wanted, sessions, themes, zones)
def test_one_more_wish_never_lowers_a_theme(wishes, held, theme, zone):
    def place(ranked):
        return next((-r.score for r in ranked if (r.theme, r.zone) == (theme, zone)), 0)

    more = [*wishes, Wanted(theme, zone, "", TODAY)]
    assert place(rank(more, held, today=TODAY)) <= place(rank(wishes, held, today=TODAY))


def test_people_turned_away_count_and_are_told():
    (only,) = rank([], [Given("visible", "A", TODAY - timedelta(days=9), 12, 5)], today=TODAY)
    assert only.score == 5
    assert [reason.kind for reason in only.reasons] == ["turned_away", "last"]


def test_a_session_to_come_serves_those_who_asked():
    wishes = [Wanted("visible", "A", "food", TODAY)] * 3
    coming = Given("visible", "A", TODAY + timedelta(days=30), 2, 0)
    (before,) = rank(wishes, [], today=TODAY)
    (after,) = rank(wishes, [coming], today=TODAY)
    assert (before.score, after.score) == (3, 1)


def test_an_old_wish_weighs_less_than_a_fresh_one():
    old, fresh = Wanted("visible", "A", "", TODAY - timedelta(days=240)), Wanted("social", "A", "", TODAY)
    assert [r.theme for r in rank([old, fresh], [], today=TODAY)] == ["social", "visible"]
    assert rank([old], [], today=TODAY)[0].score == 0.5
