"""Which tests the second database is asked: those that send it what no other does."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection

from etabli.site.testing.steps import run_pytest
from tests import second

READ, COUNT = 'SELECT "name" FROM "person" WHERE "id" IN (%s, %s)', 'SELECT COUNT(*) FROM "person"'
WRITTEN = 'INSERT INTO "person" ("name", "age") VALUES (%s, %s)'


@pytest.fixture(autouse=True)
def _first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ETABLI_TESTS_MADE", str(tmp_path))
    second.left_out.cache_clear()
    yield
    second.left_out.cache_clear()


def fail(*given: Any) -> None:
    raise DatabaseError


def ran(
    test: str, *statements: str, is_of_both: bool = True, answer: Any = lambda *given: None, **mark: bool
) -> None:
    """As if this test of the first run had sent these statements."""
    marker = SimpleNamespace(kwargs=mark)
    item: Any = SimpleNamespace(nodeid=test, fixturenames=["db"], get_closest_marker=lambda name: marker)
    with second.noted(item, is_of_both=is_of_both):
        note = connection.execute_wrappers[-1]
        for statement in statements:
            with suppress(DatabaseError):
                note(answer, statement, (), False, {})


def left_out() -> set[str]:
    tests, _modules = second.left_out()
    return set(tests)


def test_what_sends_nothing_new_is_left_out_whatever_the_values() -> None:
    ran("read", READ)
    ran("more", READ.replace("(%s, %s)", "(%s, %s, %s)"), COUNT)
    ran("write", WRITTEN)
    ran("write two", WRITTEN + ", (%s, %s)")
    assert left_out() == {"read", "write two"}


def test_each_statement_is_asked() -> None:
    ran("read and count", READ, COUNT)
    ran("read and write", READ, WRITTEN)
    ran("write and count", WRITTEN, COUNT)
    assert left_out() == {"write and count"}


def test_what_has_a_statement_fail_is_asked() -> None:
    ran("read", READ, COUNT)
    ran("refused", READ)
    ran("fails", READ, answer=fail)
    assert left_out() == {"refused"}


def test_several_connections_at_once_are_asked() -> None:
    ran("read", READ, COUNT)
    ran("race", READ, transaction=True)
    assert left_out() == set()


def test_what_is_skipped_on_the_first_or_came_since_is_asked() -> None:
    ran("read", READ)
    ran("of the second alone")
    assert "of the second alone" not in left_out()
    assert "new" not in left_out()


def test_what_is_of_one_database_is_left_out_and_stands_for_no_other() -> None:
    ran("walk", READ, COUNT, is_of_both=False)
    ran("read", READ)
    assert left_out() == {"walk"}


def test_a_module_in_which_nothing_is_asked_is_not_even_read(capfd: pytest.CaptureFixture[str]) -> None:
    ran("tests/foundation/seats/test_engine.py::test_one", is_of_both=False)
    run_pytest(
        [
            "--collect-only",
            "--database-only",
            "tests/foundation/search",
            "tests/foundation/seats/test_engine.py",
        ]
    )
    collected = capfd.readouterr().out
    assert "search/test_index.py::" in collected
    assert "search/test_engine.py::" not in collected, "it reaches no database"
    assert "seats/test_engine.py::" not in collected


def test_the_first_run_notes_each_test(capfd: pytest.CaptureFixture[str]) -> None:
    run_pytest(["-n0", "tests/foundation/search/test_sounds.py"])
    assert " passed" in capfd.readouterr().out
    tests, modules = second.left_out()
    assert modules == {"tests/foundation/search/test_sounds.py"}
    assert {test.partition("::")[0] for test in tests} == modules
