"""Whom, in which words, how fast: plain values in, plain values out."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from etabli.programme.outreach.engine import text
from etabli.programme.outreach.engine.audience import Candidate, Why, judge
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.engine.pace import MINUTE, Pace, begins_at, may_leave
from tests.factories import AT, paris

REST = timedelta(days=14)
ANNA = Candidate(1, "Anna Exemple", "anna@example.org", "", consents=True)


def why(**changed: object) -> object:
    place = judge([replace(ANNA, **changed)], at=AT, min_interval=REST).places[0]  # type: ignore[arg-type]  # each its own
    return place.why or place.ground


def test_each_reason_leaves_somebody_out_and_the_gravest_is_told() -> None:
    assert why() == "consent"
    assert why(refuses=True, email="", is_left_out=True) is Why.REFUSED
    assert why(is_left_out=True, email="") is Why.LEFT_OUT
    assert why(email="") is Why.NO_EMAIL
    assert why(is_unreachable=True) is Why.UNREACHABLE
    assert why(consents=False) is Why.NO_GROUND
    assert why(written_at=AT - REST + timedelta(seconds=1)) is Why.LATELY
    assert why(written_at=AT - REST) == "consent"


def test_whoever_came_is_written_to_for_thirty_six_months() -> None:
    months = timedelta(days=36 * 30)
    assert why(consents=False, came_at=AT - months + timedelta(seconds=1)) == "participant"
    assert why(consents=False, came_at=AT - months) is Why.NO_GROUND
    assert why(consents=True, came_at=AT) == "consent"


def test_those_to_call_have_no_mail_and_refused_nothing() -> None:
    group = [
        ANNA,
        replace(ANNA, email=""),
        replace(ANNA, is_unreachable=True),
        replace(ANNA, email="", refuses=True),
    ]
    audience = judge(group, at=AT, min_interval=REST)
    assert [place.why for place in audience.to_call] == [Why.NO_EMAIL, Why.UNREACHABLE]
    assert audience.counts == {Why.REFUSED: 1, Why.NO_EMAIL: 1, Why.UNREACHABLE: 1}
    assert len(audience.kept) == 1


@given(
    st.lists(st.sampled_from(["a@x.fr", "b@X.fr", "c@y.fr", "d@z.fr"]), max_size=40),
    st.lists(st.sampled_from(["a@x.fr", "c@y.fr"]), max_size=8),
    st.integers(1, 12),
    st.integers(1, 6),
)
def test_a_minute_never_holds_more_than_it_may_and_wastes_nothing(
    waiting: list[str], lately: list[str], most: int, per_domain: int
) -> None:
    pace = Pace(most, per_domain)
    chosen = pace.batch(list(enumerate(waiting)), lately)
    gone = Counter(address.partition("@")[2].lower() for address in [*lately, *(waiting[i] for i in chosen)])
    left = [address for number, address in enumerate(waiting) if number not in chosen]
    assert len(set(chosen)) == len(chosen) <= max(0, most - len(lately))
    assert all(gone[d] <= max(per_domain, Counter(a.partition("@")[2] for a in lately)[d]) for d in gone)
    if len(lately) + len(chosen) < most:  # there was room: whoever stays is of a domain that is full
        assert all(gone[address.partition("@")[2].lower()] >= per_domain for address in left)


def test_how_long_it_takes_follows_the_fullest_domain() -> None:
    assert Pace(60, 20).minutes(["a@x.fr"] * 100) == 5
    assert Pace(60, 20).minutes([f"a@{n}.fr" for n in range(61)]) == 2
    assert Pace(60, 20).minutes([]) == 0


@pytest.mark.parametrize(
    ("day", "hour", "leaves"),
    [(4, 8, True), (4, 19, True), (4, 20, False), (4, 7, False), (10, 12, False)],  # the 10th is a Sunday
)
def test_nothing_leaves_at_night_nor_on_sundays(day: int, hour: int, leaves: bool) -> None:
    at = datetime(2027, 1, day, hour, 0, tzinfo=paris())
    assert may_leave(at) is leaves
    assert begins_at(at) == at or not leaves
    assert may_leave(begins_at(at))
    assert begins_at(at) - at < timedelta(days=2)
    assert timedelta(0) < MINUTE


def test_fields_are_filled_and_a_wrong_one_is_told_as_it_is_written() -> None:
    assert text.unknown_names("Bonjour {prénom}, {séances}") == []
    assert text.unknown_names("Bonjour {prenom} {") == ["{prenom}", "{"]
    assert (
        text.fill_fields("{prénom} de { commune }", {"prénom": "Anna", "commune": "Blaye"}) == "Anna de Blaye"
    )
    assert (
        text.fill_fields("{nom}", {"nom": "{chambre}"}) == "{chambre}"
    )  # what a reader is called fills nothing


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Anna Exemple", "Anna"),
        ("Jean-Luc Exemple", "Jean-Luc"),
        ("Mme Exemple", "Mme Exemple"),
        ("M. Exemple", "M. Exemple"),
        ("J Exemple", "J Exemple"),
        ("Exemple", "Exemple"),
    ],
)
def test_one_greets_by_the_first_name_where_there_is_one(name: str, greeted: str) -> None:
    assert text.first_name(name) == greeted


def test_criteria_come_back_as_they_were_kept() -> None:
    asked = Criteria(sectors=("SERVICES",), commune="33314", minutes=30, step="never", theme="visible")
    assert Criteria.of(asked.as_json) == asked
    assert Criteria.of({**asked.as_json, "of another version": 1}) == asked
    assert Criteria().as_json == {}
