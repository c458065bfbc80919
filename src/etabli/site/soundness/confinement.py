"""What reads strangers' files: what it could still reach on this machine, and what the kernel lacks to hold it."""

import os
from collections.abc import Collection, Iterator

from etabli.foundation import landlock, reader, seccomp
from etabli.foundation.reach import Reach, reach
from etabli.foundation.terminal import pick
from etabli.site.soundness.points import Point, fault, remark, sound

# (French, English)
REACHED = {
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

    kept = [settings.DATA, *settings.DATA.glob("secret_key"), *settings.DATA.glob("*.sqlite3")]
    reached = reach(kept)
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
    lacking = ", ".join(_lacking())
    return _less_well(reached, lacking) if reached or lacking else _well(apart=bool(service))


def _well(*, apart: bool) -> Point:
    user = (
        pick("un utilisateur à part", "a user of its own")
        if apart
        else pick("le même utilisateur", "the same user")
    )
    return sound(
        f"ce qui lit les fichiers reçus est enfermé (seccomp, Landlock {landlock.version()}, {user})",
        f"what reads received files is shut in (seccomp, Landlock {landlock.version()}, {user})",
    )


def _less_well(reached: Collection[Reach], lacking: str) -> Point:
    left = ", ".join(pick(*REACHED[what]) for what in Reach if what in reached)
    if not left:
        left = pick("rien pour autant", "nothing for all that")
    return remark(
        f"ce qui lit les fichiers reçus est moins bien enfermé ici ({lacking or '?'}) ; "
        f"un fichier hostile qui le détournerait atteindrait : {left}",
        f"what reads received files is less well shut in here ({lacking or '?'}); "
        f"a hostile file that took it over would reach: {left}",
        "prenez un noyau Linux 6.12 ou plus récent (Debian 13), où Landlock est actif : cat /sys/kernel/security/lsm",
        "take a Linux kernel 6.12 or newer (Debian 13) on which Landlock is active: cat /sys/kernel/security/lsm",
    )


def _lacking() -> Iterator[str]:
    version = landlock.version()
    if not version:
        yield pick("sans Landlock", "without Landlock")
    elif version < landlock.WHOLE:
        yield pick(
            f"Landlock {version} au lieu de {landlock.WHOLE}", f"Landlock {version}, not {landlock.WHOLE}"
        )
    if not seccomp.is_known():
        yield pick("sans seccomp sur ce processeur", "without seccomp on this processor")
