"""What the chamber counts of the gestures of protection: by trade and territory, never under five."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.people.models import Organisation
from etabli.front.protection_figures import gesture_rows, territory_rows
from etabli.programme.protection.queries import DoneGesture
from tests import factories as make
from tests.armed import ArmedClient

BUILDING, FOOD = "4399C", "1071C"  # masonry, bakery
PAGE = "/chiffres/protection/"


def done(number: int, trade: str, territory: str, first: int = 0) -> list[DoneGesture]:
    return [DoneGesture(first + person, "updates", trade, territory) for person in range(number)]


def test_a_figure_under_five_is_not_given_nor_what_would_tell_it() -> None:
    rows = [*done(7, BUILDING, "CC du Test"), *done(3, FOOD, "CC de l’Exemple", first=100)]
    updates = gesture_rows(rows)[0]
    given = [value for value in updates.values if value]
    assert 3 not in updates.values
    assert sum(given) != (updates.total or 0) - 3
    territories = {row.label: row.values[0] for row in territory_rows(rows)}
    assert territories["CC de l’Exemple"] is None
    assert 3 not in territories.values()


def test_large_figures_are_given_with_their_total() -> None:
    rows = [*done(7, BUILDING, "CC du Test"), *done(6, FOOD, "CC du Test", first=100)]
    updates = gesture_rows(rows)[0]
    assert updates.total == 13
    assert {6, 7} <= set(updates.values)
    assert territory_rows(rows)[0].values == (13,)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_was_noted(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from etabli.programme.protection.actions import mark_gesture
    from etabli.programme.protection.engine import Mark
    from etabli.programme.protection.queries import get_gesture

    chamber: Organisation = make.chamber()
    for _rank in range(number):
        person = make.person(chamber)
        mark = Mark(True, make.AT.date())
        by: Any = make.artisan(person)
        mark_gesture(person=person, gesture=get_gesture("updates"), mark=mark, by=by, at=make.AT)
    client = make.become(ArmedClient(), membership=make.membership(chamber))
    client.get(PAGE)
    with django_assert_num_queries(5):
        page = client.get(PAGE).content.decode()
    assert "non donné" in page
    never = page.partition("Rien de fait encore")[2].partition("</section>")[0]
    assert never.count("<li>") == 9  # each of those that nobody did, once
    assert "Ajoutez un second verrou" not in page.partition("<table")[2].partition("</table>")[0]
    assert "Artisan" not in page.partition("<main")[2].partition("</main")[0].replace("artisans", "")
