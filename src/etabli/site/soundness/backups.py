"""Backups: there are some, and the last one is of yesterday at the latest."""

import time
from collections.abc import Iterator
from pathlib import Path

from etabli.site.soundness.points import Point, fault, remark, sound

OLDEST_HOURS = 48


def look() -> Iterator[Point]:
    from django.conf import settings

    how = (
        "docs/fr/installation-debian.md pose une sauvegarde chaque nuit ; dites où elle est : ETABLI_BACKUPS",
        "docs/en/install-debian.md sets one up each night; say where it is: ETABLI_BACKUPS",
    )
    if settings.BACKUPS is None:
        found = fault if settings.PRODUCTION else remark
        yield found("aucune sauvegarde n'est connue", "no backup is known", *how)
        return
    folder = Path(settings.BACKUPS)
    try:
        dates = [file.stat().st_mtime for file in folder.glob("database-*[!t]")]  # not one under way (.part)
    except OSError as error:
        yield fault(f"{folder} ne se lit pas : {error}", f"{folder} can't be read: {error}", *how)
        return
    if not dates:
        yield fault(f"aucune sauvegarde dans {folder}", f"no backup in {folder}", *TIMER)
        return
    hours = int((time.time() - max(dates)) // 3600)
    if hours > OLDEST_HOURS:
        yield fault(f"dernière sauvegarde il y a {hours} h", f"the last backup is {hours} h old", *TIMER)
    else:
        yield sound(f"dernière sauvegarde il y a {hours} h", f"the last backup is {hours} h old")


TIMER = (
    "systemctl start etabli-backup, puis lisez : journalctl -u etabli-backup",
    "systemctl start etabli-backup, then read: journalctl -u etabli-backup",
)
