"""Which stories speak to a room: the rules hold whatever the stories and the room."""

from collections.abc import Mapping

from hypothesis import given, strategies as st

from etabli.programme.showcase.engine import Candidate, propose

SECTORS = {"baker": "food", "butcher": "food", "mason": "building", "plumber": "building", "": ""}
trades = st.sampled_from(sorted(SECTORS))
distances = st.none() | st.integers(0, 150)
channels = st.frozensets(st.sampled_from(["site", "facebook", "instagram", "listing"]), max_size=3)
rooms = st.dictionaries(trades, st.integers(1, 15)).map(
    lambda counted: {(trade, SECTORS[trade]): number for trade, number in counted.items()}
)


@st.composite
def shelves(draw: st.DrawFn) -> list[Candidate]:
    told = draw(st.lists(st.tuples(trades, distances, channels), max_size=14))
    return [Candidate(key, trade, SECTORS[trade], km, by) for key, (trade, km, by) in enumerate(told, 1)]


def story(key: int, trade: str, km: int | None, *by: str) -> Candidate:
    return Candidate(key, trade, SECTORS[trade], km, frozenset(by))


def keys(stories: list[Candidate], room: Mapping[tuple[str, str], int]) -> list[int]:
    return [one.key for one in propose(stories, room)]


def far(km: int | None) -> float:
    return float("inf") if km is None else km


@given(shelves(), rooms)
def test_of_one_trade_the_nearer_is_never_after(
    stories: list[Candidate], room: Mapping[tuple[str, str], int]
) -> None:
    proposals = propose(stories, room, limit=len(stories))
    trade_of = {story.key: story.trade for story in stories}
    for at, first in enumerate(proposals):
        for after in proposals[at + 1 :]:
            if trade_of[first.key] == trade_of[after.key]:
                assert far(first.km) <= far(after.km)


@given(shelves(), rooms)
def test_at_equal_distance_the_trade_of_more_people_comes_first(
    stories: list[Candidate], room: Mapping[tuple[str, str], int]
) -> None:
    proposals = propose(stories, room, limit=len(stories))
    for at, first in enumerate(proposals):
        for after in proposals[at + 1 :]:
            if first.km == after.km:
                assert 2 * first.same_trade + first.same_sector >= 2 * after.same_trade + after.same_sector


@given(shelves(), rooms, st.data())
def test_the_order_in_which_they_are_given_changes_nothing(
    stories: list[Candidate], room: Mapping[tuple[str, str], int], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(stories))
    assert propose(stories, room) == propose(shuffled, room)


@given(shelves(), rooms)
def test_five_at_most_each_once_and_none_left_out_while_there_is_room(
    stories: list[Candidate], room: Mapping[tuple[str, str], int]
) -> None:
    found = keys(stories, room)
    assert len(found) == len(set(found)) == min(5, len(stories))


@given(shelves())
def test_when_no_trade_is_known_distance_alone_decides(stories: list[Candidate]) -> None:
    unknown = {("", ""): 9}
    proposals = propose(stories, unknown, limit=len(stories))
    assert [far(story.km) for story in proposals] == sorted(far(story.km) for story in stories)
    assert proposals == propose(stories, {}, limit=len(stories))
    assert not any(story.same_trade or story.same_sector for story in proposals)


def test_the_trade_of_the_room_weighs_more_than_a_short_drive() -> None:
    bakers = {("baker", "food"): 4}
    assert keys([story(1, "mason", 0), story(2, "baker", 60)], bakers) == [2, 1]


def test_one_person_among_many_does_not() -> None:
    room = {("plumber", "building"): 1, ("baker", "food"): 9}
    assert keys([story(1, "plumber", 90), story(2, "", 2)], room) == [2, 1]


def test_a_neighbouring_trade_counts_half() -> None:
    room = {("butcher", "food"): 4}
    assert keys([story(1, "mason", 10), story(2, "baker", 10), story(3, "butcher", 10)], room) == [3, 2, 1]


def test_level_stories_show_different_channels() -> None:
    level = [story(1, "baker", 5, "site"), story(2, "baker", 5, "site"), story(3, "baker", 5, "facebook")]
    assert keys(level, {("baker", "food"): 2}) == [1, 3, 2]


def test_it_says_why() -> None:
    room = {("baker", "food"): 4, ("butcher", "food"): 2, ("mason", "building"): 1}
    (found,) = propose([story(7, "baker", 12)], room)
    assert (found.key, found.same_trade, found.same_sector, found.km) == (7, 4, 2, 12)


def test_nothing_to_show_is_no_error() -> None:
    assert propose([], {("baker", "food"): 3}) == []
