"""The count, on its own."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.community.assembly.engine import (
    RESOLUTION,
    InvalidBallotFile,
    Rule,
    count,
    quorum,
    recount,
    with_draw,
)
from etabli.community.neutrality.engine import commitment, in_drawn_order

NAMES = tuple("abcdefg")
ballots = st.lists(st.lists(st.sampled_from(NAMES), max_size=4), max_size=60)


def votes(yes: int, no: int, abstain: int) -> list[list[str]]:
    return [["for"]] * yes + [["against"]] * no + [["abstain"]] * abstain


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "adopted"),
    [
        ("simple", 3, 2, 9, True),
        ("simple", 2, 2, 0, False),
        ("absolute", 3, 0, 3, False),
        ("absolute", 4, 0, 3, True),
        ("two_thirds", 4, 2, 9, True),
        ("two_thirds", 3, 2, 0, False),
        ("three_quarters", 3, 1, 0, True),
        ("three_quarters", 2, 1, 0, False),
        ("two_thirds", 0, 0, 5, False),
    ],
)
def test_majorities(majority: str, yes: int, no: int, abstain: int, adopted: bool) -> None:
    rule = Rule("resolution", majority, RESOLUTION)
    assert count(votes(yes, no, abstain), rule).adopted is adopted


@given(ballots, st.integers(1, 4), st.sampled_from(["relative", "absolute"]))
def test_an_election_is_counted_right(cast: list[list[str]], seats: int, majority: str) -> None:
    """Against a count written otherwise; nobody with fewer votes passes before somebody with more."""
    rule = Rule("election", majority, NAMES, seats=seats, max_choices=seats)
    result = count(cast, rule)
    valid = [b for b in cast if b and len(b) <= seats and len(set(b)) == len(b)]
    said = Counter(one for ballot in valid for one in ballot)
    assert dict(result.votes) == {name: said[name] for name in NAMES}
    assert result.cast == len(cast) == result.blank + result.void + len(valid)
    least = len(valid) // 2 + 1 if majority == "absolute" else 1
    assert len(result.elected) + result.vacant == seats
    for one in result.elected:
        assert said[one] >= least
        assert all(said[other] <= said[one] for other in NAMES if other not in result.elected)
    assert len({said[one] for one in result.tied}) <= 1
    assert not result.tied or len(result.tied) > result.vacant > 0
    left = [n for n in NAMES if n not in result.elected and n not in result.tied and said[n] >= least]
    assert not result.vacant or result.tied or not left


@given(ballots, st.randoms())
def test_the_order_of_ballots_changes_nothing(cast: list[list[str]], random: Any) -> None:
    rule = Rule("election", "relative", NAMES, seats=2, max_choices=2)
    shuffled = cast.copy()
    random.shuffle(shuffled)
    assert count(cast, rule) == count(shuffled, rule)


def test_a_tie_is_said_and_drawn_among_the_tied_only() -> None:
    rule = Rule("election", "relative", ("a", "b", "c", "d"), seats=2, max_choices=2)
    result = count([["a", "b"], ["a", "c"], ["d"]], rule)
    assert (result.elected, set(result.tied), result.vacant) == (("a",), {"b", "c", "d"}, 1)
    settled = with_draw(result, ["a", "c", "b", "d"])
    assert (settled.elected, settled.tied, settled.vacant) == (("a", "c"), (), 0)


def test_the_quorum_is_rounded_up() -> None:
    assert quorum(voters=450, present=100, represented=12, percent=25).needed == 113
    assert not quorum(voters=450, present=100, represented=12, percent=25).is_met
    assert quorum(voters=450, present=100, represented=13, percent=25).is_met
    assert quorum(voters=450, present=0, represented=0, percent=0).is_met


FILE = {
    "format": "etabli-ballots-1",
    "kind": "election",
    "majority": "relative",
    "seats": 1,
    "most": 1,
    "options": [{"key": "a", "label": "Ana"}, {"key": "b", "label": "Bob"}],
    "voted": 2,
    "draw_secret": "s",
    "draw_commitment": commitment("s"),
    "ballots": [{"key": "K1", "choice": ["a"]}, {"key": "K2", "choice": ["b"]}],
}


@pytest.mark.parametrize(
    "changes",
    [
        {"voted": 3},
        {"format": "other"},
        {"ballots": None},
        {"draw_commitment": "x"},
        {"ballots": [{"key": "K1", "choice": ["a"]}] * 2},
        {"seats": 1.9},
        {"draw_secret": 7},
    ],
)
def test_a_file_that_contradicts_itself_is_refused(changes: dict[str, object]) -> None:
    assert len(recount(FILE, commit=commitment, draw=in_drawn_order).elected) == 1
    with pytest.raises(InvalidBallotFile):
        recount({**FILE, **changes}, commit=commitment, draw=in_drawn_order)
