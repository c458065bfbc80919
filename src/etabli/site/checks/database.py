"""The database: it answers, is new enough, whole, up to date, and takes writes."""

import os
from collections.abc import Iterator
from pathlib import Path

from etabli.foundation.terminal import pick
from etabli.site.checks.points import Point, Verdict, fault, ok
from etabli.site.faults import Fault, reason_of
from etabli.site.migrating import (
    lacking_migrations,
    newer_words,
    older_words,
    pending_migrations,
    unknown_migrations,
)

# What to do about each fault of the database: (French, English), for a file of SQLite or a server of
# PostgreSQL.

RIGHTS_HINT = (
    "lancez cette commande comme l'utilisateur du service, ou rendez-lui le dossier : chown -R etabli: {folder}",
    "run this command as the service's user, or give it the folder back: chown -R etabli: {folder}",
)
FAULT_HINTS = {
    Fault.LOCKED: (
        "voyez qui tient le fichier : fuser -v {place}. Une sauvegarde ou un import : attendez leur fin",
        "see who holds the file: fuser -v {place}. A backup or an import: wait for their end",
    ),
    Fault.FULL: (
        "faites de la place (df -h {folder}) : anciennes sauvegardes, journaux. Établi repart alors de lui-même",
        "make room (df -h {folder}): old backups, logs. Établi then goes on by itself",
    ),
    Fault.READ_ONLY: (
        f"{RIGHTS_HINT[0]}. Voyez aussi si le disque est en lecture seule : findmnt -T {{folder}}",
        f"{RIGHTS_HINT[1]}. See too whether the disk is read-only: findmnt -T {{folder}}",
    ),
    Fault.ABSENT: (
        "vérifiez ETABLI_DATA et DATABASE_URL. Fichier perdu : remettez la dernière sauvegarde. Installation neuve : "
        "etabli manage migrate",
        "check ETABLI_DATA and DATABASE_URL. The file is lost: put the last backup back. A new installation: "
        "etabli manage migrate",
    ),
    Fault.UNPREPARED: ("etabli manage migrate", "etabli manage migrate"),
    Fault.CLOSED: RIGHTS_HINT,
    Fault.DISK: (
        "lisez ce que dit le disque (journalctl -k), et mettez une sauvegarde à l'abri avant tout",
        "read what the disk says (journalctl -k), and put a backup in safety before all else",
    ),
    Fault.DAMAGED: (
        "arrêtez Établi et remettez la dernière sauvegarde (docs/en/operations.md)",
        "stop Établi and put the last backup back (docs/en/operations.md)",
    ),
}
SERVER_FAULT_HINTS = {
    Fault.LOCKED: (
        "voyez qui tient le verrou : psql -c 'SELECT pid, state, query FROM pg_stat_activity'",
        "see who holds the lock: psql -c 'SELECT pid, state, query FROM pg_stat_activity'",
    ),
    Fault.FULL: (
        "faites de la place sur le disque de PostgreSQL (df -h). Établi repart alors de lui-même",
        "make room on PostgreSQL's disk (df -h). Établi then goes on by itself",
    ),
    Fault.READ_ONLY: (
        "ce serveur est une copie qui ne s'écrit pas, ou un réglage l'interdit : vérifiez DATABASE_URL",
        "this server is a copy that takes no writes, or a setting forbids them: check DATABASE_URL",
    ),
    Fault.ABSENT: (
        "corrigez le nom dans DATABASE_URL, ou créez la base : createdb --owner=etabli --encoding=UTF8 {place}",
        "correct the name in DATABASE_URL, or make the database: createdb --owner=etabli --encoding=UTF8 {place}",
    ),
    Fault.STOPPED: (
        "démarrez le serveur (systemctl start postgresql), ou corrigez l'adresse dans DATABASE_URL",
        "start the server (systemctl start postgresql), or correct the address in DATABASE_URL",
    ),
    Fault.TOO_MANY: (
        "augmentez max_connections de PostgreSQL, ou fermez ce qui s'y connecte pour rien (pg_stat_activity)",
        "raise PostgreSQL's max_connections, or close what is connected for nothing (pg_stat_activity)",
    ),
    Fault.REFUSED: (
        "vérifiez l'utilisateur et le mot de passe dans DATABASE_URL (ou dans son fichier), puis pg_hba.conf",
        "check the user and the password in DATABASE_URL (or in its file), then pg_hba.conf",
    ),
}


def _is_read_only(folder: Path) -> bool:
    """The whole disk: SQLite says no more than that the file can't be opened."""
    return folder.exists() and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def point_of(fault: Fault, error: BaseException) -> Point:
    """The fault in words, what the driver says of it, and what to do."""
    from django.db import connection

    described = connection.settings_dict
    place = str(described["NAME"])
    if fault is Fault.CLOSED and connection.vendor == "sqlite" and _is_read_only(Path(place).parent):
        fault = Fault.READ_ONLY
    hints = {**FAULT_HINTS, **SERVER_FAULT_HINTS} if connection.vendor == "postgresql" else FAULT_HINTS
    mend = pick(*hints.get(fault, SERVER_FAULT_HINTS[Fault.STOPPED]))
    filled = mend.format(place=place, folder=place.rpartition("/")[0])
    return Point(Verdict.FAULT, f"{fault.words} ({reason_of(error)})", filled)


def look() -> Iterator[Point]:
    from etabli.site.faults import fault_of

    try:
        yield from _server_point()
    except Exception as error:
        if (known := fault_of(error)) is None:
            raise
        yield point_of(known, error)


def _server_point() -> Iterator[Point]:
    from django.db import connection

    connection.ensure_connection()
    present = connection.get_database_version()
    version = ".".join(str(number) for number in present)
    wanted, name = connection.features.minimum_database_version, connection.display_name
    if wanted and present < wanted:
        minimum = ".".join(map(str, wanted))
        yield fault(
            f"{name} {version} : il faut {minimum} ou plus récent",
            f"{name} {version}: {minimum} or newer is needed",
            "faites une sauvegarde, puis mettez la base de données à niveau",
            "make a backup, then upgrade the database server",
        )
    else:
        yield ok(f"{name} {version}", f"{name} {version}")
    yield _is_whole()
    yield _migrations_point()
    _try_writing()


def _migrations_point() -> Point:
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
    return ok("migrations à jour", "migrations up to date")


def _of_another_version(words: str) -> Point:
    what, _stop, how = words.partition(". ")
    return Point(Verdict.FAULT, what, how)


def _lost_its_rows() -> bool:
    """Nothing was ever prepared in it, and the store bears an installation's mark."""
    from django.db import connection

    from etabli.foundation.files.marker import marker_of
    from etabli.foundation.files.stores import current_store

    return not connection.introspection.table_names() and marker_of(current_store()) is not None


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


def _is_whole() -> Point:
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
        return ok("base de données entière", "the database is whole")
    return fault(
        f"la base de données est abîmée : {answer}",
        f"the database is damaged: {answer}",
        "arrêtez Établi et remettez la dernière sauvegarde (docs/en/operations.md)",
        "stop Établi and put the last backup back (docs/en/operations.md)",
    )
