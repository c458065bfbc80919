"""The list of what was erased for good, kept apart from the database: without it, a backup made before would bring
somebody back. A row of the transaction that erases, then a line in a file of the data folder and in one beside the
backups: which installation, which model, which number, which day. Nothing by which anybody could be known.
"""

import json
import logging
import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from etabli.foundation.files.disk_sync import sync_folder
from etabli.foundation.files.identity import identity
from etabli.foundation.own_data.models import ErasedRow
from etabli.foundation.practice import current_copy

FILE_NAME = "erasures.jsonl"
REWRITE_PERIOD = timedelta(days=2)  # how long ago a crash may have come between a row and its line
log = logging.getLogger("etabli.own_data")


class ErasureLine(NamedTuple):
    installation: str
    model: str
    key: str
    day: str

    def as_line(self) -> str:
        return json.dumps(self._asdict()) + "\n"


def note_erased(row: Model, at: datetime) -> None:
    """Called in the transaction that erases `row`, while it is still there."""
    made = ErasedRow.objects.create(model=row._meta.label, key=str(row.pk), day=timezone.localdate(at))
    if current_copy() is None:
        transaction.on_commit(lambda: _append_to_lists([made]), robust=True)


def complete_lists(at: datetime) -> None:
    """The clock: the lines that a crash left out."""
    recent = ErasedRow.objects.filter(day__gte=timezone.localdate(at) - REWRITE_PERIOD)
    if recent.exists():
        _append_to_lists(recent)


def complete_in(folder: Path) -> None:
    """All that this database erased is in the list of `folder`: of one that is still to be migrated, nothing is known.
    Raises OSError."""
    if ErasedRow._meta.db_table in connection.introspection.table_names():
        _append(folder / FILE_NAME, ErasedRow.objects.order_by("pk"))


def read_lists(places: Iterable[Path]) -> set[ErasureLine]:
    """The lines of these files; one that is absent has none, a line that was cut short is none. Raises OSError."""
    lines: set[ErasureLine] = set()
    for path in places:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            continue
        lines.update(line for line in map(_parse_line, text.splitlines()) if line is not None)
    return lines


def list_folders() -> list[Path]:
    """Where the list is kept: the data folder, and that of the backups."""
    return [settings.DATA, *([Path(settings.BACKUPS)] if settings.BACKUPS else [])]


def _append_to_lists(rows: Iterable[ErasedRow]) -> None:
    for folder in list_folders():
        try:
            _append(folder / FILE_NAME, rows)
        except OSError as error:  # the next backup completes it, and the clock tries again
            log.warning("the list of erasures in %s could not be completed: %s", folder, error)


def _append(path: Path, rows: Iterable[ErasedRow]) -> None:
    known, own = {line[:3] for line in read_lists([path])}, identity()
    lines = [ErasureLine(own, row.model, row.key, row.day.isoformat()) for row in rows]
    text = "".join(line.as_line() for line in lines if line[:3] not in known)
    if not text and path.exists():
        return
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if os.fstat(handle).st_size and not _ends_a_line(path):  # a crash cut the last one
            text = "\n" + text
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        sync_folder(str(path.parent))


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _parse_line(text: str) -> ErasureLine | None:
    try:
        line = ErasureLine(**json.loads(text))
        date.fromisoformat(line.day)
    except (ValueError, TypeError):
        return None
    return line if all(isinstance(part, str) for part in line) else None
