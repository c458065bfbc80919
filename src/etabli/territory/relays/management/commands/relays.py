"""`etabli relays import FILE` and `etabli relays export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.commands import OwnCommand
from etabli.foundation.documents.spreadsheets import csv_file
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.queries import NotVisible, default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.terminal import pick
from etabli.territory.relays import pending_import, publishing, queries
from etabli.territory.relays.actions import import_relays
from etabli.territory.relays.engine.imported_relay import Remark
from etabli.territory.relays.spreadsheet import rows_of
from etabli.territory.relays.wording import reason_sentence


class Command(OwnCommand):
    """The directory of relays from the command line."""

    french = "Reprendre des relais d'un fichier, ou les écrire."
    english = "Take relays in from a file, or write them out."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        import_parser = verbs.add_parser(
            "import",
            help=pick(
                "lire un tableau, ou la liste nationale (CSV ou JSON)",
                "read a spreadsheet, or the national list (CSV or JSON)",
            ),
        )
        import_parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help=pick("le tableau ou la liste", "the spreadsheet or the list"),
        )
        import_parser.add_argument(
            "--only-new",
            action="store_true",
            help=pick("ne changer aucun relais déjà connu", "change no relay that is known"),
        )
        export_parser = verbs.add_parser(
            "export",
            help=pick(
                "écrire les relais en CSV, sur la sortie standard",
                "write the relays as CSV, on the standard output",
            ),
        )
        export_parser.add_argument(
            "--standard",
            action="store_true",
            help=pick(
                "les lieux d'aide au numérique, au format national",
                "digital-help places, in the national standard",
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chamber = default_chamber()
            if options["verb"] == "import":
                self._import(chamber, options["file"], only_new=options["only_new"])
            else:
                self._export(chamber, in_standard=options["standard"])
        except NotVisible as absent:
            raise CommandError(
                _(
                    "No chamber has been set up yet. First run:"
                    " etabli manage set_up --chamber NAME --adviser ADDRESS"
                ),
                returncode=2,
            ) from absent
        except (ActionError, OSError) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal

    def _import(self, chamber: Organisation, path: Path, *, only_new: bool) -> None:
        plan = pending_import.plan_of(chamber.pk, pending_import.parse(path.name, path.read_bytes()))
        for remark in plan.remarks:
            self.stdout.write(_sentence_of(remark))
        done = import_relays(
            chamber=chamber,
            file_name=path.name,
            plan=plan,
            lines_to_skip={row.line for row in plan.changed} if only_new else set(),
            by=Viewer.system(chamber.pk),
            at=timezone.now(),
        )
        counts = {"added": done.added, "updated": done.updated, "unchanged": done.unchanged}
        self.stdout.write(
            _("%(added)s relays added, %(updated)s brought up to date, %(unchanged)s left as they were.")
            % counts
        )

    def _export(self, chamber: Organisation, *, in_standard: bool) -> None:
        viewer = Viewer.system(chamber.pk)
        if not in_standard:
            relays = queries.relays(viewer, at=timezone.now())
            self.stdout.write(csv_file(rows_of(relays)).decode(), ending="")
            return
        export = publishing.export(viewer)
        self.stdout.write(export.csv, ending="")
        for relay, lacks in export.incomplete:
            values = {"name": relay.name, "lacks": ", ".join(lacks)}
            self.stderr.write(_("%(name)s is not in the file: %(lacks)s is missing.") % values)


def _sentence_of(remark: Remark) -> str:
    """What was left out of the file, and why."""
    values = {
        "line": remark.line,
        "name": remark.name,
        "why": reason_sentence(remark.fault),
        "value": remark.value,
    }
    row_refused = _("Line %(line)s was left out (%(name)s): %(why)s. %(value)s")
    value_refused = _("Line %(line)s (%(name)s), this value was left out: %(why)s. %(value)s")
    return (row_refused if remark.is_refused else value_refused) % values
