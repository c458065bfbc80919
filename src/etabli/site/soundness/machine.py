"""The machine: who can read the data, the room that is left, the hour, what reads photos, the antivirus."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from etabli.site.soundness.confinement import reading_child
from etabli.site.soundness.points import Point, fault, remark, sound

DISK_MINIMUM_BYTES = 500 * 1024 * 1024
SHORTEST_FORECAST = timedelta(days=60)
OBSERVED = timedelta(days=30)
MOST_SKEW = timedelta(seconds=60)


def look() -> Iterator[Point]:
    yield _folder()
    yield _secret_key()
    yield from _second_proof()
    yield _disk()
    yield _hour()
    yield _pictures()
    yield reading_child()
    yield from _antivirus()


def _folder() -> Point:
    from django.conf import settings

    if not os.access(settings.DATA, os.W_OK):
        return fault(
            f"{settings.DATA} n'est pas à vous",
            f"{settings.DATA} can't be written to",
            f"lancez cette commande comme l'utilisateur du service, ou : chown -R etabli {settings.DATA}",
            f"run this command as the service's user, or: chown -R etabli {settings.DATA}",
        )
    if _mode(settings.DATA) & 0o077:
        return fault(
            f"{settings.DATA} est ouvert aux autres utilisateurs de la machine",
            f"{settings.DATA} is open to other users of the machine",
            f"chmod 700 {settings.DATA}",
            f"chmod 700 {settings.DATA}",
        )
    return sound("dossier des données fermé aux autres", "the data folder is closed to others")


def _secret_key() -> Point:
    from django.conf import settings

    path = settings.DATA / "secret_key"
    if not path.exists():
        return sound("clé secrète donnée par l'environnement", "secret key from the environment")
    if _mode(path) & 0o077:
        return fault(
            "clé secrète lisible par d'autres",
            "secret key readable by others",
            f"chmod 600 {path}",
            f"chmod 600 {path}",
        )
    return sound("clé secrète fermée aux autres", "secret key closed to others")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _second_proof() -> Iterator[Point]:
    """What production says of it as it starts (site.safety)."""
    from django.conf import settings

    if settings.PRODUCTION and settings.SECOND_FACTOR != "required":
        yield remark(
            "ETABLI_SECOND_FACTOR vaut offered : qui lit les e-mails d’une conseillère ouvre ce qu’elle ouvre",
            "ETABLI_SECOND_FACTOR is offered: whoever reads the mails of an adviser opens what they open",
            "retirez cette variable : une seconde preuve est alors demandée",
            "remove it, and a second proof is asked",
        )


def _disk() -> Point:
    """The room left, and when it will be full at the pace of the last month's files (those kept on this disk)."""
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA).free
    size, pace = f"{free / 1024**3:.1f}", _bytes_a_day()
    make_room = ("faites de la place : anciennes sauvegardes, journaux", "make room: old backups, logs")
    if free < DISK_MINIMUM_BYTES:
        return fault(
            f"disque presque plein : {size} Go libres", f"disk nearly full: {size} GB free", *make_room
        )
    days = int(free / pace) if pace else 0
    if pace and timedelta(days=days) < SHORTEST_FORECAST:
        return fault(
            f"disque : {size} Go libres, plein dans {days} jours à ce rythme",
            f"disk: {size} GB free, full in {days} days at this pace",
            *make_room,
        )
    return sound(f"disque : {size} Go libres", f"disk: {size} GB free")


def _bytes_a_day() -> float:
    from django.db.models import Sum
    from django.utils import timezone

    from etabli.foundation.files.models import StoredFile
    from etabli.foundation.files.stores import present

    if not present().on_disk:
        return 0.0
    since = timezone.now() - OBSERVED
    given = StoredFile.objects.filter(created_at__gt=since).aggregate(sum=Sum("size"))["sum"] or 0
    return float(given) / OBSERVED.days


def _hour() -> Point:
    """Against the database server's clock, and against what the journal says was done last."""
    from django.db import connection
    from django.utils import timezone

    from etabli.foundation.journal.models import Entry

    now = timezone.now()
    skew = timedelta(0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            skew = abs(cursor.fetchone()[0] - now)
    last = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    if skew > MOST_SKEW or (last is not None and last - now > MOST_SKEW):
        return fault(
            f"l'horloge de la machine n'est pas juste : {timezone.localtime(now):%d/%m/%Y %H:%M}",
            f"the machine's clock is wrong: {timezone.localtime(now):%Y-%m-%d %H:%M}",
            "mettez-la à l'heure par le réseau : timedatectl set-ntp true",
            "set it by the network: timedatectl set-ntp true",
        )
    here = f"{timezone.localtime(now):%H:%M} ({timezone.get_current_timezone_name()})"
    return sound(f"la machine est à l'heure : {here}", f"the clock is right: {here}")


def _pictures() -> Point:
    from etabli.procurement.quotes.reading import languages_of_pictures

    known = languages_of_pictures()
    if "fra" in known:
        kinds = ", ".join(known)
        return sound(f"photos et scans lus ({kinds})", f"photos and scans are read ({kinds})")
    how = "apt-get install tesseract-ocr tesseract-ocr-fra"
    if known:
        return fault(
            "les photos et les scans en français sont mal lus",
            "French photos and scans are read badly",
            how,
            how,
        )
    return fault("les photos et les scans ne sont pas lus", "photos and scans aren't read", how, how)


def _antivirus() -> Iterator[Point]:
    from django.conf import settings

    from etabli.foundation.files.antivirus import answers

    if not settings.CLAMD:
        return
    if answers(settings.CLAMD):
        yield sound("l'antivirus répond", "the antivirus answers")
    else:
        yield fault(
            f"l'antivirus ne répond pas ({settings.CLAMD}) : aucun fichier n'est pris",
            f"the antivirus doesn't answer ({settings.CLAMD}): no file is taken",
            "systemctl restart clamav-daemon, ou retirez ETABLI_CLAMD",
            "systemctl restart clamav-daemon, or remove ETABLI_CLAMD",
        )
