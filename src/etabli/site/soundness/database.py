"""The database: it answers, is new enough, whole, up to date, and takes writes."""

from collections.abc import Iterator

from etabli.site.migrating import (
    lacking_migrations,
    newer_words,
    older_words,
    pending_migrations,
    unknown_migrations,
)
from etabli.site.soundness.points import Point, Verdict, fault, sound


def look() -> Iterator[Point]:
    from etabli.site.faults import fault_of
    from etabli.site.soundness.database_faults import point_of

    try:
        yield from _answers()
    except Exception as error:
        if (known := fault_of(error)) is None:
            raise
        yield point_of(known, error)


def _answers() -> Iterator[Point]:
    from django.db import connection

    connection.ensure_connection()
    present = connection.get_database_version()
    version = ".".join(str(number) for number in present)
    wanted, name = connection.features.minimum_database_version, connection.display_name
    if wanted and present < wanted:
        least = ".".join(map(str, wanted))
        yield fault(
            f"{name} {version} : il faut {least} ou plus récent",
            f"{name} {version}: {least} or newer is needed",
            "faites une sauvegarde, puis mettez la base de données à niveau",
            "make a backup, then upgrade the database server",
        )
    else:
        yield sound(f"{name} {version}", f"{name} {version}")
    yield _whole()
    yield _migrated()
    _try_writing()


def _migrated() -> Point:
    if unknown := unknown_migrations():
        return _of_another_version(newer_words(unknown))
    if lacking := lacking_migrations():
        return _of_another_version(older_words(lacking))
    if pending := pending_migrations():
        if _lost_its_rows():
            return fault(
                "la base de données est vide, alors que des fichiers de gens sont là",
                "the database is empty, and files that people entrusted are there",
                "remettez la dernière sauvegarde : etabli restore ; ou indiquez la bonne base : DATABASE_URL",
                "restore the last backup: etabli restore; or name the right database: DATABASE_URL",
            )
        return fault(
            f"{pending} migration(s) à passer",
            f"{pending} migration(s) to apply",
            "etabli manage migrate",
            "etabli manage migrate",
        )
    return sound("migrations à jour", "migrations up to date")


def _of_another_version(words: str) -> Point:
    what, _stop, how = words.partition(". ")
    return Point(Verdict.FAULT, what, how)


def _lost_its_rows() -> bool:
    """Nothing was ever prepared in it, and the store bears an installation's mark."""
    from django.db import connection

    from etabli.foundation.files.marker import borne_by
    from etabli.foundation.files.stores import present

    return not connection.introspection.table_names() and borne_by(present()) is not None


def _try_writing() -> None:
    """A lock that somebody keeps, a file that is not ours, a disk that is full: only a write meets them."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA user_version")
            cursor.execute(
                f"PRAGMA user_version = {int(cursor.fetchone()[0])}"
            )  # as it was, and it reaches the disk
        else:
            cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS etabli_check (n int) ON COMMIT DROP")


def _whole() -> Point:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            answer = str(cursor.fetchone()[0])
            right = answer == "ok"
        else:
            cursor.execute("SHOW server_encoding")
            answer = str(cursor.fetchone()[0])
            right = answer == "UTF8"
    if right:
        return sound("base de données entière", "the database is whole")
    return fault(
        f"la base de données est abîmée : {answer}",
        f"the database is damaged: {answer}",
        "arrêtez Établi et remettez la dernière sauvegarde (docs/en/operations.md)",
        "stop Établi and put the last backup back (docs/en/operations.md)",
    )
