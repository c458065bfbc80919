"""What is asked less of the second database.

Of long walks by rules of ours, it takes the first. Of the other tests, those that send it something new: the run on the
first database notes the statements of each test, without their values (`etabli test` makes one run after the other),
and a test whose every statement another test sends to the second is left out there. Rights, words and refusals hang on
no database. What has a statement fail, or several connections at once, or is skipped on the first, is always asked.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings

IS_SECOND = connection.vendor != "sqlite"
NOTED = "statements-of-"  # a file of each process of the first run: a test, then what it sends
VALUES = re.compile(r"%s(?:, %s)+")  # of a list
ROWS = re.compile(r"(\([^()]*\))(?:, \1)+")  # written by one statement
NUMBERS = re.compile(r"\d+")  # in the names of savepoints, after LIMIT


def fewer(walks: int, on_second: int) -> int:
    """How many walks are made here: all of them on SQLite, the first of them on another database."""
    return on_second if IS_SECOND else walks


def examples(daily: int, at_length: int) -> int:
    """How many examples of a property that takes long are tried: so many at each run, more in the deep one."""
    return at_length if settings.get_current_profile_name() == "deep" else daily


def some_in_deep(seeds: int, daily: int) -> list[Any]:
    """Seeds of as many walks, as the cases of a test: of those, so many at each run, the others in the deep one."""
    return [pytest.param(seed, marks=[pytest.mark.deep] if seed >= daily else []) for seed in range(seeds)]


@contextmanager
def noted(item: pytest.Item, *, is_of_both: bool) -> Iterator[None]:
    """What a test sends to the first database meanwhile is known to the run on the second, if it is of both."""
    folder, test = os.environ.get("ETABLI_TESTS_MADE"), item.nodeid
    if not folder or IS_SECOND:
        yield
        return
    sent = {f"several at once in {test}"} if _is_several_at_once(item) else set[str]()

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
    asked = (sorted(sent) or [f"nothing in {test}"]) if is_of_both else []
    with Path(folder, f"{NOTED}{os.getpid()}").open("a", encoding="utf-8") as notes:
        notes.write("\t".join([test, *asked]) + "\n")


@cache
def left_out() -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the tests of the first run that send the second database nothing new, and the modules that hold no
    others: these need no import. What sends most is asked first. Both are empty when no run was noted."""
    sent, asked, chosen = _notes(), set[str](), set[str]()
    for test in sorted(sent, key=lambda test: (-len(sent[test]), test)):
        if new := sent[test] - asked:
            chosen.add(test)
            asked |= new
    others = sent.keys() - chosen
    return frozenset(others), frozenset(map(_module, others)) - frozenset(map(_module, chosen))


def _module(test: str) -> str:
    return test.partition("::")[0]


def _is_several_at_once(item: pytest.Item) -> bool:
    """Whether other connections see what it writes."""
    mark = item.get_closest_marker("django_db")
    return (mark is not None and mark.kwargs.get("transaction", False)) or (
        "transactional_db" in getattr(item, "fixturenames", ())
    )


def _notes() -> dict[str, frozenset[str]]:
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
