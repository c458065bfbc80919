"""The roles that no second member of the board is free to end: the general assembly votes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from etabli.community.assembly.actions import settle_removal
from etabli.community.assembly.models import Removal
from etabli.foundation.registries import AssemblyQuestion


def _waiting(organisation_id: int) -> Iterable[Removal]:
    removals = Removal.objects.filter(
        organisation=organisation_id, state=Removal.State.WAITING, withdrawn_at=None
    )
    about = ("organisation", "membership__user", "term__member__user")
    return removals.exclude(referred_at=None).select_related(*about).order_by("pk")


def _text(removal: Removal) -> str:
    values = {"name": removal.user, "what": removal.what, "reason": removal.reason}
    return (
        _(
            "A vote in favour ends the role of %(name)s (%(what)s); a vote against leaves it. Until the vote it goes "
            "on.\n\nWhy it is asked:\n%(reason)s"
        )
        % values
    )


def _settle(removal: Removal, adopted: bool, by: Any, at: datetime) -> object:
    return settle_removal(removal=removal, adopted=adopted, by=by, at=at)


ASSEMBLY_QUESTIONS = [
    AssemblyQuestion(
        model="assembly.Removal",
        waiting=_waiting,
        title=lambda removal: _("End of a role in the association (no. %(number)d)") % {"number": removal.pk},
        text=_text,
        settle=_settle,
    )
]
