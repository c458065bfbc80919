"""The tests run on tables made straight from the models; whoever installs Établi has those that the migrations make."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from etabli.site.testing.postgres import temporary_server
from tests.faults.installation import Installation, installed
from tests.faults.shape import shape


@pytest.fixture
def migrated(prepared: Path, tmp_path: Path) -> Iterator[Installation]:
    """An installation on the kind of database that the tests run on."""
    if connection.vendor == "sqlite":
        yield Installation(Path(shutil.copytree(prepared, tmp_path / "data")))
        return
    with temporary_server() as url, installed(tmp_path / "data", url) as made:
        yield made


@pytest.mark.django_db
def test_what_the_migrations_make_is_what_the_models_say(migrated: Installation) -> None:
    theirs = migrated.ask("from tests.faults.shape import shape; answer(shape())")
    assert theirs == json.loads(json.dumps(shape()))
