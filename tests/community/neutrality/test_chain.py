"""The chain: whatever is done to an entry shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from etabli.community.neutrality.engine import (
    FIRST_PREVIOUS_HASH,
    ChainLink,
    Verdict,
    commitment,
    digest,
    in_drawn_order,
    verify,
)

AT = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)


def chain(length: int) -> list[ChainLink]:
    links: list[ChainLink] = []
    for number in range(1, length + 1):
        previous = links[-1].hash if links else FIRST_PREVIOUS_HASH
        link = ChainLink(number, AT + timedelta(hours=number), "ad.passed_on", {"ad": f"a{number}"}, previous)
        links.append(replace(link, hash=digest(link)))
    return links


def noted(links: list[ChainLink]) -> Verdict:
    whole = chain(5)
    return verify(links, length=5, last_hash=whole[-1].hash)


def test_a_whole_chain_holds() -> None:
    assert noted(chain(5)) == Verdict(entries=5, broken_at=None, last_hash=chain(5)[-1].hash)
    assert verify([], length=0, last_hash=FIRST_PREVIOUS_HASH).holds


@pytest.mark.parametrize("position", range(5))
def test_a_removed_entry_shows(position: int) -> None:
    links = chain(5)
    del links[position]
    assert noted(links).broken_at == position + 1


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"ad": "another"}},
        {"kind": "ad.withdrawn"},
        {"at": AT},
        {"number": 9},
        {"hash": "f" * 64},
        {"previous_hash": "f" * 64},
    ],
)
def test_a_changed_entry_shows(change: dict[str, object]) -> None:
    links = chain(5)
    links[2] = replace(links[2], **change)  # type: ignore[arg-type]  # one field at a time
    assert noted(links).broken_at == 3


def test_a_changed_entry_with_its_hash_made_again_shows_at_the_next() -> None:
    links = chain(5)
    forged = replace(links[2], payload={"ad": "another"})
    links[2] = replace(forged, hash=digest(forged))
    assert noted(links).broken_at == 4


def test_a_forged_last_entry_shows_by_the_hash_noted_apart() -> None:
    links = chain(5)
    forged = replace(links[4], payload={"ad": "another"})
    links[4] = replace(forged, hash=digest(forged))
    assert noted(links).broken_at == 5


@given(st.permutations(range(5)))
def test_another_order_shows(order: list[int]) -> None:
    links = chain(5)
    assert noted([links[position] for position in order]).holds == (order == [0, 1, 2, 3, 4])


def test_an_added_entry_shows() -> None:
    assert noted(chain(6)).broken_at == 6


def test_the_hash_depends_on_the_instant_and_not_on_how_it_is_written() -> None:
    link = chain(1)[0]
    in_paris = replace(link, at=link.at.astimezone(timezone(timedelta(hours=1))))
    assert digest(in_paris) == digest(link)
    other_order = replace(link, payload={"b": 1, "a": "é"})
    assert digest(other_order) == digest(replace(link, payload={"a": "é", "b": 1}))


@given(st.lists(st.text(max_size=6), unique=True, max_size=12), st.text(min_size=1, max_size=8))
def test_a_draw_depends_on_the_seed_and_the_keys_alone(keys: list[str], seed: str) -> None:
    order = in_drawn_order(keys, seed=seed, key=str)
    assert sorted(order) == sorted(keys)
    assert in_drawn_order(reversed(keys), seed=seed, key=str) == order
    for left_out in keys:
        rest = in_drawn_order([key for key in keys if key != left_out], seed=seed, key=str)
        assert rest == [key for key in order if key != left_out]


def test_each_gets_the_first_place_about_as_often() -> None:
    firsts = [in_drawn_order("abcde", seed=str(number), key=str)[0] for number in range(2000)]
    assert all(340 < firsts.count(key) < 460 for key in "abcde")


def test_a_commitment_is_the_same_for_one_seed_only() -> None:
    assert commitment("graine") == commitment("graine") != commitment("graines")
