"""What to do about each fault of the database: (French, English), for a file of SQLite or a server of PostgreSQL."""

import os
from pathlib import Path

from etabli.foundation.terminal import pick
from etabli.site.faults import Fault, reason_of
from etabli.site.soundness.points import Point, Verdict

RIGHTS = (
    "lancez cette commande comme l'utilisateur du service, ou rendez-lui le dossier : chown -R etabli: {folder}",
    "run this command as the service's user, or give it the folder back: chown -R etabli: {folder}",
)
MENDS = {
    Fault.LOCKED: (
        "voyez qui tient le fichier : fuser -v {place}. Une sauvegarde ou un import : attendez leur fin",
        "see who holds the file: fuser -v {place}. A backup or an import: wait for their end",
    ),
    Fault.FULL: (
        "faites de la place (df -h {folder}) : anciennes sauvegardes, journaux. Établi repart alors de lui-même",
        "make room (df -h {folder}): old backups, logs. Établi then goes on by itself",
    ),
    Fault.READ_ONLY: (
        f"{RIGHTS[0]}. Voyez aussi si le disque est en lecture seule : findmnt -T {{folder}}",
        f"{RIGHTS[1]}. See too whether the disk is read-only: findmnt -T {{folder}}",
    ),
    Fault.ABSENT: (
        "vérifiez ETABLI_DATA et DATABASE_URL. Fichier perdu : remettez la dernière sauvegarde. Installation neuve : "
        "etabli manage migrate",
        "check ETABLI_DATA and DATABASE_URL. The file is lost: put the last backup back. A new installation: "
        "etabli manage migrate",
    ),
    Fault.UNPREPARED: ("etabli manage migrate", "etabli manage migrate"),
    Fault.CLOSED: RIGHTS,
    Fault.DISK: (
        "lisez ce que dit le disque (journalctl -k), et mettez une sauvegarde à l'abri avant tout",
        "read what the disk says (journalctl -k), and put a backup in safety before all else",
    ),
    Fault.DAMAGED: (
        "arrêtez Établi et remettez la dernière sauvegarde (docs/en/operations.md)",
        "stop Établi and put the last backup back (docs/en/operations.md)",
    ),
}
SERVER_MENDS = {
    Fault.LOCKED: (
        "voyez qui tient le verrou : psql -c 'SELECT pid, state, query FROM pg_stat_activity'",
        "see who holds the lock: psql -c 'SELECT pid, state, query FROM pg_stat_activity'",
    ),
    Fault.FULL: (
        "faites de la place sur le disque de PostgreSQL (df -h). Établi repart alors de lui-même",
        "make room on PostgreSQL's disk (df -h). Établi then goes on by itself",
    ),
    Fault.READ_ONLY: (
        "ce serveur est une copie qui ne s'écrit pas, ou un réglage l'interdit : vérifiez DATABASE_URL",
        "this server is a copy that takes no writes, or a setting forbids them: check DATABASE_URL",
    ),
    Fault.ABSENT: (
        "corrigez le nom dans DATABASE_URL, ou créez la base : createdb --owner=etabli --encoding=UTF8 {place}",
        "correct the name in DATABASE_URL, or make the database: createdb --owner=etabli --encoding=UTF8 {place}",
    ),
    Fault.STOPPED: (
        "démarrez le serveur (systemctl start postgresql), ou corrigez l'adresse dans DATABASE_URL",
        "start the server (systemctl start postgresql), or correct the address in DATABASE_URL",
    ),
    Fault.TOO_MANY: (
        "augmentez max_connections de PostgreSQL, ou fermez ce qui s'y connecte pour rien (pg_stat_activity)",
        "raise PostgreSQL's max_connections, or close what is connected for nothing (pg_stat_activity)",
    ),
    Fault.REFUSED: (
        "vérifiez l'utilisateur et le mot de passe dans DATABASE_URL (ou dans son fichier), puis pg_hba.conf",
        "check the user and the password in DATABASE_URL (or in its file), then pg_hba.conf",
    ),
}


def _is_read_only(folder: Path) -> bool:
    """The whole disk: SQLite says no more than that the file can't be opened."""
    return folder.exists() and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def point_of(fault: Fault, error: BaseException) -> Point:
    """The fault in words, what the driver says of it, and what to do."""
    from django.db import connection

    described = connection.settings_dict
    place = str(described["NAME"])
    if fault is Fault.CLOSED and connection.vendor == "sqlite" and _is_read_only(Path(place).parent):
        fault = Fault.READ_ONLY
    known = {**MENDS, **SERVER_MENDS} if connection.vendor == "postgresql" else MENDS
    mend = pick(*known.get(fault, SERVER_MENDS[Fault.STOPPED]))
    filled = mend.format(place=place, folder=place.rpartition("/")[0])
    return Point(Verdict.FAULT, f"{fault.words} ({reason_of(error)})", filled)
