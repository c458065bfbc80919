"""Installations ready to be mistreated: prepared once, copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etabli.site.testing.postgres import NoServer
from tests.faults.installation import Installation
from tests.once import tables, tables_on_server


@pytest.fixture
def place(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation on SQLite."""
    made = tables(tmp_path_factory, tmp_path / "data")
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation on SQLite, then one on a PostgreSQL server of its own."""
    if request.param == "sqlite":
        yield request.getfixturevalue("place")
        return
    try:
        with tables_on_server(tmp_path_factory, tmp_path / "data") as made:
            yield made
    except NoServer as absence:
        pytest.skip(str(absence))
