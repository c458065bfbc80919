"""No sum or difference of what is shown points at fewer than five people; intervals hold for a dozen answers."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, strategies as st

from etabli.programme.surveys.engine import (
    MIN_GROUP_SIZE,
    Sheet,
    group_texts,
    parse,
    share,
    tally,
    texts_with_words,
    values_of,
)
from etabli.programme.surveys.engine.questions import difference
from etabli.programme.surveys.engine.tally import groups_to_count_apart, mean

THEMES = ["visible", "social", "loyalty"]
rooms = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(THEMES)), min_size=1, max_size=8)


def sheets_of(sessions: list[tuple[int, str]], trades: str = "") -> list[Sheet]:
    """As many answers as each session has; each says who gave it, so that a test can tell."""
    told = [(number, theme) for number, (size, theme) in enumerate(sessions) for _ in range(size)]
    return [
        Sheet(number, 1, theme, trades[rank % len(trades)] if trades else "", {"q": f"{rank:03}"})
        for rank, (number, theme) in enumerate(told)
    ]


@given(rooms, st.lists(st.sets(st.integers(0, 7)), min_size=2, max_size=5), st.randoms())
def test_no_difference_between_two_views_points_at_few(
    sessions: list[tuple[int, str]], views: list[set[int]], random: object
) -> None:
    """Any views, added to, taken from, crossed with one another."""
    sheets = sheets_of(sessions)
    seen = set(values_of("q", sheets, views[0]))
    for view in views[1:]:
        other = set(values_of("q", sheets, view))
        for made in (seen - other, other - seen, seen & other, seen ^ other):
            assert not made or len(made) >= MIN_GROUP_SIZE
        seen = seen | other if len(view) % 2 else seen - other


@given(rooms, st.sets(st.integers(0, 7)))
def test_only_what_was_asked_for_is_counted(sessions: list[tuple[int, str]], view: set[int]) -> None:
    sheets = sheets_of(sessions)
    asked = {sheet.answers["q"] for sheet in sheets if sheet.session in view}
    assert set(values_of("q", sheets, view)) <= asked
    if len(sheets) >= MIN_GROUP_SIZE and all(size >= MIN_GROUP_SIZE for size, _theme in sessions):
        assert len(values_of("q", sheets, set(range(8)))) == len(sheets)


def test_small_sessions_are_seen_together_only() -> None:
    sheets = sheets_of([(3, "visible"), (2, "visible"), (4, "social"), (12, "social")])
    assert values_of("q", sheets, {0}) == []
    assert len(values_of("q", sheets, {0, 1})) == 5
    assert len(values_of("q", sheets, {2, 3})) == 12
    assert len(values_of("q", sheets, {0, 1, 2, 3})) == 17, "four alone are never counted"


@given(rooms, st.sampled_from(["ab", "aab", "abbbc", "a b c d", "aaaaaaaab"]))
def test_a_trade_leaves_no_few_people_behind(sessions: list[tuple[int, str]], trades: str) -> None:
    sheets = sheets_of(sessions, trades.replace(" ", ""))
    whole = set(values_of("q", sheets, set(range(8))))
    shown = [set(values_of("q", sheets, set(), trade)) for trade in sorted(set(trades) - {" "})]
    left = whole - set().union(*shown)
    assert all(not trade or len(trade) >= MIN_GROUP_SIZE for trade in shown)
    assert not any(shown) or not left or len(left) >= MIN_GROUP_SIZE


def test_a_trade_whose_neighbours_would_be_few_is_not_counted() -> None:
    assert groups_to_count_apart({"a": {"x": 6}}, {"x": 9, "y": 12}) == set(), (
        "three of their session would be left"
    )
    assert groups_to_count_apart({"a": {"x": 6}}, {"x": 12, "y": 12}) == {"a"}
    assert groups_to_count_apart({"a": {"x": 6}, "b": {"x": 5}}, {"x": 12}) == {"a"}, (
        "one would be left of all"
    )


@given(st.integers(1, 200), st.data())
def test_an_interval_holds_its_share(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    found, mirrored = share(count, of), share(of - count, of)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high
    assert found.low == pytest.approx(1 - mirrored.high)


def test_twelve_of_fifteen() -> None:
    found = share(12, 15)
    assert (round(found.low * 100), round(found.high * 100)) == (55, 93)


@pytest.mark.parametrize("of", [5, 8, 12, 15, 30])
def test_the_interval_holds_the_truth_as_often_as_it_says(of: int) -> None:
    """Exact coverage, the mean over all the true shares: the whole law is summed, nothing is drawn."""
    truths = [Fraction(step, 100) for step in range(1, 100)]
    covered = [
        sum(
            comb(of, k) * float(p) ** k * float(1 - p) ** (of - k)
            for k in range(of + 1)
            if share(k, of).low <= p <= share(k, of).high
        )
        for p in truths
    ]
    assert sum(covered) / len(covered) > 0.94
    assert min(covered) > 0.83


@pytest.mark.parametrize("of", [5, 12])
def test_the_interval_of_a_mean_holds_on_a_scale_of_three_steps(of: int) -> None:
    for low, middle in ((0.1, 0.2), (0.3, 0.4), (0.2, 0.6), (0.05, 0.15)):
        high, covered = 1 - low - middle, 0.0
        for a in range(of + 1):
            for b in range(of + 1 - a):
                c = of - a - b
                law = comb(of, a) * comb(of - a, b) * low**a * middle**b * high**c
                found = mean([1] * a + [2] * b + [3] * c, 1, 3)
                covered += law * (found.low <= low + 2 * middle + 3 * high <= found.high)
        assert covered > 0.92


@given(st.lists(st.integers(1, 5), min_size=5, max_size=30))
def test_a_mean_is_never_certain(marks: list[int]) -> None:
    found = mean(marks, 1, 5)
    assert 1 <= found.low <= found.value <= found.high <= 5
    assert found.value == pytest.approx(sum(marks) / len(marks))
    assert found.high - found.low > 0.1


def test_a_ranking_says_the_mean_place() -> None:
    options = [{"id": name, "fr": name} for name in "xyz"]
    (question,) = parse([{"id": "r", "kind": "ranking", "fr": "R", "options": options}])
    found = tally(question, [["x", "y"], ["y", "x"], ["x"], [], ["x", "z"]])
    assert dict(found.counts) == {"x": 3, "y": 1, "z": 0}
    assert found.places == (("x", 1.25, 4), ("y", 1.5, 2), ("z", 2.0, 1))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"fr": "Autrement dit ?"}, ""),
        ({"kind": "choices"}, "kind"),
        ({"options": [{"id": "x", "fr": "X"}, {"id": "z", "fr": "Z"}]}, "options"),
        ({"options": [{"id": "y", "fr": "Y"}, {"id": "x", "fr": "Autre"}]}, ""),
    ],
)
def test_versions_side_by_side(change: dict[str, object], why: str) -> None:
    told = {
        "id": "a",
        "kind": "choice",
        "fr": "A",
        "options": [{"id": "x", "fr": "X"}, {"id": "y", "fr": "Y"}],
    }
    assert difference(parse([told])[0], parse([{**told, **change}])[0]) == why


CATALOGUE = {"social": "Être présent sur les réseaux sociaux", "money": "Encaisser par carte"}
WRITTEN = [
    "Les réseaux, c’est difficile",
    "Un réseau social pour les boulangers",
    "Encaisser sur un marché",
    "Le parking est loin",
    "Pas de parking",
    "Où se garer ? Le parking était plein",
    "Merci",
]


def test_texts_are_put_under_what_they_are_about() -> None:
    sizes = {(group.theme, group.word): len(group.texts) for group in group_texts(WRITTEN, CATALOGUE)}
    assert sizes == {("social", ""): 2, ("money", ""): 1, ("", "parking"): 3, ("", ""): 1}


@given(st.lists(st.one_of(st.sampled_from(WRITTEN), st.text(max_size=40)), max_size=12), st.randoms())
def test_each_text_is_in_one_group_whatever_the_order(texts: list[str], random: object) -> None:
    groups = group_texts(texts, CATALOGUE)
    assert sorted(text for group in groups for text in group.texts) == sorted(texts)
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  -- hypothesis' own random
    assert group_texts(shuffled, CATALOGUE) == groups


def test_texts_are_found_without_accents_or_endings() -> None:
    assert texts_with_words(WRITTEN, "reseaux") == (WRITTEN[0], WRITTEN[1])
    assert texts_with_words(WRITTEN, "parking loin") == (WRITTEN[3],)
    assert texts_with_words(WRITTEN, " ") == tuple(WRITTEN)


def test_a_group_is_called_as_people_write_it_with_its_accents() -> None:
    texts = ["Le bâtiment", "Pour le bâtiment", "Un BÂTIMENT"]
    assert [group.word for group in group_texts(texts, {})] == ["bâtiment"]
