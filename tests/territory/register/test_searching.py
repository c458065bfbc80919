"""The engine of the register's search: words, traces, telephones and the order of what is found."""

import re

import numpy as np
import pytest
from hypothesis import given, strategies as st

from etabli.territory.register.engine.searching import (
    Flag,
    Meaning,
    Posting,
    pack,
    parse_search,
    rank,
    traces,
    traces_of,
    unpack,
    words,
    words_alike,
)

WORD = st.text("abcdeéilnorst", min_size=1, max_size=12).map(lambda text: text.replace("é", "e"))
NAME = st.text("AéÉœ '-.&/ß½№ﬁ39s\u0300", max_size=30)
CUT = re.compile(r"[\x01-/:-@\[-`{-\x7f]+")  # as DuckDB cuts the names


@given(NAME)
def test_the_words_of_a_name_are_those_of_its_pieces(name: str) -> None:
    assert words(name) == [word for piece in CUT.split(name) for word in words(piece)]


def test_a_short_form_and_a_plural_are_no_other_word() -> None:
    assert (
        words("St-Pères, BOULANGERIES") == words("saint pere boulangerie") == ["saint", "pere", "boulangerie"]
    )


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str, int]:
    """A word, the same with one or two slips, and how many."""
    word = draw(WORD.filter(lambda one: len(one) > 2))
    slips = draw(st.integers(1, 2 if len(word) >= 8 else 1))
    typed = word
    for _slip in range(slips):
        place, letter = draw(st.integers(0, len(typed) - 2)), draw(st.sampled_from("abz"))
        before, one, after = typed[:place], typed[place], typed[place + 1 :]
        typed = draw(
            st.sampled_from(
                [
                    before + after,
                    before + letter + one + after,
                    before + letter + after,
                    before + after[0] + one + after[1:],
                ]
            )
        )
    return word, typed, slips


@given(mistyped())
def test_a_word_and_what_was_typed_for_it_leave_a_common_trace(one: tuple[str, str, int]) -> None:
    word, typed, slips = one
    if slips == 2 and len(typed) < 8:
        return  # two slips are forgiven from eight letters on
    _of, buckets = traces([word])
    assert set(buckets.tolist()) & set(traces_of(typed, slips))


def test_each_trace_tells_whose_it_is() -> None:
    of, buckets = traces(["pain", "boulangerie", "pain"])
    assert buckets.tolist() == sorted(buckets.tolist())
    assert np.bincount(of).tolist() == [5, 29, 5]


def test_an_entry_is_a_word_or_a_sound_with_its_word() -> None:
    listed = ["dupont", "dupons", "LEFEVR=lefebvre", "martin", "DUP3=dupond"]
    assert words_alike("dupont", listed, 1) == {"dupont": 1.0, "dupons": 0.5, "dupond": 0.6}


@pytest.mark.parametrize(
    ("text", "siret", "found"),
    [
        ("841 351 281 00016", "84135128100016", ()),
        ("841.351.281", "841351281", ()),
        ("06 12 34 56 78", "", ("#0612345678",)),
        ("+33 6 12 34 56 78", "", ("#0612345678",)),
        ("06 12 34", "", ("#061234",)),
        ("plombier 33250", "", ("plombier", "33250")),
        ("boulangerie de la tour", "", ("boulangerie", "tour")),
        ("le la", "", ("le", "la")),
        ("  ", "", ()),
    ],
)
def test_what_is_asked(text: str, siret: str, found: tuple[str, ...]) -> None:
    assert (parse_search(text).siret, parse_search(text).words) == (siret, found)


IDS = st.lists(st.integers(0, 2**32 - 1), unique=True, max_size=20)


@given(IDS)
def test_what_is_packed_is_unpacked_and_the_latest_holds(ids: list[int]) -> None:
    first = Posting.of(ids, [1] * len(ids))
    assert unpack([pack(first.ids, first.marks)]).ids.tolist() == sorted(ids)
    later = Posting.of(ids[:3], [2] * len(ids[:3]))
    both = unpack([pack(first.ids, first.marks), pack(later.ids, later.marks)])
    assert dict(zip(both.ids.tolist(), both.marks.tolist(), strict=True)) == dict.fromkeys(
        ids, 1
    ) | dict.fromkeys(ids[:3], 2)


def meaning(near: float, **marks: int) -> tuple[float, Posting]:
    ids = [int(name[1:]) for name in marks]
    return near, Posting.of(ids, list(marks.values()))


def test_the_whole_name_then_the_better_spelt_then_the_open_then_the_shorter() -> None:
    name, place = Flag.NAME, Flag.AROUND
    dupont = Meaning.of(
        [
            meaning(1.0, b1=name | 3, b2=name | 1, b3=name | 2 | Flag.CLOSED, b4=name | 2),
            meaning(0.6, b5=name | 1),
        ]
    )
    assert rank([dupont], None).ids.tolist() == [2, 4, 1, 3, 5]
    assert rank([dupont], None, is_open=True).ids.tolist() == [2, 4, 1, 5]
    here = Meaning.of([meaning(1.0, b1=place | 3, b5=place | 1)])
    assert rank([dupont, here], None).ids.tolist() == [5, 1]
    assert rank([dupont, here], Posting.of([5], [0])).ids.tolist() == [5]
    nobody = Meaning.of([])
    assert len(rank([dupont, nobody], None)) == 0
    assert rank([dupont, here, nobody], None, missing=1).ids.tolist() == [1, 5]


@given(st.lists(st.tuples(st.sampled_from([0.5, 1.0]), IDS), max_size=4), IDS)
def test_joining_readings_loses_nobody(readings: list[tuple[float, list[int]]], others: list[int]) -> None:
    whole = Meaning.of([(near, Posting.of(ids, [Flag.NAME | 1] * len(ids))) for near, ids in readings])
    nearest: dict[int, float] = {}
    for near, ids in readings:
        for number in ids:
            nearest[number] = max(near, nearest.get(number, 0.0))
    assert whole.ids().tolist() == sorted(nearest)
    asked_of = np.array(sorted({*nearest, *others}), np.uint32)
    _worth, near_by, _marks = whole.weigh(asked_of)
    assert near_by.tolist() == [nearest.get(number, 0.0) for number in asked_of.tolist()]
