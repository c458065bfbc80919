"""`etabli sessions import PLAN.json [--dry-run]`: the sessions of a season plan, all or none."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.commands import OwnCommand
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.terminal import json_help, pick
from etabli.foundation.ui.typography import spans
from etabli.programme.workshops.actions import create_sessions
from etabli.programme.workshops.proposed_sessions import Offer, check_offers
from etabli.programme.workshops.season_plan import NotAPlan, read_plan


class Command(OwnCommand):
    """What the page of a season plan does, for scripts: it acts for the adviser that is named."""

    french = "Créer les séances d'un plan de saison."
    english = "Create the sessions of a season plan."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        reading = verbs.add_parser(
            "import",
            help=pick(
                "créer les séances d'un plan, toutes ou aucune", "create the sessions of a plan, all or none"
            ),
        )
        reading.add_argument("file", type=Path, metavar="PLAN.json", help=pick("le plan", "the plan"))
        reading.add_argument(
            "--as",
            dest="adviser",
            default="",
            help=pick(
                "l'adresse de la conseillère ; à donner s'il y en a plusieurs",
                "address of the adviser; needed when several",
            ),
        )
        reading.add_argument(
            "--dry-run",
            action="store_true",
            help=pick(
                "montrer ce qui serait créé, ne rien créer", "show what would be created, create nothing"
            ),
        )
        reading.add_argument(
            "--draft",
            action="store_true",
            help=pick("les préparer sans les annoncer", "prepare them without announcing"),
        )
        reading.add_argument(
            "--json",
            action="store_true",
            dest="as_json",
            help=json_help(),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        viewer, at = self._viewer(options["adviser"]), timezone.now()
        try:
            offers = check_offers(read_plan(options["file"].read_bytes(), viewer), viewer, at=at)
        except OSError as error:
            raise CommandError(
                _("%(file)s can't be read: %(why)s") % {"file": options["file"], "why": error.strerror},
                returncode=2,
            ) from error
        except NotAPlan as refusal:
            raise CommandError(f"{options['file']}: {refusal}", returncode=2) from refusal
        faulty = [offer for offer in offers if offer.faults]
        created = [] if faulty or options["dry_run"] else self._create(offers, viewer, options)
        self._tell(offers, created, as_json=options["as_json"])
        if faulty:
            message = _("%(number)d of %(all)d sessions can't be created: nothing was.")
            raise CommandError(message % {"number": len(faulty), "all": len(offers)}, returncode=2)

    def _create(self, offers: list[Offer], viewer: Viewer, options: dict[str, Any]) -> list[int]:
        plans = [offer.plan for offer in offers if offer.plan]
        try:
            sessions = create_sessions(
                wanted=plans, announce=not options["draft"], by=viewer, at=timezone.now()
            )
        except ActionError as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        return [session.pk for session in sessions]

    def _tell(self, offers: list[Offer], created: list[int], *, as_json: bool) -> None:
        if as_json:
            rows = [{"session": o.key, "faults": o.faults, "doubts": o.doubts} for o in offers]
            self.stdout.write(json.dumps({"rows": rows, "created": created}, ensure_ascii=False))
            return
        for offer in offers:
            plan = offer.plan
            description = (
                f"{spans(plan.spans)}, {plan.theme.title}, {plan.venue}" if plan else offer.description
            )
            self.stdout.write(" · ".join([f"{offer.key}. {description}", *offer.faults, *offer.doubts]))
        self.stdout.write(_("%(number)d sessions created.") % {"number": len(created)})

    def _viewer(self, address: str) -> Viewer:
        rows = Membership.objects.filter(role="adviser", ended_on=None).select_related("user", "organisation")
        memberships = list(rows.filter(user__email__iexact=address) if address else rows[:2])
        if len(memberships) != 1:
            raise CommandError(_("Say which adviser of the chamber does it: --as ADDRESS."), returncode=2)
        return of_membership(memberships[0])
