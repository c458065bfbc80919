"""How often profiles are opened: a line in a file each time, summed by a task. No cookie, no address, nobody's name."""

import os
import re
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from etabli.community.directory.models import Opening, Profile
from etabli.foundation.practice import current_copy

LARGEST = 4 << 20  # of a day's file, in bytes: half a million openings; what comes after is not counted
MACHINES = re.compile(r"bot|crawl|spider|preview|monitor", re.IGNORECASE)


def note(pk: int, *, agent: str, today: date) -> None:
    """Count one opening; those of machines that say so are left out. A full disk loses a count, never a page."""
    if MACHINES.search(agent):
        return
    with suppress(OSError):
        _folder().mkdir(parents=True, exist_ok=True)
        file = os.open(_folder() / f"{today.isoformat()}.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(file).st_size < LARGEST:
                os.write(file, f"{pk}\n".encode())
        finally:
            os.close(file)


def count_openings(at: datetime) -> None:
    """Sum what was noted since the last time. A file is set apart, counted in one transaction, then deleted."""
    for file in sorted(_folder().glob("*.txt")):
        with suppress(FileNotFoundError):
            file.rename(file.with_suffix(".counted"))
    for apart in sorted(_folder().glob("*.counted")):
        _count(apart)


def _count(file: Path) -> None:
    day = date.fromisoformat(file.stem)
    times = Counter(int(line) for line in file.read_text(encoding="ascii").splitlines() if line.isdigit())
    known = Profile.objects.filter(pk__in=times).values_list("pk", flat=True)
    with transaction.atomic():
        for pk in sorted(known):
            Opening.objects.get_or_create(profile_id=pk, on=day)
            Opening.objects.filter(profile_id=pk, on=day).update(times=F("times") + times[pk])
    file.unlink(missing_ok=True)


def _folder() -> Path:
    """Beside the database; in an exercise, the exercise's own."""
    copy = current_copy()
    where: Path = (copy.folder if copy else settings.DATA) / "openings"
    return where
