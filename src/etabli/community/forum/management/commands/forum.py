"""`etabli forum import FILE [--write] [--json]`."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.community.forum import actions
from etabli.community.forum.engine.former_forum import BadFile
from etabli.community.forum.former_forum import Preview, preview_forum, questions_in, sentence_of
from etabli.foundation.commands import OwnCommand
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.terminal import json_help, pick

MAX_NAMES = 20  # shown; the JSON has them all


class Command(OwnCommand):
    french = "Reprendre les questions d'un ancien forum."
    english = "Take in the questions of a former forum."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["import"], help=pick("reprendre", "take in"))
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help=pick("un fichier, une question par ligne en JSON", "a file, a question a line as JSON"),
        )
        parser.add_argument(
            "--write",
            action="store_true",
            help=pick(
                "écrire ; sans cela, montrer ce qui le serait", "write; without it, show what would be"
            ),
        )
        parser.add_argument(
            "--association",
            default="",
            metavar="NAME",
            help=pick("son nom, s'il y en a plusieurs", "its name, where there are several"),
        )
        parser.add_argument("--json", action="store_true", help=json_help())

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a file that can't be read or isn't what it should be."""
        association, at = _association(options["association"]), timezone.now()
        try:
            with options["file"].open("rb") as stream:
                preview = preview_forum(association, stream, at)
                if options["write"]:
                    stream.seek(0)
                    actions.import_forum(
                        organisation=association,
                        questions=questions_in(stream, at),
                        by=Viewer.system(association.pk),
                        at=at,
                    )
        except OSError as error:
            raise CommandError(_("this file can’t be read: %(why)s") % {"why": error}) from None
        except BadFile as fault:
            raise CommandError(_("nothing was written: %(fault)s") % {"fault": sentence_of(fault)}) from None
        except ActionError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            json.dumps(_document(preview, is_written=options["write"]), ensure_ascii=False)
            if options["json"]
            else _report(preview, is_written=options["write"])
        )


def _association(name: str) -> Organisation:
    associations = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION)
    chosen = list((associations.filter(name=name) if name else associations)[:2])
    if len(chosen) != 1:
        raise CommandError(
            _("say which association by --association: %(names)s")
            % {"names": ", ".join(associations.order_by("name").values_list("name", flat=True)) or "-"}
        )
    return chosen[0]


def _document(preview: Preview, *, is_written: bool) -> dict[str, Any]:
    return {
        "written": is_written,
        "questions": preview.questions,
        "answers": preview.answers,
        "already_there": preview.already_there,
        "members": dict(preview.known),
        "others": dict(preview.unknown),
        "other_trades": dict(preview.other_trades),
        "left_out": [{"line": row.line, "field": row.field, "why": row.code} for row in preview.left_out],
        "left_out_count": preview.left_out_count,
    }


def _report(preview: Preview, *, is_written: bool) -> str:
    lines = [
        ngettext("%(n)d question", "%(n)d questions", preview.questions) % {"n": preview.questions},
        ngettext("%(n)d answer", "%(n)d answers", preview.answers) % {"n": preview.answers},
        _("questions there already: %(n)d") % {"n": preview.already_there},
        _("members, known by their e-mail: %(names)s") % {"names": _names(preview.known)},
        _("others, shown by the name given: %(names)s") % {"names": _names(preview.unknown)},
    ]
    if preview.other_trades:
        names = {"names": _names(preview.other_trades)}
        lines.append(_("trades that are not on the list, asked of all: %(names)s") % names)
    lines += [_("left out: %(what)s") % {"what": sentence_of(row)} for row in preview.left_out]
    if not is_written:
        lines.append(_("Nothing is written yet: add %(option)s.") % {"option": "--write"})
    return "\n".join(lines)


def _names(counts: Counter[str]) -> str:
    shown = [f"{name} ({count})" for name, count in counts.most_common(MAX_NAMES)]
    return ", ".join([*shown, *(["…"] if len(counts) > MAX_NAMES else [])]) or "0"
