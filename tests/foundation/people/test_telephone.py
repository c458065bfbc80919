"""A telephone number is known whole, its country included, however it was written."""

import pytest
from hypothesis import given, strategies as st

from etabli.foundation.people.engine.telephone import international
from etabli.foundation.people.queries import known_by_phone, recognise_person
from tests import factories as make

FOREIGN = "+49 612 345 678"  # ends as 06 12 34 56 78 does


@pytest.mark.parametrize(
    "written",
    [
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "0612345678",
        "+33(0)6.12.34.56.78",
        "0033 612345678",
        "33612345678",
    ],
)
def test_it_is_known_however_it_is_written(written: str) -> None:
    assert international(written) == "+33612345678"


@pytest.mark.parametrize("written", ["3949", "", "06 12 34", "call me", "06 12 34 56 78 91 23 45 67 89"])
def test_what_is_no_number_is_nobodys(written: str) -> None:
    assert international(written) == ""


@given(st.from_regex(r"[67][0-9]{8}", fullmatch=True), st.sampled_from(["49", "32", "41", "34", "39", "44"]))
def test_numbers_of_two_countries_that_end_alike_are_two(end: str, country: str) -> None:
    assert international(f"0{end}") == f"+33{end}"
    assert international(f"+{country}{end}") in {f"+{country}{end}", ""}


@pytest.mark.django_db
def test_somebody_abroad_is_not_who_is_known_here() -> None:
    chamber = make.chamber()
    here = make.person(chamber, phone="06 12 34 56 78")
    abroad = make.person(chamber, phone=FOREIGN)
    assert known_by_phone(chamber, "+33612345678") == [here]
    assert known_by_phone(chamber, "0049612345678") == [abroad]


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["0612345678", "+33612345678", "06.12.34.56.78"])
def test_somebody_is_recognised_by_a_number_and_a_name_written_otherwise(stored: str) -> None:
    chamber = make.chamber()
    known = make.person(chamber, name="Zoé Exemple", phone=stored)
    make.person(chamber, name="Marc Exemple", phone=stored)
    for name in ("zoe EXEMPLE", "Exemple Zoé", "Mme Zoé Exemple", "Z. Exemple"):
        assert recognise_person(chamber, name=name, email="", phone="06 12 34 56 78") == known
    assert recognise_person(chamber, name="Léa Exemple", email="", phone="06 12 34 56 78") is None
    assert recognise_person(chamber, name="Zoé Exemple", email="", phone="06 12 34 56 79") is None


@pytest.mark.django_db
def test_an_initial_that_could_be_two_persons_is_neither() -> None:
    chamber = make.chamber()
    for name in ("Zoé Exemple", "Zacharie Exemple"):
        make.person(chamber, name=name, phone="06 12 34 56 78")
    assert recognise_person(chamber, name="Z. Exemple", email="", phone="06 12 34 56 78") is None
