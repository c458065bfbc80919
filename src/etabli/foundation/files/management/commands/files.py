"""`etabli files move | adopt | sweep | quarantine`: where the files are, whose they are, what is to leave."""

import json
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.files import marker
from etabli.foundation.files.moving import MoveResult, copy_all
from etabli.foundation.files.orphans import find_disagreement
from etabli.foundation.files.store_addresses import BadAddress, storage_settings
from etabli.foundation.files.stores import Store, current_store, storage_fault
from etabli.foundation.files.sweeping import (
    GRACE_PERIOD,
    MIN_FILES_TO_ASK,
    QUARANTINE_PERIOD,
    Leaving,
    files_to_remove,
    sweep,
)
from etabli.foundation.terminal import json_help, pick

MAX_LISTED = 20


def _add_quarantine(verbs: Any) -> None:
    """The verb that lists what is in quarantine, or brings it back."""
    aside = verbs.add_parser(
        "quarantine",
        help=pick(
            "montrer les fichiers en quarantaine, ou les faire revenir",
            "list the files that are in quarantine, or bring them back",
        ),
    )
    aside.add_argument(
        "--restore", nargs="*", metavar="NAME", help=pick("faire revenir ceux-là", "bring these back")
    )
    aside.add_argument(
        "--all",
        action="store_true",
        help=pick("avec --restore : les faire tous revenir", "with --restore: bring all of them back"),
    )
    aside.add_argument("--json", action="store_true", help=json_help())


