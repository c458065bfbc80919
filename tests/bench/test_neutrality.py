"""The directory's thirty days, on a few of the twenty filters that `etabli bench neutrality` goes through."""

import pytest

from bench.neutrality import exposure, filters, ours_of, plain_of

MOST = 1.10


@pytest.mark.parametrize("at", [1, 6, 11, 19])
def test_everybody_is_shown_as_often_as_the_others(at: int) -> None:
    one = filters(2000)[at]
    found = exposure(one, 30, ours_of(one))
    assert found.members == len(one.members)
    assert found.ratio is not None
    assert found.ratio <= MOST


def test_plain_draws_would_not_do() -> None:
    one = filters(2000)[6]
    found = exposure(one, 30, plain_of(one))
    assert found.ratio is not None
    assert found.ratio > MOST
