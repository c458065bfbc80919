"""Appeals that nobody of the association is free to answer: its general assembly votes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from etabli.community.moderation.actions import settle_appeal
from etabli.community.moderation.models import Appeal
from etabli.community.moderation.reasons import reason_text
from etabli.foundation.registries import AssemblyQuestion


def _waiting(organisation_id: int) -> Iterable[Appeal]:
    appeals = Appeal.objects.filter(case__organisation=organisation_id, accepted=None, withdrawn_at=None)
    return appeals.exclude(referred_at=None).select_related("case").order_by("pk")


def _text(appeal: Appeal) -> str:
    """The question, why it was refused, what its author answers."""
    parts = {"title": appeal.case.title, "why": reason_text(appeal.case), "answer": appeal.text}
    return (
        _(
            "Whoever refused it does not judge the appeal, and nobody else is free to. A vote in favour publishes "
            "“%(title)s”; a vote against keeps the refusal.\n\nWhy it was refused:\n%(why)s\n\n"
            "What its author answers:\n%(answer)s"
        )
        % parts
    )


def _settle(appeal: Appeal, adopted: bool, by: Any, at: datetime) -> object:
    return settle_appeal(appeal=appeal, accept=adopted, by=by, at=at)


ASSEMBLY_QUESTIONS = [
    AssemblyQuestion(
        model="moderation.Appeal",
        waiting=_waiting,
        title=lambda appeal: (
            _("Appeal against a decision of the moderators (no. %(number)d)") % {"number": appeal.pk}
        ),
        text=_text,
        settle=_settle,
    )
]
