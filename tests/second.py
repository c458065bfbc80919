"""What is asked less of the second database.

Of long walks by rules of ours, it takes the first. Of the other tests, those that send it something new: the run on the
first database notes the statements of each test, without their values (`etabli test` makes one run after the other),
and a test whose every statement another test sends to the second is left out there. Rights, words and refusals hang on
no database. What has a statement fail, or several connections at once, is always asked of both.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

IS_SECOND = connection.vendor != "sqlite"
NOTED = "statements-of-"  # a file of each process of the first run: a test, then what it sends
VALUES = re.compile(r"%s(?:, %s)+")  # of a list
ROWS = re.compile(r"(\([^()]*\))(?:, \1)+")  # written by one statement
NUMBERS = re.compile(r"\d+")  # in the names of savepoints, after LIMIT


def fewer(walks: int, on_second: int) -> int:
    """How many walks are made here: all of them on SQLite, the first of them on another database."""
    return on_second if IS_SECOND else walks


@contextmanager
def statements_noted(test: str) -> Iterator[None]:
    """What a test sends to the first database meanwhile is known to the run on the second."""
    folder = os.environ.get("ETABLI_TESTS_MADE")
    if not folder or IS_SECOND:
        yield
        return
    sent = set[str]()

    def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        try:
            answer = execute(sql, *given)
        except Exception:
            sent.add(f"fails in {test}")  # what is left of a transaction then hangs on the database
            raise
        sent.add(_shape(sql))
        return answer

    with connection.execute_wrapper(note):
        yield
    with Path(folder, f"{NOTED}{os.getpid()}").open("a", encoding="utf-8") as notes:
        notes.write("\t".join([test, *sorted(sent)]) + "\n")


def new_to_second(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests that the second database is asked, of those that reach one: what sends most comes first. All of them,
    when the first run noted nothing."""
    sent = _noted()
    chosen = {item.nodeid for item in items if not sent.get(item.nodeid) or _is_several_at_once(item)}
    asked = set[str]().union(*(sent.get(test, ()) for test in chosen))
    for test in sorted((item.nodeid for item in items), key=lambda test: -len(sent.get(test, ()))):
        if new := sent.get(test, frozenset()) - asked:
            chosen.add(test)
            asked |= new
    return [item for item in items if item.nodeid in chosen]


def _is_several_at_once(item: pytest.Item) -> bool:
    """Whether other connections see what it writes."""
    mark = item.get_closest_marker("django_db")
    return (mark is not None and mark.kwargs.get("transaction", False)) or (
        "transactional_db" in getattr(item, "fixturenames", ())
    )


def _noted() -> dict[str, frozenset[str]]:
    """By the id of each test of the first run, what it sent."""
    folder = os.environ.get("ETABLI_TESTS_MADE")
    lines = [
        line.split("\t")
        for notes in (Path(folder).glob(f"{NOTED}*") if folder else ())
        for line in notes.read_text("utf-8").splitlines()
    ]
    return {test: frozenset(sent) for test, *sent in lines}


@cache
def _shape(sql: str) -> str:
    """A statement without its values and how many they are."""
    shape = NUMBERS.sub("", ROWS.sub(r"\1", VALUES.sub("%s", sql)))
    return hashlib.blake2b(shape.encode(), digest_size=8).hexdigest()
