"""The spam of our own making is caught, and hardly an honest post is held, on the half that taught nothing."""

import pytest

from bench.forum_spam import measure, posts
from bench.forum_spam.learning import learn
from etabli.community.forum.engine.spam import BIAS, WEIGHTS


def test_the_half_held_out() -> None:
    of = measure("held")
    assert of.caught >= 0.9 * of.spam
    assert of.held <= 0.01 * of.honest


def test_the_weights_are_those_that_are_learnt() -> None:
    bias, weights = learn()
    assert pytest.approx(bias, abs=0.02) == BIAS  # the last figure may depend on the processor
    assert weights == pytest.approx(dict(WEIGHTS), abs=0.02)


def test_there_are_enough_posts_and_none_twice() -> None:
    every = [*posts("tuned"), *posts("held")]
    assert sum(each.is_spam for each in every) >= 200
    assert sum(not each.is_spam for each in every) >= 400
    assert len({each.post.text for each in every}) == len(every)
