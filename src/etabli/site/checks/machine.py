"""The machine: who can read the data, the room that is left, the hour, what reads photos, the antivirus."""

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etabli.foundation import landlock, reader, seccomp
from etabli.foundation.confinement_probe import Reach, find_reach
from etabli.foundation.terminal import pick
from etabli.site.checks.points import Point, fault, ok, remark

# What reads strangers' files: what it could still reach on this machine, and what the kernel lacks to hold
# it.

# (French, English)
REACH_LABELS = {
    Reach.MEMORY: ("la mémoire et l'environnement du service", "the service's memory and environment"),
    Reach.FILES: ("les données et la clé", "the data and the key"),
    Reach.WRITING: ("des fichiers à écrire", "files to write"),
    Reach.NETWORK: ("le réseau", "the network"),
    Reach.SIGNALS: ("l'arrêt du service", "the end of the service"),
    Reach.PROGRAMS: ("d'autres programmes", "other programs"),
}


def reading_child() -> Point:
    """Tried in such a child."""
    from django.conf import settings

    private_paths = [settings.DATA, *settings.DATA.glob("secret_key"), *settings.DATA.glob("*.sqlite3")]
    reached = find_reach(private_paths)
    if reached is None:
        return fault(
            "ce qui lit les fichiers reçus ne démarre pas : aucun fichier n'est pris ni lu",
            "what reads received files doesn't start: no file is taken or read",
            "réinstallez Établi : retirez le dossier .venv, puis relancez ./etabli",
            "install Établi again: remove the folder .venv, then run ./etabli",
        )
    service = os.environ.get("ETABLI_READER")
    if service and not reader.answers(service):
        return fault(
            f"le service de lecture ne répond pas ({service}) : Établi lit lui-même les fichiers reçus",
            f"the reading service doesn't answer ({service}): Établi reads received files by itself",
            "systemctl start etabli-reader.socket, ou retirez ETABLI_READER",
            "systemctl start etabli-reader.socket, or remove ETABLI_READER",
        )
    lacking = ", ".join(_missing_protections())
    return (
        _less_confined_point(reached, lacking) if reached or lacking else _confined_point(apart=bool(service))
    )


def _confined_point(*, apart: bool) -> Point:
    user = (
        pick("un utilisateur à part", "a user of its own")
        if apart
        else pick("le même utilisateur", "the same user")
    )
    return ok(
        f"ce qui lit les fichiers reçus est enfermé (seccomp, Landlock {landlock.version()}, {user})",
        f"what reads received files is shut in (seccomp, Landlock {landlock.version()}, {user})",
    )


def _less_confined_point(reached: Collection[Reach], lacking: str) -> Point:
    reachable = ", ".join(pick(*REACH_LABELS[what]) for what in Reach if what in reached)
    if not reachable:
        reachable = pick("rien pour autant", "nothing for all that")
    return remark(
        f"ce qui lit les fichiers reçus est moins bien enfermé ici ({lacking or '?'}) ; "
        f"un fichier hostile qui le détournerait atteindrait : {reachable}",
        f"what reads received files is less well shut in here ({lacking or '?'}); "
        f"a hostile file that took it over would reach: {reachable}",
        "prenez un noyau Linux 6.12 ou plus récent (Debian 13), où Landlock est actif : cat /sys/kernel/security/lsm",
        "take a Linux kernel 6.12 or newer (Debian 13) on which Landlock is active: cat /sys/kernel/security/lsm",
    )


def _missing_protections() -> Iterator[str]:
    version = landlock.version()
    if not version:
        yield pick("sans Landlock", "without Landlock")
    elif version < landlock.FULL_VERSION:
        yield pick(
            f"Landlock {version} au lieu de {landlock.FULL_VERSION}",
            f"Landlock {version}, not {landlock.FULL_VERSION}",
        )
    if not seccomp.is_supported():
        yield pick("sans seccomp sur ce processeur", "without seccomp on this processor")


_FOR_PICTURES = (
    "installez RapidOCR : lancez ./etabli, ou pip install 'etabli[ocr]'",
    "install RapidOCR: run ./etabli, or pip install 'etabli[ocr]'",
)
DISK_MINIMUM_BYTES = 500 * 1024 * 1024
MIN_FORECAST = timedelta(days=60)
OBSERVED_PERIOD = timedelta(days=30)
MAX_SKEW = timedelta(seconds=60)
UPDATES_STAMP = Path("/var/lib/apt/periodic/unattended-upgrades-stamp")
RESTART_MARK = Path("/run/reboot-required")
MAX_UPDATES_AGE = timedelta(days=4)


def look() -> Iterator[Point]:
    yield _folder()
    yield _secret_key()
    yield updates()
    yield _disk()
    yield _hour()
    yield from _pictures()
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
    return ok("dossier des données fermé aux autres", "the data folder is closed to others")


