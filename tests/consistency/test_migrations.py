"""Migrations: one line per app, and nothing that the models say and they don't."""

from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _read_from_disk(settings: Settings) -> None:
    """The tables of the tests are made without migrations (see tests/faults/test_migrations.py)."""
    settings.MIGRATION_MODULES = {}


@pytest.fixture
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def ours(loader: MigrationLoader) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for (app, name), migration in loader.disk_migrations.items():
        if migration.__module__.startswith("etabli."):
            lines.setdefault(app, []).append(name)
    return {app: sorted(names) for app, names in lines.items()}


def test_the_migrations_of_each_app_follow_one_another(loader: MigrationLoader) -> None:
    for app, names in ours(loader).items():
        assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)], app
        for before, after in pairwise(names):
            dependencies = loader.disk_migrations[app, after].dependencies
            assert (app, before) in dependencies, f"{app}.{after} does not follow {before}"


def test_what_a_squashed_migration_replaces_is_gone_and_nothing_follows_it(loader: MigrationLoader) -> None:
    """Only an app's first migrations are squashed, from its own; the others follow those that are there."""
    for (app, name), migration in loader.disk_migrations.items():
        if not migration.__module__.startswith("etabli."):
            continue
        assert {of for of, _ in migration.replaces} <= {app}, f"{app}.{name}"
        assert not loader.disk_migrations.keys() & set(migration.replaces), f"{app}.{name}"
        if name[:4] != "0001" and migration.replaces:
            before = {
                key for key, earlier in loader.disk_migrations.items() if key[0] == app and earlier.replaces
            }
            assert before >= {(app, known) for known in ours(loader)[app] if known < name}, f"{app}.{name}"
        for of, dependency in migration.dependencies:
            assert dependency == "__first__" or (of, dependency) in loader.disk_migrations, f"{app}.{name}"


@pytest.mark.django_db
def test_the_models_have_their_migrations() -> None:
    assert connection.vendor
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
