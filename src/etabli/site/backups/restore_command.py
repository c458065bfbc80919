"""`etabli restore FILE`: what is asked, what is refused, what is told."""

import argparse
import json
import logging
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from etabli.foundation.terminal import OneLineParser, json_help, pick, refuse
from etabli.site.backups.age import key_location
from etabli.site.backups.archive import NotABackup, Reader
from etabli.site.backups.command import one_line_errors
from etabli.site.backups.restoring import (
    Refused,
    Restored,
    check_code,
    check_nobody_else,
    check_place,
    check_room,
    restore,
)
from etabli.site.backups.swapping import finish_swap
from etabli.site.backups.verifying import open_backup
from etabli.site.data_lock import InUse, hold_alone

SCRATCH = "restoring-"


def main(argv: list[str]) -> int:
    options = _parse_arguments(argv)
    from etabli.site.django_commands import prepare

    prepare()
    from django.conf import settings
    from django.db import connection
    from django.utils.translation import activate

    # Sessions that another key signed say nothing of the backup: Django warns of each one.
    logging.getLogger("django.security.SuspiciousSession").setLevel(logging.ERROR)
    activate(settings.LANGUAGE_CODE)  # of what it writes; what it says is in that of the terminal
    with one_line_errors("restore"):
        try:
            with hold_alone(settings.DATA):
                finish_swap(settings.DATA)
                for left in settings.DATA.glob(f"{SCRATCH}*"):
                    shutil.rmtree(left, ignore_errors=True)  # of a restore that was killed
                connection.close()
                done = _restored(options)
        except InUse:
            refuse(
                "restore : Établi tourne. Arrêtez-le (systemctl stop etabli), puis recommencez.",
                "restore: Établi is running. Stop it (systemctl stop etabli), then try again.",
            )
        except NotABackup as damage:
            refuse(
                f"restore : {options.file} ne se restaure pas : {damage}",
                f"restore: {options.file} can't be restored: {damage}",
            )
        except Refused as reason:
            refuse(f"restore : {reason}", f"restore: {reason}")
        finally:
            connection.close()
    print(json.dumps(_as_json(done), ensure_ascii=False) if options.json else _restored_text(done))
    return 1 if done.lost or done.not_erased else 0


def _parse_arguments(argv: list[str]) -> argparse.Namespace:
    parser = OneLineParser(
        prog="etabli restore",
        description=pick(
            "Revenir à une sauvegarde : dans une installation vide, ou à la place de ce qui est là, gardé à côté.",
            "Restore a backup: into an empty installation, or in the place of what is there, which is kept aside.",
        ),
    )
    parser.add_argument(
        "--identity",
        type=Path,
        metavar="FILE",
        help=pick(
            "la clé secrète d'age, si elle est chiffrée", "the secret key of age, for an encrypted one"
        ),
    )
    parser.add_argument(
        "--into-existing",
        action="store_true",
        help=pick(
            "prendre la place de ce qui est là, qui est gardé à côté",
            "replace what is here; it is kept aside",
        ),
    )
    parser.add_argument(
        "--erasures",
        type=Path,
        metavar="FILE",
        help=pick(
            "la liste de ce qui a été effacé depuis (erasures.jsonl)",
            "a list of what was erased since (erasures.jsonl)",
        ),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=json_help(),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=pick("la sauvegarde", "the backup"))
    return parser.parse_args(argv)


def _restored(options: argparse.Namespace) -> Restored:
    from django.conf import settings

    from etabli.foundation.own_data.erased import FILE_NAME, list_folders

    lists = [folder / FILE_NAME for folder in list_folders()] + [options.file.absolute().parent / FILE_NAME]
    if options.erasures is not None:
        options.erasures.stat()  # one that is named is there
        lists.append(options.erasures)
    with (
        tempfile.TemporaryDirectory(prefix=SCRATCH, dir=settings.DATA) as scratch,
        open_backup(options.file, options.identity, Path(scratch)) as plain,
        plain.open("rb") as content,
    ):
        reader = Reader(content)
        reader.check()
        check_code(reader.manifest)
        check_nobody_else()
        check_place(reader.manifest, is_agreed=options.into_existing)
        check_room(reader.manifest)
        return restore(reader, lists, at=datetime.now().astimezone())


def _as_json(done: Restored) -> dict[str, object]:
    return {
        "installation": done.manifest.installation,
        "at": done.manifest.at.isoformat(),
        "rows": done.manifest.row_count,
        "files": done.files,
        "lost": done.lost,
        "erased_again": done.erased,
        "not_erased": done.not_erased,
        "lists": done.lists,
        "key": done.key,
        "kept_aside": done.aside,
    }


def _restored_text(done: Restored) -> str:
    day = done.manifest.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    lines = [
        pick(
            f"restauré : l'installation {done.manifest.installation[:8]} telle qu'elle était le {day} "
            f"({done.manifest.row_count} lignes, {done.files} fichiers remis)",
            f"restored: the installation {done.manifest.installation[:8]} as it was on {day} "
            f"({done.manifest.row_count} rows, {done.files} files put back)",
        ),
        _about_erasures(done),
    ]
    if done.not_erased:
        names = ", ".join(done.not_erased)
        lines.append(
            pick(
                f"N'ONT PAS PU ÊTRE EFFACÉS de nouveau : {names}. L'horloge réessaie chaque minute.",
                f"COULD NOT BE ERASED again: {names}. The clock tries again each minute.",
            )
        )
    if done.lost:
        lines.append(
            pick(
                f"{len(done.lost)} fichier(s) manquaient déjà dans la sauvegarde : {', '.join(done.lost[:3])}",
                f"{len(done.lost)} file(s) were already missing from the backup: {', '.join(done.lost[:3])}",
            )
        )
    lines += [_about_key(done)] if done.key != "same" else []
    lines += [pick(f"gardé à côté : {name}", f"kept aside: {name}") for name in done.aside]
    lines.append(
        pick(
            "Démarrez Établi, puis : etabli check ; etabli neutrality verify",
            "Start Établi, then: etabli check; etabli neutrality verify",
        )
    )
    return "\n".join(lines)


def _about_erasures(done: Restored) -> str:
    if not done.lists:
        return pick(
            "AUCUNE LISTE D'EFFACEMENTS n'est là (erasures.jsonl) : les personnes effacées depuis cette sauvegarde "
            "sont revenues. Si vous avez cette liste ailleurs, restaurez de nouveau avec --erasures FICHIER.",
            "NO LIST OF ERASURES was there (erasures.jsonl): whoever was erased since this backup is back. If you have "
            "that list elsewhere, restore again with --erasures FILE.",
        )
    names = ", ".join(done.lists)
    return pick(
        f"effacements faits depuis cette sauvegarde, refaits : {done.erased} (d'après {names})",
        f"erasures made since this backup, done again: {done.erased} (from {names})",
    )


def _about_key(done: Restored) -> str:
    if done.key == "restored":
        return pick("la clé secrète de la sauvegarde est remise", "the secret key of the backup is back")
    return pick(
        "LA CLÉ SECRÈTE n'est pas celle de la sauvegarde : les liens déjà envoyés ne s'ouvrent pas. "
        f"Copiez l'ancienne à la place de {key_location()}.",
        "THE SECRET KEY is not that of the backup: links that were sent don't open. Copy the former one over "
        f"{key_location()}.",
    )
