"""A database of 30 November 2026, brought up to date: all its rows are there, and are read."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from etabli.site.testing.postgres import NoServer
from tests.faults.installation import Installation
from tests.faults.test_starts import etabli
from tests.site.upgrades.dumps import KINDS, todays_database

COUNTS = """
from django.db import connection
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    counts = {}
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        counts[table] = cursor.fetchone()[0]
answer(counts)
"""
READ = """
from django.apps import apps
answer({model._meta.label: len(list(model.objects.all()[:50])) for model in apps.get_models()})
"""
VERSION = """
from etabli.site import migrating
answer([migrating.unknown_migrations(), migrating.lacking_migrations(), migrating.pending_migrations()])
"""
HOME = """
from django.test import Client
answer(Client(headers={"host": "localhost"}).get("/").status_code)
"""
SOUND = """
from etabli.site.soundness import database
answer([[point.verdict.name, point.text] for point in database.look()])
"""
BROKEN = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA foreign_key_check")
    answer(cursor.fetchall())
"""
SQUASHED = """
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
answer(sorted(MigrationLoader(None).disk_migrations.keys() - MigrationRecorder(connection).applied_migrations().keys()))
"""
# Django's own: what migrations were applied, and one row for each model.
DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(params=KINDS)
def today(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    try:
        with todays_database(request.param, tmp_path / "data") as made:
            yield made
    except NoServer as absence:
        pytest.skip(str(absence))


def migrate(place: Installation) -> None:
    done = etabli(place, "manage", "migrate")
    assert (done.returncode, done.stderr) == (0, "")


def rows(place: Installation) -> dict[str, int]:
    counts: dict[str, int] = place.ask(COUNTS)
    return {table: number for table, number in counts.items() if table not in DJANGO}


def test_nothing_is_lost_and_everything_is_read(today: Installation) -> None:
    before = rows(today)
    assert sum(number > 0 for number in before.values()) > 100, "the dump is rich"
    migrate(today)
    assert rows(today) == before
    read = today.ask(READ)
    assert read["journal.Entry"] == read["notify.Message"] == read["notices.Notice"] == 50
    assert today.ask(HOME) == 200
    assert today.ask(SQUASHED) == [], "recorded by their own names, for when what they replace is forgotten"
    if not today.database_url:
        assert today.ask(BROKEN) == []


def test_it_is_no_newer_database_and_is_up_to_date_afterwards(today: Installation) -> None:
    unknown, lacking, _pending = today.ask(VERSION)
    assert (unknown, lacking) == ([], [])
    migrate(today)
    assert today.ask(VERSION) == [[], [], 0]
    points = today.ask(SOUND)
    assert {verdict for verdict, _text in points} == {"SOUND"}
    assert "migrations à jour" in [text for _verdict, text in points]


def test_a_backup_of_that_day_is_neither_later_nor_too_old(today: Installation, tmp_path: Path) -> None:
    made = etabli(today, "backup", str(tmp_path / "kept"))
    assert made.returncode == 1, "the files that its rows name are not beside the dump: the backup says so"
    [file] = (tmp_path / "kept").glob("*.tar")
    verified = json.loads(etabli(today, "backup", "verify", str(file), "--json").stdout)
    assert (verified["sound"], verified["later"], verified["earlier"]) == (True, "", "")
