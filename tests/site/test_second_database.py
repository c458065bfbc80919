"""Which tests the second database is asked."""

from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection

from tests import second

READ, COUNT = 'SELECT "name" FROM "person" WHERE "id" IN (%s, %s)', 'SELECT COUNT(*) FROM "person"'


@pytest.fixture(autouse=True)
def _first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETABLI_TESTS_MADE", str(tmp_path))
    monkeypatch.setattr(second, "IS_SECOND", False)


def a_test(name: str, **mark: Any) -> Any:
    marker = SimpleNamespace(kwargs=mark)
    return SimpleNamespace(nodeid=name, fixturenames=["db"], get_closest_marker=lambda kind: marker)


def send(test: str, *statements: str, answer: Any = lambda *given: None) -> None:
    """As Django does, without a database."""
    with second.statements_noted(test):
        note = connection.execute_wrappers[-1]
        for statement in statements:
            with suppress(DatabaseError):
                note(answer, statement, (), False, {})


def asked(*items: Any) -> list[str]:
    return [item.nodeid for item in second.new_to_second(items)]


def test_what_sends_nothing_new_is_left_out() -> None:
    send("read", READ)
    send("both", READ.replace("(%s, %s)", "(%s, %s, %s)"), COUNT)
    assert asked(a_test("read"), a_test("both")) == ["both"]


def test_each_statement_is_asked_once() -> None:
    send("read", READ)
    send("again", READ)
    send("count", COUNT)
    assert asked(a_test("read"), a_test("again"), a_test("count")) == ["read", "count"]


def test_a_test_in_which_a_statement_fails_is_asked_of_both() -> None:
    def fail(*given: Any) -> None:
        raise DatabaseError

    send("read", READ, COUNT)
    send("refused", READ)
    send("fails", READ, answer=fail)
    assert asked(a_test("read"), a_test("refused"), a_test("fails")) == ["read", "fails"]


def test_several_connections_at_once_are_asked_of_both() -> None:
    send("read", READ, COUNT)
    send("race", READ)
    assert asked(a_test("read"), a_test("race", transaction=True)) == ["read", "race"]


def test_what_the_first_run_did_not_note_is_asked() -> None:
    send("read", READ)
    assert asked(a_test("read"), a_test("of PostgreSQL alone")) == ["read", "of PostgreSQL alone"]
