"""The tests run on tables made straight from the models; whoever installs Établi has those that the migrations make."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.installation import Installation
from tests.faults.shape import shape
from tests.once import tables, tables_on_server


@pytest.fixture
def migrated(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation on the kind of database that the tests run on."""
    if connection.vendor == "sqlite":
        yield tables(tmp_path_factory, tmp_path / "data")
        return
    with tables_on_server(tmp_path_factory, tmp_path / "data") as made:
        yield made


@pytest.mark.django_db
def test_what_the_migrations_make_is_what_the_models_say(migrated: Installation) -> None:
    theirs = migrated.ask("from tests.faults.shape import shape; answer(shape())")
    assert theirs == json.loads(json.dumps(shape()))
