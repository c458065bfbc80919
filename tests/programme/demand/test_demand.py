"""Wishes: written once, read by the chamber of whoever asked."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.demand.actions import express_wish
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import is_answered, pending_wish, wishes_of_person
from tests import factories


def wish(person: Person, theme: str = "social", by: Any = None, days: int = 0) -> Wish:
    return express_wish(
        chamber=person.chamber,
        kind="theme" if theme else "half_day",
        theme_code=theme,
        person=person,
        source="phone",
        by=by or Viewer.nobody(),
        at=factories.AT + timedelta(days=days),
    )


def test_what_a_person_asked_for_latest_first(chamber: Organisation, adviser: Viewer) -> None:
    person = factories.person(chamber)
    first, second = wish(person), wish(person, "", days=1)
    wish(factories.person(chamber))
    assert wishes_of_person(adviser, person) == [second, first]


def test_a_wish_taken_back_is_there_no_more(chamber: Organisation, adviser: Viewer) -> None:
    person = factories.person(chamber)
    wish(person, by=adviser)
    undo(entry=Entry.objects.get(verb="demand.express"), by=adviser, at=factories.AT)
    assert wishes_of_person(adviser, person) == []


@pytest.mark.parametrize("number", [1, 3])
def test_one_statement(
    chamber: Organisation, adviser: Viewer, number: int, django_assert_num_queries: Any
) -> None:
    person = factories.person(chamber)
    for _ in range(number):
        wish(person)
    with django_assert_num_queries(1):
        assert len(wishes_of_person(adviser, person)) == number


def test_nobody_else_reads_them(chamber: Organisation, neighbour: Membership) -> None:
    person = factories.person(chamber)
    wish(person)
    for viewer in (Viewer.nobody(), of_membership(neighbour), factories.artisan(person)):
        assert wishes_of_person(viewer, person) == []


def test_what_cannot_be_called_off_answers_no_wish(
    chamber: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = wish(factories.person(chamber), "")
    relation = SimpleNamespace(related_model=Person, field=SimpleNamespace(name="wish"))
    monkeypatch.setattr(Wish._meta, "related_objects", (relation,))
    assert not is_answered(asked)
    assert pending_wish(asked.pk) == asked
