"""The database of a backup, restored beside the one in use and made ready before it takes its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from etabli.site.backups import databases, postgresql
from etabli.site.backups.archive import Reader
from etabli.site.backups.databases import SQLITE, DatabaseFacts, own_connection
from etabli.site.backups.postgresql import STAGED_SCHEMA
from etabli.site.backups.verifying import compare_counts, sqlite_facts, unpack_dump, unpack_sqlite

RESTORING_SUFFIX = ".restoring"  # the end of the name of what is prepared
# Numbers given after the backup was made stand in links, in mails, in the list of erasures: none of them is ever given
# again, to a row that would be somebody else's.
NUMBER_LEAP = 1_000_000


def stage(reader: Reader, folder: Path) -> None:
    """Restore the database beside: as many rows as the backup counts, or nothing is left of it. Raises NotABackup,
    NoDatabase, OSError."""
    if reader.manifest.vendor == SQLITE:
        copy = staged_file()
        remove_staged()
        compare_counts(sqlite_facts(unpack_sqlite(reader, copy)).rows, reader.manifest)
        copy.chmod(0o600)
        return
    dump = unpack_dump(reader, folder / "database.pgdump")
    postgresql.stage_dump(dump, present_schema())
    dump.unlink()
    with working_beside(), own_connection() as query:
        compare_counts(databases.read_facts(query, databases.POSTGRESQL).rows, reader.manifest)


def remove_staged() -> None:
    """Nothing prepared is left."""
    from django.db import connection

    if connection.vendor == SQLITE:
        for ending in ("", "-wal", "-shm", "-journal"):
            staged_file().with_name(staged_file().name + ending).unlink(missing_ok=True)
        return
    with own_connection() as query:
        query(f"DROP SCHEMA IF EXISTS {STAGED_SCHEMA} CASCADE")


def staged_file() -> Path:
    """Where a SQLite database is prepared: beside the one in use, to take its place by its name alone."""
    return database_file().with_name(database_file().name + RESTORING_SUFFIX)


def database_file() -> Path:
    from django.conf import settings

    return Path(settings.DATABASES["default"]["NAME"])


def present_schema() -> str:
    with own_connection() as query:
        return str(query("SELECT current_schema()")[0][0])


@contextmanager
def working_beside() -> Iterator[None]:
    """Django works in the database that is prepared."""
    from django.db import connection

    connection.close()
    former_settings = dict(connection.settings_dict)
    if connection.vendor == SQLITE:
        connection.settings_dict["NAME"] = str(staged_file())
    else:
        options = former_settings["OPTIONS"].get("options", "")
        staged_options = f"{options} -c search_path={STAGED_SCHEMA}".strip()
        connection.settings_dict["OPTIONS"] = {**former_settings["OPTIONS"], "options": staged_options}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(former_settings)


def bring_up_to_date(at: datetime) -> None:
    """In the database that is prepared: migrations of today, numbers that were never given, that it was restored."""
    from django.core.management import call_command

    from etabli.foundation.files.identity import mark_restored
    from etabli.foundation.own_data.erasure_replay import remind_again
    from etabli.site.migrating import pending_migrations

    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    _leap_numbers()
    remind_again()
    mark_restored(at)


def close_staged() -> DatabaseFacts:
    """What the prepared database holds at last; its log is in its file."""
    from django.db import connection

    with working_beside():
        with connection.cursor() as cursor:
            if connection.vendor == SQLITE:
                cursor.execute("PRAGMA journal_mode=DELETE")
        with own_connection() as query:
            return databases.read_facts(query, connection.vendor)


def _leap_numbers() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == SQLITE:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master "
                "WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)"
            )
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s", [NUMBER_LEAP])
            return
        cursor.execute(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + %s) "
            "FROM pg_sequences WHERE schemaname = current_schema()",
            [NUMBER_LEAP],
        )
