"""Suspensions that nobody of the board is free to decide, or to judge: the general assembly votes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from etabli.community.association.actions import settle_suspension
from etabli.community.association.models import Suspension
from etabli.foundation.registries import AssemblyQuestion
from etabli.foundation.ui.typography import full_day


def _waiting(organisation_id: int) -> Iterable[Suspension]:
    suspensions = Suspension.objects.filter(
        member__organisation=organisation_id, ended_at=None, decided_at=None
    )
    return suspensions.exclude(referred_at=None).select_related("member__organisation").order_by("pk")


def _text(suspension: Suspension) -> str:
    values = {
        "name": suspension.member,
        "day": full_day(suspension.ends_on) if suspension.ends_on else "",
        "ground": suspension.ground_text,
        "reason": suspension.reason,
        "answer": suspension.appeal or _("(no answer yet)"),
    }
    return (
        _(
            "A vote in favour suspends %(name)s until %(day)s; a vote against leaves them their place. Until the vote "
            "they keep it.\n\nGround: %(ground)s\n\nWhat the board writes:\n%(reason)s\n\n"
            "What the member answers:\n%(answer)s"
        )
        % values
    )


def _settle(suspension: Suspension, adopted: bool, by: Any, at: datetime) -> object:
    return settle_suspension(suspension=suspension, adopted=adopted, by=by, at=at)


ASSEMBLY_QUESTIONS = [
    AssemblyQuestion(
        model="association.Suspension",
        waiting=_waiting,
        title=lambda suspension: _("Suspension of a member (no. %(number)d)") % {"number": suspension.pk},
        text=_text,
        settle=_settle,
    )
]
