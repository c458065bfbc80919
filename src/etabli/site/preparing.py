"""What an installation needs before it answers: its database of today, its static files in one place."""

import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

from etabli.foundation.terminal import pick

PACKAGE = Path(__file__).resolve().parents[1]
OVERWRITE_VERSION = 1  # SQLite's user_version of a file in which all that was freed is overwritten
COLLECTED_FILE = "collected"  # written among the static files once they are there: of which package


def prepare_installation(*, make: bool = True) -> None:
    """Migrations and static files, when something of them is missing: nothing, most often, and at once.

    For a process where Django is ready; it keeps no connection. Two that start at once do it one after the other, and
    the second finds nothing to do. `make`: a new database where there is none. Raises OtherVersion (site.migrating).
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from etabli.site.migrating import pending_migrations, ready_to_migrate

    with ready_to_migrate(make=make):
        if pending_migrations():
            call_command("migrate", verbosity=0, interactive=False)
        rewrite_once()
        if settings.COLLECTED:
            stamp, shape = settings.STATIC_ROOT / COLLECTED_FILE, shape_of(PACKAGE)
            if not stamp.exists() or stamp.read_text() != shape:
                call_command("collectstatic", verbosity=0, interactive=False)
                stamp.write_text(shape)
        connections.close_all()


def tell_warnings() -> None:
    """What this installation chose and had better not (site.safety), as it starts."""
    from django.conf import settings

    for sentence in settings.SAFETY_WARNINGS:
        print(f"etabli: {sentence}", file=sys.stderr)


def rewrite_once() -> None:
    """What a SQLite database of an earlier version freed without overwriting it goes: its file is written anew, once.

    A disk without room, another process at work: the next start tries again.
    """
    from django.db import connection
    from django.db.utils import OperationalError

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        if cursor.fetchone()[0] >= OVERWRITE_VERSION:
            return
        try:
            cursor.execute("VACUUM")
            cursor.execute(f"PRAGMA user_version = {OVERWRITE_VERSION}")
        except OperationalError as reason:
            print(
                pick(
                    f"etabli : la base n’a pas pu être réécrite ({reason}). Des mots effacés par une version "
                    "d’avant y restent : le prochain démarrage essaie de nouveau.",
                    f"etabli: the database could not be written anew ({reason}). Words that an earlier version "
                    "erased stay in it: the next start tries again.",
                ),
                file=sys.stderr,
            )


def try_files() -> None:
    """Where files are kept may be away when the site starts, or be another installation's: that is said, and the rest
    works meanwhile."""
    from etabli.foundation.files.marker import ForeignStore, claim
    from etabli.foundation.files.stores import current_store, storage_fault

    place = current_store()
    try:
        claim(place)
        reason = storage_fault(place)
    except ForeignStore:
        print(
            pick(
                f"etabli : les fichiers de {place.where()} sont ceux d'une autre installation, ou d'une autre base de "
                "données : aucun n'est touché, aucun n'est pris. Le reste marche. Ce qu'il faut faire : etabli check",
                f"etabli: the files in {place.where()} are those of another installation, or of another database: "
                "none is touched, none is taken. The rest works. What to do: etabli check",
            ),
            file=sys.stderr,
        )
        return
    except OSError as error:
        reason = str(error)
    if reason is not None:
        print(
            pick(
                f"etabli : les fichiers ne peuvent pas être gardés dans {place.where()} ({reason}). Le reste marche. "
                "Vérifiez ETABLI_FILES_URL et les clés, puis : etabli check",
                f"etabli: files can't be kept in {place.where()} ({reason}). The rest works. "
                "Check ETABLI_FILES_URL and the keys, then: etabli check",
            ),
            file=sys.stderr,
        )


def shape_of(package: Path) -> str:
    """What an installation is prepared for: migrations, translations and static files, by name, size and date."""
    patterns = ("migrations/*.py", "locale/*/LC_MESSAGES/*.po", "static/**/*.*")
    files = [file for pattern in patterns for file in package.rglob(pattern)]
    lines = sorted(
        f"{file.relative_to(package)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files
    )
    return hashlib.sha256("\n".join([version("django"), *lines]).encode()).hexdigest()
