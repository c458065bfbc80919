"""Whoever contests a decision neither gives nor ends a role until it is answered: nobody chooses their own judge."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.moderation.models import Appeal
from etabli.foundation.journal import NotAllowed


def role_moved(entry: Any, row: Any, by: Any, at: datetime) -> None:
    """`row`: a role, or the invitation to one."""
    own = Appeal.objects.filter(
        case__organisation=row.organisation_id,
        case__author=by.actor.party_id,
        accepted=None,
        withdrawn_at=None,
    )
    if by.actor.is_someone and own.exists():
        raise NotAllowed(_("Your appeal waits for an answer: until then, you neither give nor end a role."))


HOOKS = dict.fromkeys(["people.invite", "people.change_role", "people.end_role"], role_moved)
