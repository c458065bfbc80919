"""`etabli neutrality verify | report [--json]`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etabli.community.neutrality import queries


class Command(BaseCommand):
    help = "Verify the neutrality log, or report what it holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "report"])
        parser.add_argument("--json", action="store_true", help="one JSON document on the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when the chain is broken, whichever of the two was asked."""
        report = queries.report()
        if options["what"] == "verify":
            report = {
                "entries": report["entries"],
                "broken_at": report["broken_at"],
                "last_hash": report["last_hash"],
                "exposure": {},
            }
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else told(report))
        if report["broken_at"] is not None:
            raise SystemExit(1)


def told(report: dict[str, Any]) -> str:
    """The report, for a person."""
    if report["broken_at"] is not None:
        return _("The log was changed: entry %(number)d is not as it was written.") % {
            "number": report["broken_at"]
        }
    count = report["entries"]
    lines = [
        ngettext("%(count)d entry, all as written.", "%(count)d entries, all as written.", count)
        % {"count": count},
        _("Last hash: %(hash)s") % {"hash": report["last_hash"]},
    ]
    lines += [f"{kind['kind']}: {kind['entries']}" for kind in report.get("kinds", [])]
    return "\n".join(lines)
