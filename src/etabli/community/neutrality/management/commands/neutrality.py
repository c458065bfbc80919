"""`etabli neutrality verify | report | draw [--json]`."""

import json
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.community.neutrality import queries
from etabli.community.neutrality.draws import SUBJECT_OF_LIST, recompute_order
from etabli.foundation.commands import OwnCommand
from etabli.foundation.terminal import json_help, pick


def _add_drawing(parser: CommandParser) -> None:
    """The arguments of `draw`."""
    parser.add_argument(
        "--list",
        choices=SUBJECT_OF_LIST,
        default="directory",
        help=pick("draw : de quelle liste", "draw: of which list"),
    )
    parser.add_argument(
        "--key",
        help=pick(
            "draw : la clé de l'adresse, « 2027-01-12-345 »",
            "draw: the key of the address, “2027-01-12-345”",
        ),
    )
    parser.add_argument(
        "--filters",
        default="",
        help=pick(
            "draw : les filtres, comme les chiffres les écrivent",
            "draw: the filters, as the figures write them",
        ),
    )
    parser.add_argument(
        "--eligible",
        help=pick("draw : les numéros de la liste, « 3,5,8 »", "draw: the numbers in the list, “3,5,8”"),
    )
    parser.add_argument(
        "--seed",
        help=pick(
            "draw : la graine révélée, si elle n'est pas dans cette base",
            "draw: the revealed seed, where it is not in this database",
        ),
    )


class Command(OwnCommand):
    french = "Vérifier le journal de neutralité, dire ce qu'il contient, ou tirer de nouveau un ordre."
    english = "Verify the neutrality log, report what it holds, or draw an order again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what",
            choices=["verify", "report", "draw"],
            help=pick(
                "verify : vérifier ; report : dire ce qu'il contient ; draw : tirer de nouveau un ordre",
                "verify it; report what it holds; draw an order again",
            ),
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help=json_help(),
        )
        parser.add_argument(
            "--days",
            type=int,
            default=30,
            help=pick(
                "report : sur combien de jours avant aujourd'hui (30)",
                "report: over how many days before today (30)",
            ),
        )
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="HASH",
            help=pick(
                "verify : une empreinte notée ailleurs, plus tôt", "verify: a hash noted elsewhere, earlier"
            ),
        )
        _add_drawing(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when something is not as the log says, whichever of the first two was asked."""
        if options["what"] == "draw":
            return self._draw(options)
        today = timezone.localdate()
        make_report = queries.verification if options["what"] == "verify" else queries.report
        report = make_report(since=today - timedelta(days=options["days"]), until=today)
        report["problems"] += queries.missing_hashes(options["anchor"])
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else report_text(report))
        if report["broken_at"] is not None or report["problems"]:
            raise SystemExit(1)

    def _draw(self, options: dict[str, Any]) -> None:
        """The order that a key gave, from the revealed seed alone."""
        try:
            order = recompute_order(
                list_name=options["list"],
                filters=options["filters"],
                eligible=_numbers(options["eligible"] or ""),
                key=options["key"] or "",
                seed=options["seed"],
            )
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(json.dumps(order) if options["json"] else ", ".join(map(str, order)))


def _numbers(typed: str) -> list[int]:
    """Raises ValueError, with a sentence, for anything else than numbers."""
    try:
        return [int(number) for number in typed.split(",")]
    except ValueError:
        sentence = _("Say who was in the list, by their numbers: %(example)s")
        raise ValueError(sentence % {"example": "--eligible 3,5,8"}) from None


def report_text(report: dict[str, Any]) -> str:
    """The report, for a person."""
    lines = [_chain(report), *report["problems"]]
    if not report["problems"] and report["broken_at"] is None:
        lines.append(_("Draws and figures are those that the log announced."))
    lines.append(_("Last hash: %(hash)s") % {"hash": report["last_hash"]})
    for name, values in report["exposure"].items():
        lines.append(
            _("%(list)s: %(members)d shown, %(visits)d visits, most ÷ least %(ratio)s")
            % {**values, "list": name, "ratio": values["max_over_min"] or "—"}
        )
    lines += [f"{kind['kind']}: {kind['entries']}" for kind in report.get("kinds", [])]
    for name, members in report.get("members", {}).items():
        lines += [
            f"{name} {member['who'] or '—'}: {member['shown']} / {member['eligible']}" for member in members
        ]
    return "\n".join(lines)


def _chain(report: dict[str, Any]) -> str:
    if report["broken_at"] is not None:
        return _("The log was changed: entry %(number)d is not as it was written.") % {
            "number": report["broken_at"]
        }
    count = report["entries"]
    return ngettext("%(count)d entry, all as written.", "%(count)d entries, all as written.", count) % {
        "count": count
    }
