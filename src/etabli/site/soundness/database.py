"""The database: it answers, is new enough, whole, and up to date."""

from collections.abc import Iterator

from etabli.site.soundness.points import Point, fault, sound


def look() -> Iterator[Point]:
    from django.db import Error

    try:
        yield from _answers()
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        yield fault(
            f"la base de données ne répond pas : {reason}",
            f"the database fails: {reason}",
            "vérifiez DATABASE_URL, et que le serveur de base de données tourne",
            "check DATABASE_URL, and that the database server runs",
        )


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
    pending = pending_migrations()
    if pending:
        yield fault(
            f"{pending} migration(s) à passer",
            f"{pending} migration(s) to apply",
            "etabli manage migrate",
            "etabli manage migrate",
        )
    else:
        yield sound("migrations à jour", "migrations up to date")


def _whole() -> Point:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            said = str(cursor.fetchone()[0])
            right = said == "ok"
        else:
            cursor.execute("SHOW server_encoding")
            said = str(cursor.fetchone()[0])
            right = said == "UTF8"
    if right:
        return sound("base de données entière", "the database is whole")
    return fault(
        f"la base de données est abîmée : {said}",
        f"the database is damaged: {said}",
        "arrêtez Établi et remettez la dernière sauvegarde (docs/en/operations.md)",
        "stop Établi and put the last backup back (docs/en/operations.md)",
    )


def pending_migrations() -> int:
    """How many migrations this database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