def _secret_key() -> Point:
    from django.conf import settings

    path = settings.DATA / "secret_key"
    if not path.exists():
        return ok("clé secrète donnée par l'environnement", "secret key from the environment")
    if _mode(path) & 0o077:
        return fault(
            "clé secrète lisible par d'autres",
            "secret key readable by others",
            f"chmod 600 {path}",
            f"chmod 600 {path}",
        )
    return ok("clé secrète fermée aux autres", "secret key closed to others")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def updates() -> Point:
    """Those of the system, where Debian's own service does them: elsewhere nothing is known."""
    if not UPDATES_STAMP.exists():
        return remark(
            "ce qui met la machine à jour ne se voit pas d'ici",
            "what updates the machine can't be seen from here",
        )
    done_at = datetime.fromtimestamp(UPDATES_STAMP.stat().st_mtime, UTC)
    if RESTART_MARK.exists():
        return remark(
            "des mises à jour attendent que la machine redémarre",
            "updates wait for the machine to restart",
            "redémarrez-la à une heure calme",
            "restart it at a calm hour",
        )
    if datetime.now(UTC) - done_at > MAX_UPDATES_AGE:
        return remark(
            f"la machine n'a pas cherché de mises à jour depuis le {done_at:%d/%m/%Y}",
            f"the machine has looked for no update since {done_at:%Y-%m-%d}",
            "systemctl status apt-daily-upgrade.timer",
            "systemctl status apt-daily-upgrade.timer",
        )
    return ok("la machine se met à jour seule", "the machine updates itself")


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
    if pace and timedelta(days=days) < MIN_FORECAST:
        return fault(
            f"disque : {size} Go libres, plein dans {days} jours à ce rythme",
            f"disk: {size} GB free, full in {days} days at this pace",
            *make_room,
        )
    return ok(f"disque : {size} Go libres", f"disk: {size} GB free")


def _bytes_a_day() -> float:
    from django.db.models import Sum
    from django.utils import timezone

    from etabli.foundation.files.models import StoredFile
    from etabli.foundation.files.stores import current_store

    if not current_store().on_disk:
        return 0.0
    since = timezone.now() - OBSERVED_PERIOD
    total_bytes = StoredFile.objects.filter(created_at__gt=since).aggregate(sum=Sum("size"))["sum"] or 0
    return float(total_bytes) / OBSERVED_PERIOD.days


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
    if skew > MAX_SKEW or (last is not None and last - now > MAX_SKEW):
        return fault(
            f"l'horloge de la machine n'est pas juste : {timezone.localtime(now):%d/%m/%Y %H:%M}",
            f"the machine's clock is wrong: {timezone.localtime(now):%Y-%m-%d %H:%M}",
            "mettez-la à l'heure par le réseau : timedatectl set-ntp true",
            "set it by the network: timedatectl set-ntp true",
        )
    local_time = f"{timezone.localtime(now):%H:%M} ({timezone.get_current_timezone_name()})"
    return ok(f"la machine est à l'heure : {local_time}", f"the clock is right: {local_time}")


def _pictures() -> Iterator[Point]:
    from etabli.procurement.quotes.reading import altered_models, reader_of_pictures

    reader = reader_of_pictures()
    if reader == "rapid":
        yield ok("photos et scans lus par RapidOCR", "photos and scans are read by RapidOCR")
        return
    if altered := ", ".join(altered_models()):
        yield fault(
            f"le modèle qui lit les photos n'est pas celui que nous connaissons : {altered}",
            f"the model that reads photos isn't the one that we know: {altered}",
            "réinstallez Établi : retirez le dossier .venv, puis relancez ./etabli",
            "install Établi again: remove the folder .venv, then run ./etabli",
        )
    if reader:
        yield remark(
            "photos et scans lus par Tesseract, qui y perd des lignes",
            "photos and scans are read by Tesseract, which loses lines of them",
            *_FOR_PICTURES,
        )
    else:
        yield fault("les photos et les scans ne sont pas lus", "photos and scans aren't read", *_FOR_PICTURES)


def _antivirus() -> Iterator[Point]:
    from django.conf import settings

    from etabli.foundation.files.antivirus import answers

    if not settings.CLAMD:
        return
    if answers(settings.CLAMD):
        yield ok("l'antivirus répond", "the antivirus answers")
    else:
        yield fault(
            f"l'antivirus ne répond pas ({settings.CLAMD}) : aucun fichier n'est pris",
            f"the antivirus doesn't answer ({settings.CLAMD}): no file is taken",
            "systemctl restart clamav-daemon, ou retirez ETABLI_CLAMD",
            "systemctl restart clamav-daemon, or remove ETABLI_CLAMD",
        )
