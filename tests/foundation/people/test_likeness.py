"""How much alike two persons are: the pure part."""

from typing import Any

import pytest

from etabli.foundation.people.engine.likeness import CROWD, Card, compare, is_enough, is_same_name, likely


def reasons(**other: Any) -> tuple[str, ...]:
    one = Card(1, "Zoé Exemple", "+33612345678", 7, "33314", "4332AA")
    found = compare(one, Card(2, **{"name": "Paul Essai", **other}))
    return found.reasons if found else ()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Exemple Zoé", "same_name"),
        ("Mme Zoe EXEMPLE", "same_name"),
        ("Zoé Exemples", "close_name"),
        ("Z. Exemple", "close_name"),
    ],
)
def test_names_that_are_near(name: str, reason: str) -> None:
    assert reasons(name=name) == (reason,)


@pytest.mark.parametrize("name", ["Luc Exemple", "L. Exemple", "Zoé", ""])
def test_names_that_are_not(name: str) -> None:
    assert reasons(name=name) == ()


@pytest.mark.parametrize(
    ("name", "other", "is_same"),
    [
        ("Gérard D.", "Gérard M.", False),  # initials, neither “d’” nor “monsieur”
        ("Gérard M.", "M. Gérard Moreau", True),
        ("Gérard D.", "gerard d", True),
        ("Anne Exemple", "Exemple Anne (Mme)", True),
        ("Anne d’Exemple", "Anne Exemple", True),
    ],
)
def test_an_initial_is_part_of_a_name(name: str, other: str, is_same: bool) -> None:
    assert is_same_name(name, other) is is_same


def test_what_else_they_share() -> None:
    assert reasons(phone="+33612345678", business=7, commune_code="33314", trade_code="4332AB") == (
        "phone",
        "business",
        "commune",
        "trade",
    )


def test_a_telephone_alone_is_proposed_and_never_enough() -> None:
    father, son = Card(1, "Luc Exemple", "+33612345678"), Card(2, "Zoé Exemple", "+33612345678")
    (pair,) = likely([father, son])
    assert pair.reasons == ("phone",)
    assert not is_enough(pair.reasons)


@pytest.mark.parametrize(
    ("given", "enough"),
    [
        ({"same_name", "phone"}, True),
        ({"close_name", "commune"}, True),
        ({"close_name", "business"}, True),
        ({"same_name"}, False),
        ({"same_name", "trade"}, False),
        ({"phone", "commune", "business", "trade"}, False),
        (set(), False),
    ],
)
def test_what_is_enough(given: set[str], enough: bool) -> None:
    assert is_enough(given) is enough


def test_namesakes_of_two_communes_are_not_proposed() -> None:
    here, there = (Card(number, "Luc Exemple", commune_code=f"3300{number}") for number in (1, 2))
    assert not list(likely([here, there]))


def test_what_a_crowd_shares_tells_nothing() -> None:
    crowd = [Card(number, f"Personne {number:04}x", "556000000") for number in range(CROWD + 1)]
    assert not list(likely(crowd))


def test_each_pair_once() -> None:
    cards = [Card(number, "Zoé Exemple", "+33612345678", 7, "33314") for number in (3, 1, 2)]
    assert sorted((pair.one, pair.other) for pair in likely(cards)) == [(1, 2), (1, 3), (2, 3)]


def test_a_name_alone_is_proposed_where_nothing_else_could_differ() -> None:
    by_phone = Card(1, "Corinne Exemple", "+33556000001")
    by_mail = Card(2, "Mme Exemple Corinne")
    (pair,) = likely([by_phone, by_mail])
    assert pair.reasons == ("same_name",)
    assert not is_enough(pair.reasons)
    assert not list(likely([by_phone, Card(2, "Corinne Exemple", "+33556000002")]))
    known = Card(3, "Corinne Exemple", "+33556000001", 7, "33314")
    assert not list(likely([known, Card(4, "Corinne Exemple", "", 8, "33058")]))
