"""Verbs that only a test knows, and an act at hand."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from tests.factories import AT


@pytest.fixture(autouse=True)
def _own_verbs() -> Iterator[None]:
    """Verbs declared by a test leave with it."""
    known = dict(ACTS)
    yield
    ACTS.clear()
    ACTS.update(known)


def renamed(person: Person, name: str, by: Viewer, at: datetime = AT) -> Entry:
    correct_person(person=person, name=name, phone=person.phone, by=by, at=at)
    return Entry.objects.latest("pk")
