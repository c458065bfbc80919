"""`etabli files move --to ADDRESS`: take the files to another place."""

import json
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etabli.foundation.files.addresses import BadAddress, store_at
from etabli.foundation.files.moving import Moved, copy_all
from etabli.foundation.files.stores import Store, fault, present


class Command(BaseCommand):
    help = "Take the files to another place, and prove that they have arrived."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        moving = verbs.add_parser("move", help="copy every file; begun again, it goes on where it stopped")
        moving.add_argument("--to", required=True, metavar="ADDRESS", help="as ETABLI_FILES_URL")
        moving.add_argument("--json", action="store_true", help="one JSON document on the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a file could not be copied."""
        try:
            kind = store_at(options["to"], **settings.S3_KEYS)
        except BadAddress as error:
            raise CommandError(str(error), returncode=2) from error
        target = cast(Store, storages.create_storage(kind))
        reason = fault(target)
        if reason is not None:
            raise CommandError(
                _("files can't be kept in %(place)s: %(reason)s")
                % {"place": target.where(), "reason": reason},
                returncode=2,
            )
        moved = copy_all(present(), target, told=self._progress)
        self.stdout.write(_as_json(moved) if options["json"] else _told(moved, target, options["to"]))
        if moved.failed:
            raise SystemExit(1)

    def _progress(self, done: int, in_all: int) -> None:
        if self.stderr.isatty() and (done % 20 == 0 or done == in_all):
            self.stderr.write(f"\r{done}/{in_all}", ending="")


def _as_json(moved: Moved) -> str:
    failed = [{"file": name, "why": reason} for name, reason in moved.failed]
    return json.dumps({"copied": moved.copied, "there": moved.there, "failed": failed}, ensure_ascii=False)


def _told(moved: Moved, target: Store, address: str) -> str:
    lines = [
        ngettext("%(count)d file copied.", "%(count)d files copied.", moved.copied) % {"count": moved.copied},
        ngettext("%(count)d was there already.", "%(count)d were there already.", moved.there)
        % {"count": moved.there},
    ]
    lines += [f"{name}: {reason}" for name, reason in moved.failed]
    if not moved.failed:
        lines.append(
            _(
                "All is in %(place)s. Now stop Établi, run this command once more for what came meanwhile, set "
                "ETABLI_FILES_URL to %(address)s, start Établi, run “etabli check”. The former place was left as it "
                "was: delete it once you have a backup."
            )
            % {"place": target.where(), "address": address}
        )
    return "\n".join(lines)
