"""`etabli backup [DIR]` and `etabli backup verify FILE`: what is asked, and what is told."""

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from etabli.foundation.terminal import OneLineParser, json_help, pick, refuse
from etabli.site.backups import age
from etabli.site.backups.archive import NotABackup
from etabli.site.backups.manifest import Manifest
from etabli.site.backups.naming import SCRATCH_NAME, Busy, locked_scratch, remove_old, remove_parts
from etabli.site.backups.postgresql import NoDatabase
from etabli.site.backups.restoring import earlier_than_code, earlier_words, later_than_code, later_words
from etabli.site.backups.verifying import Verified, open_backup, verify
from etabli.site.data_lock import hold_shared

CLEAR_SUFFIX = "backing-up"  # the folder of the data where an encrypted backup is prepared


def main(argv: list[str]) -> int:
    return _verify(argv[1:]) if argv[:1] == ["verify"] else _backup(argv)


def _backup(argv: list[str]) -> int:
    parser = OneLineParser(
        prog="etabli backup",
        description=pick(
            "Sauvegarder tout ce qu'Établi garde, dans un fichier de DIR (sinon d'ETABLI_BACKUPS).",
            "Back up all that Établi keeps, in one file of DIR (else of ETABLI_BACKUPS).",
        ),
    )
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="KEY",
        help=pick("age1... : chiffrer pour cette clé", "age1...: encrypt to this key"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=json_help(),
    )
    parser.add_argument(
        "folder", nargs="?", metavar="DIR", help=pick("le dossier où la mettre", "the folder that takes it")
    )
    options = parser.parse_args(argv)
    from etabli.site.django_commands import prepare

    prepare()
    from django.conf import settings

    hold_shared(settings.DATA)
    folder = options.folder or settings.BACKUPS
    if not folder:
        refuse(
            "backup : dites dans quel dossier : etabli backup /chemin, ou ETABLI_BACKUPS",
            "backup: say in which folder: etabli backup /path, or ETABLI_BACKUPS",
        )
    with one_line_errors("backup"):
        to = age.parse_recipients([*options.recipient, *settings.BACKUP_RECIPIENTS])
        return _write_backup(Path(folder).absolute(), to, in_json=options.json)


def _write_backup(folder: Path, to: list[Any], *, in_json: bool) -> int:
    from django.conf import settings

    from etabli.foundation.own_data.erased import complete_in
    from etabli.site.backups.writing import write

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.umask(0o077)
    with (
        locked_scratch(folder / SCRATCH_NAME) as beside,
        locked_scratch(settings.DATA / CLEAR_SUFFIX) as in_clear,
    ):
        remove_parts(folder)
        scratch = in_clear if to else beside  # nothing in clear ever stands where an encrypted backup does
        backup = write(folder, scratch, to=to, at=datetime.now().astimezone())
        complete_in(folder)
        gone = []
        if backup.manifest.is_whole:
            gone = remove_old(folder, days=settings.BACKUPS_DAYS, kept=backup.path, at=datetime.now())
    if in_json:
        report = {
            **_as_json(backup.path, backup.verified),
            "bytes": backup.size,
            "encrypted": bool(to),
            "removed": [str(path) for path in gone],
        }
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(
            _written_text(backup.path, backup.size, backup.verified, is_encrypted=bool(to), removed=len(gone))
        )
    return 0 if backup.manifest.is_whole else 1


def _verify_parser() -> OneLineParser:
    parser = OneLineParser(
        prog="etabli backup verify",
        description=pick("Essayer une sauvegarde, sans rien changer.", "Try a backup, changing nothing."),
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
        "--json",
        action="store_true",
        help=json_help(),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=pick("la sauvegarde", "the backup"))
    return parser


def _verify(argv: list[str]) -> int:
    options = _verify_parser().parse_args(argv)
    from etabli.site.django_commands import prepare

    prepare()
    with one_line_errors("backup verify"), _scratch_beside(options.file) as scratch:
        try:
            with open_backup(options.file, options.identity, scratch) as plain:
                verified = verify(plain, scratch)
        except NotABackup as damage:
            if options.json:
                print(
                    json.dumps(
                        {"file": str(options.file), "sound": False, "why": str(damage)}, ensure_ascii=False
                    )
                )
            else:
                print(pick(f"abîmée : {options.file} : {damage}", f"damaged: {options.file}: {damage}"))
            return 1
        later, earlier = later_than_code(verified.manifest), earlier_than_code(verified.manifest)
    if options.json:
        document = {"sound": True, "later": later, "earlier": earlier, **_as_json(options.file, verified)}
        print(json.dumps(document, ensure_ascii=False))
    else:
        is_encrypted = age.is_encrypted(options.file)
        print(_written_text(options.file, options.file.stat().st_size, verified, is_encrypted=is_encrypted))
        if later:
            print(f"  {later_words(later)}")
        if earlier:
            print(f"  {earlier_words(earlier)}")
    return 0 if verified.manifest.is_whole and not (later or earlier) else 1


