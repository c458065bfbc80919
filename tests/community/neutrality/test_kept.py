"""The rows of a drawn list are read once, then those alone that an act named; an exercise has its own."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from etabli.community.neutrality import row_cache
from etabli.community.neutrality.models import Edition
from etabli.community.neutrality.row_cache import MAX_CHANGES, MAX_ROWS, CachedRows, note_change, rows_of
from etabli.foundation.practice import PracticeCopy, use_copy

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 12)

type Process = Callable[[], None]


class Table:
    """The rows that there are, and which of them were asked for."""

    def __init__(self) -> None:
        self.rows = {3: "c", 1: "a", 2: "b"}
        self.asked: list[list[int] | None] = []

    def read(self, numbers: Collection[int] | None) -> dict[int, str]:
        self.asked.append(None if numbers is None else sorted(numbers))
        return {pk: self.rows[pk] for pk in sorted(self.rows) if numbers is None or pk in numbers}

    def listed(self, *, today: date = TODAY, of: str | None = None) -> CachedRows[str]:
        return rows_of("ads", self.read, today=today, of=of)


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Process]:
    """Makes a process, which keeps nothing yet: call it, and what follows takes place there."""

    def make() -> Process:
        own: OrderedDict[object, object] = OrderedDict()
        return lambda: monkeypatch.setattr(row_cache, "_cache", own)

    return make


@pytest.fixture
def table(process: Callable[[], Process]) -> Table:
    """Read once, by a process that keeps it."""
    process()()
    found = Table()
    note_change("ads", None)
    found.listed()
    found.asked.clear()
    return found


def test_while_nothing_changes_one_statement_and_no_row(table: Table, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert list(table.listed().rows.items()) == [(1, "a"), (2, "b"), (3, "c")]
    assert table.asked == []


def test_a_change_reads_what_changed_and_nothing_else(table: Table, django_assert_num_queries) -> None:
    before = table.listed().rows
    table.rows |= {2: "B", 0: "new"}
    del table.rows[3]
    with django_assert_num_queries(2):
        note_change("ads", [3, 2, 0])
    assert list(table.listed().rows.items()) == [(0, "new"), (1, "a"), (2, "B")]
    table.listed()
    assert table.asked == [[0, 2, 3]]
    assert dict(before) == {1: "a", 2: "b", 3: "c"}  # who reads meanwhile keeps theirs


def test_a_process_that_slept_reads_all_that_changed_meanwhile(
    table: Table, process: Callable[[], Process]
) -> None:
    one, other = process(), process()
    for there in (one, other):
        there()
        table.listed()
    table.asked.clear()
    for pk in (1, 2):
        table.rows[pk] = "changed"
        note_change("ads", [pk])
        one()
        table.listed()
    other()
    assert table.listed().rows == {1: "changed", 2: "changed", 3: "c"}
    assert table.asked == [[1], [2], [1, 2]]


@pytest.mark.parametrize("much", [None, range(MAX_ROWS + 1)])
def test_what_changes_much_is_read_whole(table: Table, much: range | None) -> None:
    note_change("ads", [1])
    note_change("ads", much)
    note_change("ads", [2])
    table.listed()
    assert table.asked == [None]


def test_who_slept_too_long_reads_the_whole(table: Table) -> None:
    for _ in range(MAX_CHANGES):
        note_change("ads", [1])
    table.listed()
    assert table.asked == [None]


def test_an_act_that_fails_changes_nothing(table: Table) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        note_change("ads", [1])
        _never = 1 / 0
    table.listed()
    assert table.asked == []


def test_a_new_day_begins_anew(table: Table) -> None:
    table.listed(today=TODAY + timedelta(days=1))
    assert table.asked == [None]


def test_each_audience_has_its_rows(table: Table) -> None:
    table.listed(of="members")
    note_change("ads", [1])
    for of in (None, "members"):
        table.listed(of=of)
    assert table.asked == [None, [1], [1]]


def test_what_is_worked_out_goes_with_the_rows(table: Table) -> None:
    worked: list[str] = []

    def work() -> int:
        worked.append("once")
        return len(table.rows)

    assert [table.listed().worked_out("count", work) for _ in range(2)] == [3, 3]
    del table.rows[3]
    note_change("ads", [3])
    assert [table.listed().worked_out("count", work) for _ in range(2)] == [2, 2]
    assert worked == ["once", "once"]


def test_where_nothing_was_ever_done_nothing_is_kept(table: Table) -> None:
    Edition.objects.all().delete()
    table.listed()
    table.listed()
    assert table.asked == [None, None]


def test_an_exercise_keeps_its_own(table: Table, tmp_path: Path) -> None:
    invented = Table()
    invented.rows = {900: "x"}
    same = Edition.objects.get().changes
    with use_copy(PracticeCopy(tmp_path)):
        with connection.schema_editor() as editor:
            editor.create_model(Edition)
        Edition.objects.create(list_name="ads", changes=same)  # a copy begins as its model stands
        assert invented.listed().rows == {900: "x"}
        note_change("ads", [900])
        invented.listed()
    table.listed()
    assert (invented.asked, table.asked) == ([None, [900]], [])
