"""`etabli bench ads`: its halves share nothing, and its figures are those that were aimed at."""

import argparse
from typing import get_args

from bench.ads import AIMS, run
from bench.ads.cases import Half, _file, _words, case
from bench.ads.whole import whole


def test_the_halves_share_no_word_and_no_sentence() -> None:
    for kind in _file("words.toml"):
        assert not set(_words(kind, "tuned")) & set(_words(kind, "measured"))
    for family in _file("sentences.toml").values():
        assert not set(family["tuned"]) & set(family["measured"])


def test_a_case_is_the_same_each_time() -> None:
    assert case(3, "tuned") == case(3, "tuned")
    assert case(3, "tuned") != case(4, "tuned")


def test_the_figures_of_few_cases() -> None:
    part, whole_part = run(argparse.Namespace(cases=12, examples=0))
    assert isinstance(part.data, dict)
    for figures in part.data.values():
        assert set(figures) == set(AIMS)
        assert figures["trade"][0] == 0
        assert figures["known"][0] <= 0.03 * figures["known"][1]
    assert isinstance(whole_part.data, dict)
    counted = whole_part.data["measured"]
    for name in ("craft", "facts", "known", "nothing known", "words"):
        wrong, there = counted[name]
        assert 0 <= wrong < 0.25 * there, name


def test_of_an_ad_written_whole_no_mark_is_left_and_each_half_has_some() -> None:
    for half in get_args(Half):
        ads = list(whole(half))
        assert len(ads) > 20
        for each in ads:
            said = "\n".join(answer.answer for answer in each.case.brief.answers)
            assert not set(said) & set("{}*")
            assert all(value.text in said for value in each.case.values if value.kind != "trade")
            assert all(fact.rstrip("-\n ") in said for fact in each.facts)
