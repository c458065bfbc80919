"""How much alike two persons are: the pure part."""

from typing import Any

import pytest

from etabli.foundation.people.engine.likeness import (
    MAX_BLOCK,
    PersonCard,
    compare,
    is_enough,
    is_same_name,
    likely_pairs,
)


def reasons(**other: Any) -> tuple[str, ...]:
    card = PersonCard(1, "Zoé Exemple", "+33612345678", 7, "33314", "4332AA")
    likeness = compare(card, PersonCard(2, **{"name": "Paul Essai", **other}))
    return likeness.reasons if likeness else ()


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
    father, son = PersonCard(1, "Luc Exemple", "+33612345678"), PersonCard(2, "Zoé Exemple", "+33612345678")
    (pair,) = likely_pairs([father, son])
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
    here, there = (PersonCard(number, "Luc Exemple", commune_code=f"3300{number}") for number in (1, 2))
    assert not list(likely_pairs([here, there]))


def test_what_a_crowd_shares_tells_nothing() -> None:
    crowd = [PersonCard(number, f"Personne {number:04}x", "556000000") for number in range(MAX_BLOCK + 1)]
    assert not list(likely_pairs(crowd))


def test_each_pair_once() -> None:
    cards = [PersonCard(number, "Zoé Exemple", "+33612345678", 7, "33314") for number in (3, 1, 2)]
    assert sorted((pair.first, pair.second) for pair in likely_pairs(cards)) == [(1, 2), (1, 3), (2, 3)]


def test_a_name_alone_is_proposed_where_nothing_else_could_differ() -> None:
    by_phone = PersonCard(1, "Corinne Exemple", "+33556000001")
    by_mail = PersonCard(2, "Mme Exemple Corinne")
    (pair,) = likely_pairs([by_phone, by_mail])
    assert pair.reasons == ("same_name",)
    assert not is_enough(pair.reasons)
    assert not list(likely_pairs([by_phone, PersonCard(2, "Corinne Exemple", "+33556000002")]))
    known = PersonCard(3, "Corinne Exemple", "+33556000001", 7, "33314")
    assert not list(likely_pairs([known, PersonCard(4, "Corinne Exemple", "", 8, "33058")]))
