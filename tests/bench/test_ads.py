"""`etabli bench ads`: its halves share nothing, and its figures are those that were aimed at."""

import argparse

from bench.ads import AIMS, run
from bench.ads.cases import _file, _words, case


def test_the_halves_share_no_word_and_no_sentence() -> None:
    for kind in _file("words.toml"):
        assert not set(_words(kind, "tuned")) & set(_words(kind, "measured"))
    for family in _file("sentences.toml").values():
        assert not set(family["tuned"]) & set(family["measured"])


def test_a_case_is_the_same_each_time() -> None:
    assert case(3, "tuned") == case(3, "tuned")
    assert case(3, "tuned") != case(4, "tuned")


def test_the_figures_of_few_cases() -> None:
    (part,) = run(argparse.Namespace(cases=12, examples=0))
    assert isinstance(part.data, dict)
    for figures in part.data.values():
        assert set(figures) == set(AIMS)
        assert figures["trade"][0] == 0
        assert figures["known"][0] <= 0.03 * figures["known"][1]
