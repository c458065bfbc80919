"""An artisan of the chamber, and their browser."""

from typing import Any

import pytest

from etabli.foundation.people.models import Organisation, Person
from tests import factories as make
from tests.armed import ArmedClient


@pytest.fixture
def person(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple")


@pytest.fixture
def artisan(person: Person) -> Any:
    return make.become(ArmedClient(), link=make.link(person))
