"""What was erased is in no byte of what the database writes: its file, its log; nor in the files that were kept."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from etabli.foundation.own_data import tasks
from etabli.foundation.own_data.actions import ask_erasure
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import of_user
from etabli.foundation.own_data.remnants import rewrite_tables, truncate_wal
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import Person
from etabli.foundation.search.index import reindex
from etabli.site.environment import database_from_url
from etabli.site.preparing import rewrite_once
from tests import factories as make
from tests.connected import connected
from tests.foundation.own_data.filled import Filled
from tests.foundation.own_data.test_erasing import to_go, used

pytestmark = pytest.mark.django_db(transaction=True)
SQLITE, POSTGRESQL = (
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="how SQLite frees its pages"),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="how PostgreSQL frees its rows"),
)


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[Path]:
    """The tests' own tables in a file, opened as a real installation opens its own."""
    path = tmp_path / "etabli.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with connected(database_from_url("", tmp_path)):
        yield path


def written(*folders: Path) -> bytes:
    """All the bytes of these folders: databases, their logs and shared memory, files."""
    return b"\0".join(p.read_bytes() for folder in folders for p in sorted(folder.rglob("*")) if p.is_file())


def left(words: dict[str, str], *folders: Path) -> list[str]:
    everything = written(*folders)
    return [what for what, word in words.items() if word.encode() in everything]


@SQLITE
def test_a_word_that_was_erased_is_in_no_byte_of_the_disk(on_disk: Path) -> None:
    filled = Filled(make.chamber())
    used(filled)
    now, was = filled.person.name, "Zwinglianum Premier"
    for name in (was, now):
        correct_person(person=filled.person, name=name, phone="", by=make.artisan(filled.person), at=make.AT)
        reindex("person")
    filled.person.refresh_from_db()
    words = {**to_go(filled, filled.person, filled.user), "what they were called before": was}
    folders = on_disk.parent, Path(settings.MEDIA_ROOT)
    assert set(left(words, *folders)) == set(words), "each is there before"
    with transaction.atomic():
        erase_rows(of_user(filled.user), make.AT)
    erasure = ask_erasure(subject=filled.person, by=make.artisan(filled.person), at=make.AT)
    tasks.remind_due(erasure.due_at - settings.ERASURE_REMINDER)
    tasks.erase_due(erasure.due_at)
    tasks.wipe_remnants(erasure.due_at)
    connection.close()
    assert left(words, *folders) == []
    assert Person.objects.get(pk=filled.person.pk).erased_at is not None


@SQLITE
def test_without_its_being_overwritten_a_word_stays_in_the_file(on_disk: Path) -> None:
    """What the setting is for: the same without it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
    person = make.person(make.chamber(), name="Zwinglianum Second")
    Person.objects.filter(pk=person.pk).delete()
    assert truncate_wal()
    assert b"Zwinglianum Second" in written(on_disk.parent)


@SQLITE
def test_what_an_earlier_version_left_in_the_file_goes_at_the_first_start(on_disk: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
    person = make.person(make.chamber(), name="Zwinglianum Cinq")
    Person.objects.filter(pk=person.pk).delete()
    rewrite_once()
    assert truncate_wal()
    connection.close()
    assert b"Zwinglianum Cinq" not in written(on_disk.parent)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
    other = make.person(make.chamber(), name="Zwinglianum Six")
    Person.objects.filter(pk=other.pk).delete()
    rewrite_once()
    assert truncate_wal()
    assert b"Zwinglianum Six" in written(on_disk.parent), "it is written anew once, not at each start"


@SQLITE
def test_a_log_that_somebody_reads_is_cut_the_next_time(on_disk: Path) -> None:
    person = make.person(make.chamber(), name="Zwinglianum Tiers")
    reader = sqlite3.connect(on_disk, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT name FROM people_person").fetchall() == [(person.name,)]
    Person.objects.filter(pk=person.pk).delete()
    cache.set(tasks.TO_WIPE_KEY, True)
    tasks.wipe_remnants(make.AT)
    assert b"Zwinglianum Tiers" in written(on_disk.parent)
    assert cache.get(tasks.TO_WIPE_KEY)
    reader.close()
    tasks.wipe_remnants(make.AT)
    connection.close()
    assert b"Zwinglianum Tiers" not in written(on_disk.parent)
    assert not cache.get(tasks.TO_WIPE_KEY)


# Whatever else is open on this database and might still see what was erased.
OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@POSTGRESQL
def test_the_tables_are_written_anew_without_it() -> None:
    def kept() -> tuple[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT pg_relation_filepath('people_person')")
            path = cursor.fetchone()[0]
            cursor.execute(
                "SELECT position(%s::bytea in pg_read_binary_file(%s))", [b"Zwinglianum Quart", path]
            )
            return path, cursor.fetchone()[0] > 0

    person = make.person(make.chamber(), name="Zwinglianum Quart")
    Person.objects.filter(pk=person.pk).update(name="(effacé)")
    before, is_there = kept()
    assert is_there, "a row that was changed stays in the file"
    for _again in range(
        200
    ):  # the server's own count of the rows may hold a table, or see it, for a moment more
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
        is_done = rewrite_tables()
        if is_done and not kept()[1]:
            break
    assert is_done
    assert not kept()[1]
    assert kept()[0] != before


def test_nothing_is_wiped_within_a_transaction() -> None:
    with transaction.atomic():
        assert truncate_wal()
        assert rewrite_tables()
