"""Restoring a backup: all is looked at before anything is touched, prepared beside what is there, then put in its place
at once."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from etabli.foundation.terminal import pick
from etabli.site.backups import databases, postgresql, staging
from etabli.site.backups.age import is_key_in_data_folder, key_check
from etabli.site.backups.archive import Reader
from etabli.site.backups.databases import SQLITE, DatabaseFacts, count_people_and_files, own_connection
from etabli.site.backups.manifest import Manifest
from etabli.site.backups.swapping import SwapPlan, swap
from etabli.site.backups.writing import KEY_ENTRY, STATE_FOLDERS
from etabli.site.migrating import lacking_among, unknown_among

_MARGIN = 100 << 20  # bytes left on a disk that a restore fills


class Refused(Exception):
    """It is not restored, and nothing was changed: the text says why, and what to do."""


@dataclass
class Restored:
    """`aside`: where what was replaced went. `key`: "same", "restored" or "other". `lists`: the lists of erasures that
    were read."""

    manifest: Manifest
    aside: list[str] = field(default_factory=list)
    files: int = 0
    lost: list[str] = field(default_factory=list)
    erased: int = 0
    not_erased: list[str] = field(default_factory=list)
    key: str = "same"
    lists: list[str] = field(default_factory=list)


def later_than_code(manifest: Manifest) -> str:
    """The first migration of the backup that this code does not know; empty when it knows all."""
    return next(iter(unknown_among(_applied_in(manifest))), "")


def earlier_than_code(manifest: Manifest) -> str:
    """The first migration that the backup lacks and this code has squashed; empty when it can be migrated."""
    return next(iter(lacking_among(_applied_in(manifest))), "")


def _applied_in(manifest: Manifest) -> Iterator[tuple[str, str]]:
    return ((app, name) for app, names in manifest.migrations.items() for name in names)


def earlier_words(migration: str) -> str:
    return pick(
        f"cette sauvegarde vient d'un Établi d'avant le 30 novembre 2026 ({migration} lui manque) : restaurez-la avec "
        "la version de ce jour-là, puis mettez Établi à jour (docs/en/operations.md, Upgrade)",
        f"this backup comes from an Établi from before 30 November 2026 (it lacks {migration}): restore it with the "
        "version of that day, then upgrade Établi (docs/en/operations.md, Upgrade)",
    )


def later_words(migration: str) -> str:
    return pick(
        f"cette sauvegarde vient d'un Établi plus récent ({migration}) : mettez Établi à jour, puis recommencez",
        f"this backup comes from a later Établi ({migration}): bring Établi up to date, then try again",
    )


def check_code(manifest: Manifest) -> None:
    """This code can read it, on the database that the settings name. Raises Refused."""
    from django.db import connection

    if later := later_than_code(manifest):
        raise Refused(later_words(later))
    if earlier := earlier_than_code(manifest):
        raise Refused(earlier_words(earlier))
    if manifest.vendor != connection.vendor:
        raise Refused(
            pick(
                f"cette sauvegarde est d'une base {manifest.vendor}, et DATABASE_URL mène à {connection.vendor} : "
                f"indiquez une base {manifest.vendor} vide, puis recommencez",
                f"this backup is of a {manifest.vendor} database, and DATABASE_URL leads to {connection.vendor}: "
                f"name an empty {manifest.vendor} database, then try again",
            )
        )


def check_place(manifest: Manifest, *, is_agreed: bool) -> None:
    """What is here may be replaced: nothing, a place that was only prepared, or the same installation when somebody
    agreed. Raises Refused."""
    from etabli.foundation.files.marker import marker_of
    from etabli.foundation.files.stores import current_store

    (here, has_people), bearer = _what_is_here(), marker_of(current_store())
    if bearer not in {None, here, manifest.installation}:
        raise Refused(
            pick(
                f"les fichiers de {current_store().where()} sont ceux d'une autre installation : "
                "indiquez un dossier vide",
                f"the files in {current_store().where()} are those of another installation: name an empty folder",
            )
        )
    if not has_people:
        return
    if not manifest.installation or here != manifest.installation:
        raise Refused(
            pick(
                "une autre installation a ses données ici : restaurez dans un dossier et une base vides (ETABLI_DATA)",
                "another installation has its data here: restore into an empty folder and database (ETABLI_DATA)",
            )
        )
    if not is_agreed:
        raise Refused(
            pick(
                "cette installation a des données. Pour les remplacer (elles sont gardées à côté) : --into-existing",
                "this installation has data. To replace them, and keep them aside: --into-existing",
            )
        )


def _what_is_here() -> tuple[str, bool]:
    """(which installation, whether people are in it): of a damaged SQLite file, what its store says."""
    from django.db import DatabaseError, connection

    from etabli.foundation.files.marker import marker_of
    from etabli.foundation.files.stores import current_store

    try:
        current = databases.facts_of_settings()
    except DatabaseError:
        if connection.vendor != SQLITE:
            raise
        return marker_of(current_store()) or "", True
    return current.installation, count_people_and_files(current.rows) > 0


def check_nobody_else() -> None:
    """No other session of ours is open on the server. Raises Refused."""
    from django.db import connection

    if connection.vendor == SQLITE or databases.facts_of_settings().is_empty:
        return
    with own_connection() as query:
        other_connections = query(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )[0][0]
    if other_connections:
        raise Refused(
            pick(
                f"{other_connections} autre(s) connexion(s) ouvertes sur cette base : "
                "arrêtez ce qui s'en sert, puis recommencez",
                f"{other_connections} other connection(s) are open on this database: stop what uses it, then try again",
            )
        )


def check_room(manifest: Manifest) -> None:
    """The disk takes what is prepared. Raises Refused."""
    from django.conf import settings

    bytes_needed = (
        sum(entry.size for name, entry in manifest.entries.items() if name.startswith("files/")) + _MARGIN
    )
    bytes_needed += (
        manifest.database_size
        if manifest.vendor == SQLITE
        else manifest.entries[databases.ENTRY_NAME[manifest.vendor]].size
    )
    free = shutil.disk_usage(settings.DATA).free
    if free < bytes_needed:
        raise Refused(
            pick(
                f"il faut {bytes_needed // 1_000_000} Mo libres dans {settings.DATA}, "
                f"il en reste {free // 1_000_000} : "
                "faites de la place",
                f"{settings.DATA} needs {bytes_needed // 1_000_000} MB free, and has {free // 1_000_000}: make room",
            )
        )


def restore(reader: Reader, lists: Iterable[Path], *, at: datetime) -> Restored:
    """Prepare, then swap. Until the swap, nothing in use has changed, and what was prepared goes if anything fails.
    Raises NotABackup, NoDatabase, OSError."""
    from django.conf import settings

    from etabli.foundation.own_data.erased import read_lists
    from etabli.foundation.own_data.erasure_replay import replay

    lists = [path for path in lists if path.exists()]
    done, folder = Restored(reader.manifest), settings.DATA / "restoring"
    done.lists = sorted({str(path) for path in lists})
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        staging.stage(reader, folder)
        with staging.working_beside():
            staging.bring_up_to_date(at)
            since = reader.manifest.at.astimezone().date()
            replayed = replay(read_lists(lists), since=since, at=at)
        done.erased, done.not_erased = replayed.erased, replayed.failed
        _restore_files(reader, staging.close_staged(), done)
        moves = [*_prepare_state(reader, folder), *_prepare_key(reader, folder, done)]
        plan = _plan(moves, at)
    except BaseException:
        staging.remove_staged()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    swap(plan, settings.DATA)
    shutil.rmtree(folder, ignore_errors=True)
    done.aside = _what_is_aside(plan)
    return done


def _restore_files(reader: Reader, held: DatabaseFacts, done: Restored) -> None:
    """Each file that a row names is in the store again, where its name is its own for ever: what is there stays, and
    what no row names any more is left to those who look after the store."""
    from django.core.files.base import File

    from etabli.foundation.files.stores import current_store

    store = current_store()
    for name, wanted in held.named:
        if _sum_in_store(name) == wanted:
            continue
        if f"files/{name}" not in reader:
            done.lost.append(name)
            continue
        if store.exists(name):
            store.delete(name)  # it is not what was kept
        with reader.open(f"files/{name}") as content:
            if store.save(name, File(content, name=name)) != name:
                raise OSError(f"{name} could not be written in {store.where()}")
        done.files += 1


def _sum_in_store(name: str) -> str | None:
    import hashlib

    from etabli.foundation.files.stores import current_store

    try:
        with current_store().open(name) as kept:
            return hashlib.file_digest(kept, "sha256").hexdigest()
    except OSError:
        return None


def _prepare_state(reader: Reader, folder: Path) -> list[tuple[Path, Path]]:
    """(prepared, its place) of what stands in the data folder beside the files."""
    from django.conf import settings

    for name in STATE_FOLDERS:
        (folder / name).mkdir(mode=0o700)
    for entry, name in reader.names("state"):
        target = folder / name
        if folder not in target.resolve().parents:
            raise OSError(f"{entry} leads elsewhere")
        target.parent.mkdir(parents=True, exist_ok=True)
        with reader.open(entry) as content, target.open("wb") as file:
            shutil.copyfileobj(content, file)
        target.chmod(0o600)
    return [(folder / name, settings.DATA / name) for name in STATE_FOLDERS]


def _prepare_key(reader: Reader, folder: Path, done: Restored) -> list[tuple[Path, Path]]:
    """The key of the backup takes the place of the one that was made here, unless the environment gives it."""
    from django.conf import settings

    if reader.manifest.key_check == key_check():
        return []
    done.key = "other"
    if KEY_ENTRY not in reader or not is_key_in_data_folder() or _what_is_here()[1]:
        return []
    with reader.open(KEY_ENTRY) as content:
        key = content.read().splitlines()[0]
    target = folder / KEY_ENTRY
    target.touch(mode=0o600)
    target.write_bytes(key + b"\n")
    done.key = "restored"
    return [(target, settings.DATA / KEY_ENTRY)]


def _plan(moves: list[tuple[Path, Path]], at: datetime) -> SwapPlan:
    from django.db import connection

    stamp = at.astimezone().strftime("%Y-%m-%d-%H%M%S")
    named = [(a, b, b.with_name(f"{b.name}.before-{stamp}")) for a, b in moves]
    if connection.vendor == SQLITE:
        file = staging.database_file()
        named.insert(0, (staging.staged_file(), file, file.with_name(f"{file.name}.before-{stamp}")))
        return SwapPlan([(str(a), str(b), str(c)) for a, b, c in named])
    aside = f"{postgresql.ASIDE_PREFIX}{stamp.replace('-', '_')}"
    return SwapPlan([(str(a), str(b), str(c)) for a, b, c in named], staging.present_schema(), aside)


def kept_aside() -> list[str]:
    """What restores have replaced and nobody has removed: files by their path, schemas by their name."""
    from django.conf import settings
    from django.db import connection

    is_file = connection.vendor == SQLITE
    folders = {settings.DATA, *([staging.database_file().parent] if is_file else [])}
    names = sorted(
        str(path)
        for folder in folders
        for path in folder.glob("*.before-*")
        if not path.name.endswith(("-wal", "-shm", "-journal"))
    )
    if is_file:
        return names
    with own_connection() as query:
        rows = query(
            f"SELECT nspname FROM pg_namespace WHERE starts_with(nspname, '{postgresql.ASIDE_PREFIX}') ORDER BY nspname"
        )
    return names + [name for (name,) in rows]


def _what_is_aside(plan: SwapPlan) -> list[str]:
    existing = [aside for _source, _target, aside in plan.moves if Path(aside).exists()]
    if plan.schema:
        with own_connection() as query:
            if query(f"SELECT 1 FROM pg_namespace WHERE nspname = '{plan.aside}'"):
                existing.insert(0, f"schema {plan.aside}")
    return existing
