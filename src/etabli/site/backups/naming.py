"""The folder of the backups: what is one by its name, what is old; and whoever writes in it, alone."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from etabli.foundation.files.disk_sync import sync_folder

PLAIN_SUFFIX, ENCRYPTED_SUFFIX, PART_SUFFIX, SUM_SUFFIX = ".tar", ".tar.age", ".part", ".sha256"
SCRATCH_NAME = ".scratch"
_NAME = re.compile(r"etabli-(\d{4}-\d\d-\d\d-\d{6})\.tar(?:\.age)?")
# What scripts/debian/backup.sh of earlier versions wrote: they grow old like the others.
_FORMER_NAME = re.compile(r"(?:database|files)-(\d{4}-\d\d-\d\d-\d{6})\.(?:sqlite3|dump|tar\.gz)")
_STAMP = "%Y-%m-%d-%H%M%S"
_CENTURY_DAYS = 36500


class Busy(Exception):
    """Another backup is being written in this folder."""


def backups_in(folder: Path) -> list[Path]:
    """The oldest first. One that is under way, or was killed, is none. Raises OSError."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def free_name(folder: Path, at: datetime, ending: str) -> Path:
    """Where the backup of this instant goes (in local time); the next second when that name is taken."""
    while True:
        path = folder / f"etabli-{at.strftime(_STAMP)}"
        if not any(
            path.with_name(path.name + suffix).exists() for suffix in (PLAIN_SUFFIX, ENCRYPTED_SUFFIX)
        ):
            return path.with_name(path.name + ending)
        at += timedelta(seconds=1)


def instant_of(path: Path) -> datetime:
    """When a backup was made, by its name: local time, without a zone."""
    match = _NAME.fullmatch(path.name)
    assert match is not None
    return datetime.strptime(match[1], _STAMP)


def checksum_file_of(path: Path) -> Path:
    """Where the sum of an encrypted backup stands, as `sha256sum` writes it: nobody here can read its seal."""
    return path.with_name(path.name + SUM_SUFFIX)


def remove_old(folder: Path, *, days: int, kept: Path, at: datetime) -> list[Path]:
    """Remove what is older than so many days; never `kept`, the last good one."""
    until, gone = (at - timedelta(days=min(days, _CENTURY_DAYS))).strftime(_STAMP), []
    for path in sorted(folder.iterdir()):
        match = _NAME.fullmatch(path.name) or _FORMER_NAME.fullmatch(path.name)
        if match and match[1] < until and path != kept:
            path.unlink()
            checksum_file_of(path).unlink(missing_ok=True)
            gone.append(path)
    return gone


@contextmanager
def locked_scratch(scratch: Path) -> Iterator[Path]:
    """A scratch folder, closed to others; what a killed backup left in it goes first. The lock is the kernel's: it ends
    with whoever holds it. Raises Busy, OSError."""
    scratch.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(scratch, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        for leftover in scratch.iterdir():
            leftover.unlink()
        try:
            yield scratch
        finally:
            for leftover in scratch.iterdir():
                leftover.unlink()
    finally:
        os.close(handle)


def remove_parts(folder: Path) -> None:
    """What a killed backup left; for whoever is alone in the folder."""
    for part in folder.glob(f"etabli-*{PART_SUFFIX}"):
        part.unlink()


def make_durable(part: Path, name: Path) -> None:
    """Give a file that is whole its name, once it is on the disk and not only in memory."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.rename(name)
    sync_folder(str(name.parent))
