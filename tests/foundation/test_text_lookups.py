"""What is looked for is found whatever its capitals, accented letters included; and nothing else is."""

import pytest
from django.db.models import Q

from etabli.foundation.people.models import Person
from etabli.foundation.text_lookups import contains, equals, may_contain
from tests import factories as make

pytestmark = pytest.mark.django_db
SPELLINGS = ["José Dupré", "JOSÉ DUPRÉ", "josé dupré", "José DUPRÉ", "jOsÉ dupRÉ"]


def names(condition: Q) -> set[str]:
    return set(Person.objects.filter(condition).values_list("name", flat=True))


@pytest.fixture(autouse=True)
def people() -> None:
    chamber = make.chamber()
    for name in [*SPELLINGS, "Mme José Dupré-Martin", "Josiane Dupraz", "Jose Dupre (50 %)", "Ёжик", ""]:
        make.person(chamber, name=name)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_each_spelling_finds_all_of_them(typed: str) -> None:
    assert names(equals("name", typed)) == {*SPELLINGS}
    assert names(contains("name", typed)) == {*SPELLINGS, "Mme José Dupré-Martin"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("RÉ-m", {"Mme José Dupré-Martin"}),
        ("ёЖИ", {"Ёжик"}),
        ("(50 %)", {"Jose Dupre (50 %)"}),
        ("é.*", set()),
        ("DUPRE", {"Jose Dupre (50 %)"}),
    ],
)
def test_a_piece_is_found_as_it_was_typed(typed: str, expected: set[str]) -> None:
    assert names(contains("name", typed)) == expected


def test_what_may_contain_a_text_leaves_out_none_that_does_even_in_an_or() -> None:
    assert names(may_contain("name", "José Dupré")) >= {*SPELLINGS, "Mme José Dupré-Martin"}
    assert "Ёжик" not in names(may_contain("name", "José Dupré"))
    assert "Ёжик" in names(may_contain("name", "ёж") | may_contain("name", "José"))
