"""Installations ready to be mistreated: prepared once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etabli.site.testing.postgres import NoServer, temporary_server
from tests.faults.installation import Installation, installed
from tests.once import migrated


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(tmp_path_factory)


@pytest.fixture
def place(tmp_path: Path, prepared: Path) -> Iterator[Installation]:
    """An installation on SQLite."""
    made = Installation(tmp_path / "data")
    shutil.copytree(prepared, made.folder)
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation on SQLite, then one on a PostgreSQL server of its own."""
    if request.param == "sqlite":
        yield request.getfixturevalue("place")
        return
    try:
        with temporary_server() as url, installed(tmp_path / "data", url) as made:
            yield made
    except NoServer as absence:
        pytest.skip(str(absence))
