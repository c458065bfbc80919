"""`etabli bench keywords`: what is counted of the words to search."""

import argparse

from bench.keywords import HALVES, briefs, run


def test_each_half_has_briefs_and_no_search_is_asked_twice_of_one() -> None:
    every = list(briefs())
    assert {wanted.half for wanted in every} == set(HALVES)
    assert all(len(set(wanted.typed)) == len(wanted.typed) for wanted in every)


def test_half_of_what_people_would_type_is_suggested() -> None:
    (part,) = run(argparse.Namespace())
    assert isinstance(part.data, dict)
    for half in HALVES:
        exact, same, every = part.data[half]
        assert exact <= same <= every
        assert same >= 0.5 * every
