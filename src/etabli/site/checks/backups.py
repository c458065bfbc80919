"""Backups: there are some, the last one is of yesterday at the latest, whole, and of this installation."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from etabli.foundation.terminal import pick
from etabli.site.backups import age
from etabli.site.backups.archive import NotABackup, Reader
from etabli.site.backups.manifest import Manifest
from etabli.site.backups.naming import backups_in, checksum_file_of, instant_of
from etabli.site.checks.points import Point, fault, ok, remark

MAX_AGE_HOURS = 48
MAX_READ_WHOLE_BYTES = 2 << 30  # bytes: of a larger one the files are left to `etabli backup verify`
BACK_UP_AGAIN = ("faites-en une autre : etabli backup", "make another one: etabli backup")
SHRUNK_SHARE = 0.5  # an encrypted backup so much smaller than the one before has lost something
TIMER_HINT = (
    "etabli backup ; posé par notre script Debian : systemctl start etabli-backup, puis journalctl -u etabli-backup",
    "etabli backup; set up by our Debian script: systemctl start etabli-backup, then journalctl -u etabli-backup",
)


def look() -> Iterator[Point]:
    from django.conf import settings

    how_to_mend = (
        "docs/fr/installation-debian.md pose une sauvegarde chaque nuit ; dites où elle est : ETABLI_BACKUPS",
        "docs/en/install-debian.md sets one up each night; say where it is: ETABLI_BACKUPS",
    )
    if settings.BACKUPS is None:
        verdict = fault if settings.PRODUCTION else remark
        yield verdict("aucune sauvegarde n'est connue", "no backup is known", *how_to_mend)
        return
    folder = Path(settings.BACKUPS)
    try:
        backups = backups_in(folder)
    except OSError as error:
        yield fault(f"{folder} ne se lit pas : {error}", f"{folder} can't be read: {error}", *how_to_mend)
        return
    if not backups:
        yield fault(f"aucune sauvegarde dans {folder}", f"no backup in {folder}", *TIMER_HINT)
        return
    yield _check_age(backups[-1])
    yield from _check_leftovers()
    yield from _check_encrypted(backups) if age.is_encrypted(backups[-1]) else _check_plain(backups[-1])


def first_point() -> Iterator[Point]:
    """Whether there is one, and how old it is: the others are not opened."""
    yield from islice(look(), 1)


def last_backup() -> Path | None:
    """The newest; None without one, or where none can be looked for."""
    from django.conf import settings

    try:
        backups = backups_in(Path(settings.BACKUPS)) if settings.BACKUPS else []
    except OSError:
        return None
    return backups[-1] if backups else None


def _check_age(last: Path) -> Point:
    hours = int((datetime.now() - instant_of(last)).total_seconds() // 3600)
    if hours > MAX_AGE_HOURS:
        return fault(
            f"dernière sauvegarde il y a {hours} h", f"the last backup is {hours} h old", *TIMER_HINT
        )
    return ok(f"dernière sauvegarde il y a {hours} h", f"the last backup is {hours} h old")


def _check_encrypted(backups: list[Path]) -> Iterator[Point]:
    """Nobody here can read it: its sum tells whether it is what was written; without one, only its size is known."""
    last = backups[-1]
    if checksum_file_of(last).exists():
        yield _check_checksum(last)
        return
    size, previous_sizes = last.stat().st_size, [backup.stat().st_size for backup in backups[-2:-1]]
    if previous_sizes and size < SHRUNK_SHARE * previous_sizes[0]:
        yield fault(
            f"{last.name} fait {size / 1e6:.1f} Mo, la précédente {previous_sizes[0] / 1e6:.1f} Mo",
            f"{last.name} has {size / 1e6:.1f} MB, the one before {previous_sizes[0] / 1e6:.1f} MB",
            f"essayez-la avec la clé secrète : etabli backup verify {last} --identity FICHIER",
            f"try it with the secret key: etabli backup verify {last} --identity FILE",
        )
    else:
        yield remark(
            f"{last.name} : chiffrée, elle ne s'ouvre pas ici",
            f"{last.name}: encrypted, it can't be opened here",
            f"essayez-la avec la clé secrète : etabli backup verify {last} --identity FICHIER",
            f"try it with the secret key: etabli backup verify {last} --identity FILE",
        )


def _check_checksum(last: Path) -> Point:
    try:
        expected = checksum_file_of(last).read_text(encoding="ascii", errors="replace").split()[:1]
        with last.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return fault(
            f"{last.name} ne se lit pas : {error}", f"{last.name} can't be read: {error}", *BACK_UP_AGAIN
        )
    if expected != [actual]:
        return fault(
            f"{last.name} n'est plus ce qui a été écrit",
            f"{last.name} is not what was written",
            *BACK_UP_AGAIN,
        )
    size = last.stat().st_size / 1e6
    return ok(
        f"{last.name} : chiffrée, {size:.0f} Mo, telle qu'elle a été écrite",
        f"{last.name}: encrypted, {size:.0f} MB, as it was written",
    )


def _check_leftovers() -> Iterator[Point]:
    """What a restore replaced is whole, with people in it: it is not to be forgotten."""
    from etabli.site.backups.restoring import kept_aside

    names = kept_aside()
    if names:
        yield remark(
            f"gardé à côté par une restauration : {', '.join(names)}",
            f"kept aside by a restore: {', '.join(names)}",
            "des personnes y sont : effacez-le quand vous êtes sûr de ne plus en avoir besoin",
            "people are in it: remove it once you are sure that you don't need it any more",
        )


def _check_plain(last: Path) -> Iterator[Point]:
    try:
        with last.open("rb") as file:
            reader = Reader(file)
            if last.stat().st_size <= MAX_READ_WHOLE_BYTES:
                reader.check()
            else:
                reader.check_all_but("files")
    except (NotABackup, OSError) as error:
        yield fault(f"{last.name} est abîmée : {error}", f"{last.name} is damaged: {error}", *BACK_UP_AGAIN)
        return
    yield from _check_content(last, reader.manifest)


def _check_content(last: Path, manifest: Manifest) -> Iterator[Point]:
    from etabli.site.backups.databases import count_people_and_files, facts_of_connection

    current = facts_of_connection()
    installation, rows, files = manifest.installation[:8], manifest.row_count, manifest.files
    content = pick(
        f"{last.name} : installation {installation}, {rows} lignes, {files} fichiers",
        f"{last.name}: installation {installation}, {rows} rows, {files} files",
    )
    how_to_mend = (
        "faites-en une avec les réglages du service : systemctl start etabli-backup",
        "make one with the settings of the service: systemctl start etabli-backup",
    )
    if manifest.installation and manifest.installation != current.installation:
        why = pick("celle d'une autre installation", "that of another installation")
        yield fault(f"{content} : {why}", f"{content}: {why}", *how_to_mend)
    elif count_people_and_files(current.rows) and not count_people_and_files(manifest.rows):
        why = pick(
            "personne n'y est, alors que la base a des personnes",
            "nobody is in it, and the database has people",
        )
        yield fault(f"{content} : {why}", f"{content}: {why}", *how_to_mend)
    elif not manifest.is_whole:
        names = ", ".join([*manifest.missing, *manifest.damaged][:3])
        yield fault(
            f"{content} : des fichiers manquaient ou étaient abîmés ({names})",
            f"{content}: files were missing or damaged ({names})",
            "remettez-les depuis une sauvegarde plus ancienne",
            "bring them back from an older backup",
        )
    else:
        yield ok(content, content)