@contextmanager
def one_line_errors(name: str) -> Iterator[None]:
    """What can't be done is told in one line, with exit code 2."""

    def no(reason: object) -> NoReturn:
        refuse(f"{name} : {reason}", f"{name}: {reason}")

    from django.db import Error

    try:
        yield
    except Busy:
        no(
            pick(
                "une autre sauvegarde s'écrit dans ce dossier",
                "another backup is being written in this folder",
            )
        )
    except (NotABackup, NoDatabase, age.InvalidKey) as error:
        no(error)
    except Error as error:
        no((str(error).strip() or type(error).__name__).splitlines()[0])
    except FileNotFoundError as error:
        no(pick(f"{error.filename} n'existe pas", f"{error.filename} does not exist"))
    except IsADirectoryError as error:
        no(pick(f"{error.filename} est un dossier", f"{error.filename} is a folder"))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            no(pick("le disque est plein : faites de la place", "the disk is full: make room"))
        no(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error)


@contextmanager
def _scratch_beside(file: Path) -> Iterator[Path]:
    """Room for what is unpacked: beside the backup where one may write, else where the system has room."""
    folder = file.absolute().parent
    with tempfile.TemporaryDirectory(
        prefix=".etabli-verify-",
        dir=folder if os.access(folder, os.W_OK) else None,
        ignore_cleanup_errors=True,
    ) as scratch:
        yield Path(scratch)


def _as_json(path: Path, verified: Verified) -> dict[str, Any]:
    manifest = verified.manifest
    return {
        "file": str(path),
        "installation": manifest.installation,
        "at": manifest.at.isoformat(),
        "vendor": manifest.vendor,
        "version": manifest.version,
        "rows": manifest.row_count,
        "files": manifest.files,
        "verified": "restored" if verified.restored else "read",
        "key_inside": "secret_key" in manifest.entries,
        "erased": manifest.erased,
        "missing": manifest.missing,
        "damaged": manifest.damaged,
    }


def _written_text(path: Path, size: int, verified: Verified, *, is_encrypted: bool, removed: int = 0) -> str:
    manifest = verified.manifest
    megabytes = f"{size / 1e6:.1f}"
    day = manifest.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    lines = [
        pick(
            f"{path} ({megabytes.replace('.', ',')} Mo)\n"
            f"  installation {manifest.installation[:8]}, le {day}, {manifest.vendor} : "
            f"{manifest.row_count} lignes, {manifest.files} fichiers",
            f"{path} ({megabytes} MB)\n"
            f"  installation {manifest.installation[:8]}, {day}, {manifest.vendor}: "
            f"{manifest.row_count} rows, {manifest.files} files",
        ),
        "  "
        + (
            pick(
                "vérifiée : la base a été restaurée à l'écart, les comptes et les sommes sont les mêmes",
                "verified: the database was restored in a scratch place, counts and sums are the same",
            )
            if verified.restored
            else pick(
                "vérifiée : la base a été relue jusqu'au bout, les comptes et les sommes sont les mêmes",
                "verified: the database was read to its end, counts and sums are the same",
            )
        ),
        f"  {_about_key(manifest, is_encrypted)}",
    ]
    lines += [f"  {line}" for line in _about_files(manifest)]
    if removed:
        lines.append(
            pick(f"  {removed} ancienne(s) sauvegarde(s) retirée(s)", f"  {removed} old backup(s) removed")
        )
    return "\n".join(lines)


def _about_key(manifest: Manifest, is_encrypted: bool) -> str:
    from etabli.site.backups.age import key_check, key_location

    if is_encrypted:
        return pick("chiffrée, la clé secrète dedans", "encrypted, the secret key inside")
    place = key_location()
    if manifest.key_check != key_check():
        return pick(
            f"la clé secrète n'est pas dedans, et celle d'ici ({place}) en est une autre : gardez celle de "
            "l'installation qui a fait cette sauvegarde",
            f"the secret key is not inside, and the one here ({place}) is another: keep that of the installation "
            "that made this backup",
        )
    return pick(
        f"la clé secrète n'est pas dedans : elle est dans {place}. Gardez-en une copie ailleurs.",
        f"the secret key is not inside: it is in {place}. Keep a copy of it elsewhere.",
    )


def _about_files(manifest: Manifest) -> Iterator[str]:
    for names, french, english in (
        (manifest.erased, "fichier(s) effacé(s) pendant la sauvegarde", "file(s) erased while it was made"),
        (manifest.missing, "fichier(s) MANQUENT dans le dépôt", "file(s) are MISSING from the store"),
        (manifest.damaged, "fichier(s) ABÎMÉS dans le dépôt", "file(s) are DAMAGED in the store"),
    ):
        if names:
            yield f"{len(names)} {pick(french, english)}: {', '.join(names[:3])}"