class Command(OwnCommand):
    french = "Où sont les fichiers, à qui ils sont, et ce qui va partir."
    english = "Where the files are kept, whose they are, and what is to leave."

    def add_arguments(self, parser: CommandParser) -> None:
        json_help_text = json_help()
        agree = pick(
            "le faire : sans cela, la commande dit seulement ce qu'elle ferait",
            "do it: without this, the command only says what it would do",
        )
        verbs = parser.add_subparsers(dest="verb", required=True)
        moving = verbs.add_parser(
            "move",
            help=pick(
                "copier tous les fichiers ailleurs ; relancé, cela reprend où c'en était",
                "copy every file to another place; begun again, it goes on where it stopped",
            ),
        )
        moving.add_argument(
            "--to",
            required=True,
            metavar="ADDRESS",
            help=pick("comme ETABLI_FILES_URL", "as ETABLI_FILES_URL"),
        )
        moving.add_argument("--json", action="store_true", help=json_help_text)
        adopting = verbs.add_parser(
            "adopt",
            help=pick(
                "dire que les fichiers de ce dépôt sont à cette installation",
                "say that the files of the store are this installation's",
            ),
        )
        adopting.add_argument("--agree", action="store_true", help=agree)
        sweeping = verbs.add_parser(
            "sweep",
            help=pick(
                "mettre en quarantaine les fichiers que plus rien ne nomme ni ne retient",
                "put in quarantine the files that nothing names or holds any more",
            ),
        )
        sweeping.add_argument("--agree", action="store_true", help=agree)
        sweeping.add_argument("--json", action="store_true", help=json_help_text)
        _add_quarantine(verbs)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a file could not be copied or brought back."""
        try:
            getattr(self, f"_{options['verb']}")(options)
        except marker.ForeignStore as refusal:
            raise CommandError(_owner_text(refusal.bearer), returncode=2) from refusal
        except OSError as error:
            raise CommandError(
                pick(
                    f"les fichiers ne répondent pas ({error}). Vérifiez ETABLI_FILES_URL, les clés et les droits.",
                    f"the place of the files fails ({error}). Check ETABLI_FILES_URL, the keys and the rights.",
                ),
                returncode=2,
            ) from error

    def _move(self, options: dict[str, Any]) -> None:
        try:
            kind = storage_settings(options["to"], **settings.S3_KEYS)
        except BadAddress as error:
            raise CommandError(str(error), returncode=2) from error
        target = cast(Store, storages.create_storage(kind))
        marker.claim(current_store())
        _prepare_target(target)
        moved = copy_all(current_store(), target, on_progress=self._progress)
        if options["json"]:
            failed = [{"file": name, "why": reason} for name, reason in moved.failed]
            self._print({"copied": moved.copied, "there": moved.there, "failed": failed})
        else:
            self.stdout.write(_move_report(moved, target, options["to"]))
        if moved.failed:
            raise SystemExit(1)

    def _adopt(self, options: dict[str, Any]) -> None:
        store = current_store()
        seen = marker.preview_adoption(store)
        self.stdout.write(_adoption_report(seen, store))
        if options["agree"]:
            marker.adopt(store)
            self.stdout.write(
                pick("C'est fait. Vérifiez : etabli check", "It is done. See for yourself: etabli check")
            )
        else:
            self.stdout.write(
                pick("Pour le faire : etabli files adopt --agree", "To do so: etabli files adopt --agree")
            )

    def _sweep(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        if options["agree"]:
            swept = sweep(now, agreed=True)
        else:
            marker.claim(current_store())
            swept = files_to_remove(now)
        if options["json"]:
            names = [*swept.unknown, *(str(stored.content.name) for stored in swept.unheld)]
            self._print(
                {"moved": options["agree"], "files": swept.files, "asks": swept.asks, "leaving": names}
            )
        else:
            self.stdout.write(_sweep_report(swept) if options["agree"] else _sweep_preview(swept))

    def _quarantine(self, options: dict[str, Any]) -> None:
        store, asked = current_store(), options["restore"]
        if (options["all"] and asked != []) or (asked == [] and not options["all"]):
            raise CommandError(
                pick(
                    "écrivez --restore NOM (un ou plusieurs), ou --restore --all",
                    "write --restore NAME (one or several), or --restore --all",
                ),
                returncode=2,
            )
        marker.claim(store)
        if asked is None:
            return self._list_quarantine(options)
        seen = find_disagreement()
        names = sorted(seen.quarantine) if options["all"] else asked
        absent = [name for name in names if not (name in seen.quarantine and store.bring_back(name))]
        restored_names = [name for name in names if name not in absent]
        unnamed = sum(name not in seen.named for name in restored_names)
        if options["json"]:
            self._print({"restored": restored_names, "absent": absent, "unnamed": unnamed})
        else:
            self.stdout.write(_restore_report(restored_names, absent, unnamed))
        if absent:
            raise SystemExit(1)

    def _list_quarantine(self, options: dict[str, Any]) -> None:
        seen = find_disagreement()
        rows = sorted(seen.quarantine.items(), key=lambda pair: (pair[1], pair[0]))
        if options["json"]:
            entries = [
                {"file": name, "since": since.isoformat(), "named": name in seen.named}
                for name, since in rows
            ]
            return self._print(entries)
        for name, since in rows:
            until = f"{timezone.localtime(since + QUARANTINE_PERIOD):%Y-%m-%d}"
            self.stdout.write(f"{name}  " + pick(f"jusqu'au {until}", f"until {until}"))
        self.stdout.write(
            pick(f"{len(rows)} fichier(s) en quarantaine.", f"{len(rows)} file(s) in quarantine.")
        )

    def _print(self, document: Any) -> None:
        self.stdout.write(json.dumps(document, ensure_ascii=False))

    def _progress(self, done: int, in_all: int) -> None:
        if self.stderr.isatty() and (done % 20 == 0 or done == in_all):
            self.stderr.write(f"\r{done}/{in_all}", ending="")


def _prepare_target(target: Store) -> None:
    """See that files can be taken to a store, and mark it as ours."""
    try:
        marker.claim(target)
        reason = storage_fault(target)
    except marker.ForeignStore:
        raise CommandError(
            pick(
                f"{target.where()} contient déjà les fichiers d'une autre installation : choisissez un endroit vide.",
                f"{target.where()} already holds the files of another installation: choose an empty place.",
            ),
            returncode=2,
        ) from None
    except OSError as error:
        reason = str(error)
    if reason is not None:
        raise CommandError(
            pick(
                f"on ne peut pas garder de fichier dans {target.where()} : {reason}",
                f"files can't be kept in {target.where()}: {reason}",
            ),
            returncode=2,
        )


def _owner_text(bearer: str | None) -> str:
    return pick(
        f"les fichiers de {current_store().where()} sont ceux d'une autre installation ({bearer or 'inconnue'}). "
        "Faites mener DATABASE_URL et ETABLI_FILES_URL à la même installation, ou, si ces fichiers sont les siens : "
        "etabli files adopt",
        f"the files in {current_store().where()} are those of another installation ({bearer or 'unknown'}). Have "
        "DATABASE_URL and ETABLI_FILES_URL lead to the same installation, or, if these files are its own: "
        "etabli files adopt",
    )


def _move_report(moved: MoveResult, target: Store, address: str) -> str:
    lines = [
        pick(
            f"{moved.copied} fichier(s) copié(s), {moved.there} y étaient déjà.",
            f"{moved.copied} file(s) copied, {moved.there} were there already.",
        )
    ]
    lines += [f"{name}: {reason}" for name, reason in moved.failed]
    if not moved.failed:
        lines.append(
            pick(
                f"Tout est dans {target.where()}. Maintenant, arrêtez Établi, relancez cette commande pour ce qui est "
                f"arrivé entre-temps, donnez à ETABLI_FILES_URL la valeur {address}, démarrez Établi, puis lancez "
                "« etabli check ». L'ancien endroit n'a pas été touché, sa quarantaine y reste : effacez-le quand vous "
                "avez une sauvegarde.",
                f"All is in {target.where()}. Now stop Établi, run this command once more for what came meanwhile, set "
                f"ETABLI_FILES_URL to {address}, start Établi, run “etabli check”. The former place was left as it "
                "was, with its quarantine: delete it once you have a backup.",
            )
        )
    return "\n".join(lines)


def _adoption_report(seen: marker.Adoption, store: Store) -> str:
    bearer = seen.bearer or pick("aucune", "none")
    return pick(
        f"{store.where()} porte l'identité : {bearer}\n"
        f"{seen.files} fichier(s) s'y trouvent, dont {seen.unknown} qu'aucune ligne de cette base ne nomme.\n"
        "Les adopter, c'est dire qu'ils sont à cette installation : l'autre, s'il y en a une, n'y aura plus accès ; "
        f"ceux que rien ne nomme iront en quarantaine après {GRACE_PERIOD.days} jours, et seront supprimés "
        f"{QUARANTINE_PERIOD.days} jours plus tard.",
        f"{store.where()} bears the identity: {bearer}\n"
        f"{seen.files} file(s) are there, of which {seen.unknown} are named by no row of this database.\n"
        "Adopting them is to say that they are this installation's: another one, if there is one, has no more access "
        f"to them; those that nothing names go to quarantine after {GRACE_PERIOD.days} days, and are deleted "
        f"{QUARANTINE_PERIOD.days} days later.",
    )


def _sweep_preview(going: Leaving) -> str:
    names = [*going.unknown, *(str(stored.content.name) for stored in going.unheld)]
    lines = names[:MAX_LISTED] + (["…"] if len(names) > MAX_LISTED else [])
    lines.append(
        pick(
            f"{going.count} fichier(s) sur {going.files} iraient en quarantaine : {len(going.unknown)} qu'aucune ligne "
            f"ne nomme, {len(going.unheld)} qui ne servent plus depuis {GRACE_PERIOD.days} jours.",
            f"{going.count} of {going.files} file(s) would go to quarantine: {len(going.unknown)} that no row names, "
            f"{len(going.unheld)} that nothing has held for {GRACE_PERIOD.days} days.",
        )
    )
    if going.restored:
        lines.append(
            pick(
                f"La base de données a été restaurée le {going.restored:%d/%m/%Y} : rien ne part sans vous.",
                f"The database was restored on {going.restored:%Y-%m-%d}: nothing leaves without you.",
            )
        )
    if going.asks or going.restored:
        lines.append(
            pick("Pour le faire : etabli files sweep --agree", "To do so: etabli files sweep --agree")
        )
    elif going.count:
        lines.append(
            pick(
                f"L'horloge le fait d'elle-même chaque jour (jusqu'à {MIN_FILES_TO_ASK} fichiers, ou 2 %).",
                f"The clock does so by itself each day (up to {MIN_FILES_TO_ASK} files, or 2%).",
            )
        )
    return "\n".join(lines)


def _sweep_report(going: Leaving) -> str:
    until = f"{timezone.localdate() + QUARANTINE_PERIOD:%Y-%m-%d}"
    return pick(
        f"{going.count} fichier(s) en quarantaine jusqu'au {until} : etabli files quarantine les montre et les rend.",
        f"{going.count} file(s) in quarantine until {until}: etabli files quarantine shows them and brings them back.",
    )


def _restore_report(names: list[str], absent: list[str], unnamed: int) -> str:
    lines = [pick(f"{len(names)} fichier(s) de retour.", f"{len(names)} file(s) brought back.")]
    if unnamed:
        lines.append(
            pick(
                f"{unnamed} ne sont nommés par aucune ligne : ils y retourneront après {GRACE_PERIOD.days} jours.",
                f"{unnamed} are named by no row: they go to quarantine again after {GRACE_PERIOD.days} days.",
            )
        )
    lines += [pick(f"{name} n'y est pas.", f"{name} is not there.") for name in absent]
    return "\n".join(lines)
