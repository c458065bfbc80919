"""`etabli check`: is this installation sound? One line per point, in words; exit code 1 when a point fails."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from etabli.foundation.terminal import OneLineParser, pick

DISK_MINIMUM_BYTES = 500 * 1024 * 1024
SILENCE = timedelta(minutes=5)


class Verdict(Enum):
    SOUND = "✓"
    FAULT = "✗"


@dataclass(frozen=True)
class Point:
    verdict: Verdict
    text: str


def points() -> Iterator[Point]:
    from django.db import Error

    try:
        yield from _database()
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        yield Point(
            Verdict.FAULT,
            pick(f"la base de données ne répond pas : {reason}", f"the database fails: {reason}"),
        )
    yield from _secret_key()
    yield from _disk()
    yield _pictures()


def _pictures() -> Point:
    from etabli.procurement.quotes.reading import languages_of_pictures

    known = ", ".join(languages_of_pictures())
    if known:
        return Point(
            Verdict.SOUND, pick(f"photos et scans lus ({known})", f"photos and scans are read ({known})")
        )
    return Point(
        Verdict.FAULT,
        pick(
            "les photos et les scans ne sont pas lus : apt-get install tesseract-ocr tesseract-ocr-fra",
            "photos and scans aren't read: apt-get install tesseract-ocr tesseract-ocr-fra",
        ),
    )


def _database() -> Iterator[Point]:
    from django.db import connection

    connection.ensure_connection()
    version = ".".join(str(number) for number in connection.get_database_version())
    wanted = connection.features.minimum_database_version
    name = connection.display_name
    if wanted and connection.get_database_version() < wanted:
        least = ".".join(map(str, wanted))
        yield Point(
            Verdict.FAULT, pick(f"{name} {version} : il faut {least}", f"{name} {version}: {least} is needed")
        )
    else:
        yield Point(Verdict.SOUND, pick(f"base de données : {name} {version}", f"database: {name} {version}"))
    pending = pending_migrations()
    if pending:
        yield Point(
            Verdict.FAULT,
            pick(
                f"{pending} migration(s) à passer : etabli manage migrate",
                f"{pending} migration(s) to apply: etabli manage migrate",
            ),
        )
        return
    yield Point(Verdict.SOUND, pick("migrations à jour", "migrations up to date"))
    yield _worker()


def pending_migrations() -> int:
    """How many migrations this database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _worker() -> Point:
    from django.utils import timezone

    from etabli.site.ticking import last_beat

    beat = last_beat()
    if beat is None:
        return Point(
            Verdict.FAULT,
            pick(
                "le traitement de fond n'a jamais répondu : lancez etabli run",
                "the worker has never answered: start etabli run",
            ),
        )
    silence = timezone.now() - beat
    minutes = int(silence.total_seconds() // 60)
    if silence > SILENCE:
        return Point(
            Verdict.FAULT,
            pick(
                f"le traitement de fond se tait depuis {minutes} min : relancez etabli run",
                f"the worker has been silent for {minutes} min: start etabli run again",
            ),
        )
    return Point(Verdict.SOUND, pick("le traitement de fond répond", "the worker answers"))


def _secret_key() -> Iterator[Point]:
    from django.conf import settings

    path = settings.DATA / "secret_key"
    if not path.exists():
        yield Point(
            Verdict.SOUND, pick("clé secrète donnée par l'environnement", "secret key from the environment")
        )
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Point(
            Verdict.FAULT,
            pick(
                f"clé secrète lisible par d'autres : chmod 600 {path}",
                f"secret key readable by others: chmod 600 {path}",
            ),
        )
    else:
        yield Point(Verdict.SOUND, pick("clé secrète fermée aux autres", "secret key closed to others"))


def _disk() -> Iterator[Point]:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA).free
    size = f"{free / 1024**3:.1f}"
    if not os.access(settings.DATA, os.W_OK):
        yield Point(
            Verdict.FAULT, pick(f"{settings.DATA} n'est pas à vous", f"{settings.DATA} can't be written to")
        )
    elif free < DISK_MINIMUM_BYTES:
        yield Point(
            Verdict.FAULT,
            pick(f"disque presque plein : {size} Go libres", f"disk nearly full: {size} GB free"),
        )
    else:
        yield Point(Verdict.SOUND, pick(f"disque : {size} Go libres", f"disk: {size} GB free"))


def main(argv: list[str]) -> int:
    OneLineParser(prog="etabli check").parse_args(argv)
    from etabli.site.django_commands import prepare

    prepare()
    faults = 0
    for point in points():
        faults += point.verdict is Verdict.FAULT
        print(f"{point.verdict.value} {point.text}")
    if faults:
        print(pick(f"{faults} point(s) à reprendre", f"{faults} point(s) to mend"))
    else:
        print(pick("l'installation est saine", "the installation is sound"))
    return 1 if faults else 0
