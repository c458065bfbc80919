"""`etabli assembly recount FILE|NUMBER [--json]`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from etabli.community.assembly.engine import InvalidBallotFile, Result, recount
from etabli.community.assembly.models import Poll
from etabli.community.assembly.poll_results import labels_of, outcome_of, published_file
from etabli.community.neutrality.engine import commitment, in_drawn_order
from etabli.foundation.commands import OwnCommand
from etabli.foundation.terminal import json_help, pick


class Command(OwnCommand):
    french = "Recompter les bulletins publiés d'un scrutin."
    english = "Count the published ballots of a poll again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["recount"], help=pick("recompter", "count again"))
        parser.add_argument(
            "source",
            help=pick(
                "un fichier de bulletins publiés, ou le numéro d'un scrutin clos",
                "a file of published ballots, or the number of a closed poll",
            ),
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help=json_help(),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for what is no file of ballots, or contradicts itself."""
        document = _read_document(options["source"])
        try:
            result = recount(document, commit=commitment, draw=in_drawn_order)
        except InvalidBallotFile as error:
            raise CommandError(
                _("this isn’t a file of published ballots, or it contradicts itself (%(where)s)")
                % {"where": error}
            ) from None
        text = (
            json.dumps(asdict(result), ensure_ascii=False) if options["json"] else _report(document, result)
        )
        self.stdout.write(text)


def _read_document(source: str) -> dict[str, Any]:
    if source.isascii() and source.isdigit() and not Path(source).exists():
        poll = Poll.objects.select_related("item__assembly").filter(pk=source).first()
        if poll is None or poll.closed_at is None:
            raise CommandError(_("no closed poll has this number"))
        return published_file(outcome_of(poll), labels_of(poll.item))
    try:
        document = json.loads(Path(source).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(_("this file can’t be read: %(why)s") % {"why": error}) from None
    return document if isinstance(document, dict) else {}


def _report(document: dict[str, Any], result: Result) -> str:
    labels = {option["key"]: option.get("label", option["key"]) for option in document["options"]}
    lines = [
        str(document.get("title", "")),
        _("Ballots: %(cast)d, blank: %(blank)d, void: %(void)d") % asdict(result),
        *(f"{labels[option]}: {votes}" for option, votes in result.votes),
    ]
    if result.adopted is not None:
        lines.append(_("The resolution is adopted.") if result.adopted else _("The resolution is rejected."))
    for sentence, options_named in (
        (_("Elected: %(names)s."), result.elected),
        (_("Tied: %(names)s."), result.tied),
    ):
        if options_named:
            lines.append(sentence % {"names": ", ".join(labels[option] for option in options_named)})
    if result.vacant:
        lines.append(_("Seats left: %(number)d.") % {"number": result.vacant})
    return "\n".join(lines)
