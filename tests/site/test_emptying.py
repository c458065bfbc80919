"""A test that commits leaves nothing to the next: tests/emptying.py."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from etabli.foundation.parties.models import Party
from tests.consistency.objects import World
from tests.consistency.objects.programme import session_of
from tests.emptying import empty


@pytest.mark.django_db(transaction=True)
def test_every_row_goes_but_those_that_an_empty_database_has() -> None:
    empty()
    before = counts()
    world = World()
    world.kwargs("assembly:convocation")
    session_of(world)
    assert counts() != before
    empty()
    assert counts() == before
    assert {table for table, rows in before.items() if rows} == {
        Party._meta.db_table,
        ContentType._meta.db_table,
        "auth_permission",
    }


def counts() -> dict[str, int]:
    """How many rows each table holds."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._default_manager.count() for model in models if model._meta.managed}
