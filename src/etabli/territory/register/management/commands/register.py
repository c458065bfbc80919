"""`etabli register import FILE...` and `etabli register search TEXT`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.commands import OwnCommand
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.queries import NotVisible, default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.terminal import json_help, pick
from etabli.territory.places import queries as places
from etabli.territory.register import queries
from etabli.territory.register.models import Import
from etabli.territory.register.progress import Phase, Progress, ignore_progress, paced_progress
from etabli.territory.register.refreshing import refresh
from etabli.territory.register.sheets.reading import is_spreadsheet
from etabli.territory.register.sheets.terminal_import import import_file

CLEAR_LINE = "\r\033[K"  # to its beginning, then erased to its end


def _add_search(verbs: Any) -> None:
    """The verb that finds businesses."""
    search = verbs.add_parser(
        "search",
        help=pick("trouver une entreprise par son nom ou son SIRET", "find a business by name or SIRET"),
    )
    search.add_argument("text", help=pick("un nom, ou un SIRET", "a name, or a SIRET"))
    search.add_argument(
        "--commune",
        default="",
        help=pick("dans cette commune (code INSEE)", "in this commune (INSEE code)"),
    )
    search.add_argument(
        "--json",
        action="store_true",
        dest="as_json",
        help=json_help(),
    )


class Command(OwnCommand):
    """The register from the command line; JSON on demand, for scripts."""

    french = "Importer ou chercher des entreprises artisanales."
    english = "Import or search craft businesses."
    requires_system_checks: list[str] = []  # they load every page, half of the start of a small import

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser(
            "import",
            help=pick(
                "lire des fichiers SIRENE (CSV, Parquet, ou leur zip)",
                "read SIRENE files (CSV, Parquet, or zip of them)",
            ),
        )
        importing.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help=pick("un fichier", "a file")
        )
        importing.add_argument(
            "--department",
            action="append",
            default=[],
            help=pick(
                "plusieurs fois si besoin ; 33 par défaut, « all » pour tous",
                "repeatable; 33 by default, “all” for everywhere",
            ),
        )
        importing.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADER=FIELD",
            help=pick(
                "plusieurs fois si besoin : ce que contient une colonne d'un tableau, quand ce qui est deviné est faux",
                "repeatable: what a column of a spreadsheet holds, where the guess is wrong",
            ),
        )
        importing.add_argument(
            "--json",
            action="store_true",
            dest="as_json",
            help=json_help(),
        )
        _add_search(verbs)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chamber = default_chamber()
            if options["verb"] == "import":
                self._import(chamber, options)
            else:
                self._search(chamber, options)
        except NotVisible as absent:
            raise CommandError(
                _(
                    "No chamber has been set up yet. First run:"
                    " etabli manage set_up --chamber NAME --adviser ADDRESS"
                ),
                returncode=2,
            ) from absent
        except ActionError as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal

    def _import(self, chamber: Organisation, options: dict[str, Any]) -> None:
        started = monotonic()
        if self._is_sheet(options["files"]):
            done = import_file(options["files"][0], options["column"], chamber=chamber, at=timezone.now())
        else:
            done = self._refresh(chamber, options)
        if done.status == Import.Status.REFUSED:
            raise CommandError(done.message, returncode=2)
        counted_fields = ("read", "kept", "created", "updated", "closed", "unchanged")
        counts = {name: getattr(done, name) for name in counted_fields}
        if options["as_json"]:
            rejected = {"rejected": done.rejected, "rejected_count": done.rejected_count}
            summary = {**counts, **rejected, "seconds": round(monotonic() - started, 3)}
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
        else:
            self._write_counts(counts, done)

    def _is_sheet(self, paths: list[Path]) -> bool:
        if len(paths) > 1 or not paths[0].is_file():
            return False
        with paths[0].open("rb") as stream:
            return is_spreadsheet(stream)

    def _refresh(self, chamber: Organisation, options: dict[str, Any]) -> Import:
        """From SIRENE files; on a terminal one line says how far it is, and is gone before anything else is written."""
        departments = options["department"] or ["33"]
        is_quiet = options["as_json"] or not sys.stderr.isatty()
        line_cleared = "" if is_quiet else CLEAR_LINE
        try:
            return refresh(
                chamber=chamber,
                paths=options["files"],
                departments=[] if "all" in departments else departments,
                by=Viewer.system(chamber.pk),
                at=timezone.now,
                tell=ignore_progress if is_quiet else paced_progress(self._write_progress),
                on_resume=lambda: self.stderr.write(
                    line_cleared + _("An import of these files was cut short: what it had read is taken up.")
                ),
            )
        finally:
            self.stderr.write(line_cleared, ending="")

    def _write_counts(self, counts: dict[str, int], done: Import) -> None:
        self.stdout.write(
            _(
                "%(read)s rows read, %(kept)s craft businesses kept: %(created)s new, %(updated)s changed,"
                " %(closed)s closed, %(unchanged)s unchanged."
            )
            % counts
        )
        for refused in done.rejected:
            self.stdout.write(_("Row %(row)s was left out: %(why)s") % refused)
        if more := done.rejected_count - len(done.rejected):
            self.stdout.write(_("%(count)s more rows were left out.") % {"count": more})

    def _write_progress(self, progress: Progress) -> None:
        doing = {
            Phase.READING: _("Reading the files"),
            Phase.WRITING: _("Writing the register"),
            Phase.INDEXING: _("Preparing the search"),
        }
        line = f"{doing[progress.phase]}: {progress.whole_done:.0%}"
        if progress.seconds_left is not None:
            line += " " + _("(about %(seconds)s s left)") % {"seconds": progress.seconds_left}
        self.stderr.write(CLEAR_LINE + line, ending="")

    def _search(self, chamber: Organisation, options: dict[str, Any]) -> None:
        commune = places.find_commune(options["commune"]) if options["commune"] else None
        if options["commune"] and commune is None:
            raise CommandError(
                _("No commune is called “%(name)s”. Give its full name or its INSEE code.")
                % {"name": options["commune"]},
                returncode=2,
            )
        businesses = queries.search_businesses(Viewer.system(chamber.pk), options["text"], commune)
        rows = [
            {
                "siret": business.siret,
                "name": business.name,
                "trade": business.trade,
                "commune": business.commune,
                "score": business.score,
            }
            for business in businesses
        ]
        if options["as_json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("{siret}  {name} · {trade} · {commune}".format(**row))
        if not rows:
            self.stdout.write(_("Nothing found. Try with fewer words, or with the SIRET."))
