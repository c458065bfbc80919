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
    (only,) = rank([], [Given("visible", "A", TODAY, 12, 5)], today=TODAY)
    assert (only.score, only.people) == (5, 5)
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


def ago(days, seated=0, turned_away=0):
    return Given("visible", "A", TODAY - timedelta(days=days), seated, turned_away)


def asked(days):
    return Wanted("visible", "A", "", TODAY - timedelta(days=days))


def test_a_session_just_held_has_served_those_who_asked_before_and_nobody_since():
    (only,) = rank([asked(60), asked(50), asked(20), asked(0)], [ago(20, seated=12)], today=TODAY)
    assert only.people == 2  # who asked on the day itself waits still
    assert [(reason.kind, reason.number) for reason in only.reasons] == [("asked", 4), ("last", 12)]
    (served,) = rank([asked(60)], [ago(20, seated=12)], today=TODAY)
    assert (served.score, served.people) == (0, 0)


def test_the_first_who_asked_are_served_first():
    (only,) = rank(
        [asked(240), asked(0)], [Given("visible", "A", TODAY + timedelta(days=9), 1, 0)], today=TODAY
    )
    assert (only.score, only.people) == (1, 1)


def test_who_was_turned_away_is_served_by_the_next_session_and_counts_less_and_less():
    (fresh,) = rank([], [ago(0, seated=8, turned_away=4)], today=TODAY)
    (aged,) = rank([], [ago(240, seated=8, turned_away=4)], today=TODAY)
    assert (fresh.score, aged.score) == (4, 2)
    (served,) = rank([], [ago(240, seated=8, turned_away=4), ago(100, seated=3)], today=TODAY)
    assert served.people == 1


def test_after_two_years_nobody_counts_nor_is_told():
    assert rank([asked(731)], [ago(731, turned_away=3)], today=TODAY) == ()
    (only,) = rank([asked(730), asked(731)], [ago(731, seated=5, turned_away=3)], today=TODAY)
    assert [(reason.kind, reason.number) for reason in only.reasons] == [("asked", 1), ("last", 5)]


@given(wanted, sessions, st.builds(Given, themes, zones, days, st.integers(0, 12), st.just(0)))
def test_one_more_session_never_raises_a_theme(wishes, held, more):
    before = {(r.theme, r.zone): r.score for r in rank(wishes, held, today=TODAY)}
    after = {(r.theme, r.zone): r.score for r in rank(wishes, [*held, more], today=TODAY)}
    assert all(after[key] <= score for key, score in before.items())
