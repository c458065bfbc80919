"""What the association adds to the roles given in it: each stands in the neutrality log, and nobody gives themselves
one, nor gives or takes any while their own suspension is under way.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association import notices, records
from etabli.community.association.departures import may_undo_arrival
from etabli.community.association.models import Suspension
from etabli.foundation.journal import NotAllowed
from etabli.foundation.people.models import Invitation, Membership, Organisation, OrganisationKind, User


def roles_of(entry: Any, membership: Membership) -> tuple[str, str]:
    """The role before and after an act on it, "" for none."""
    if "role" in entry.before:
        return str(entry.before["role"]), str(entry.after["role"])
    ends = entry.after["ended_on"] is not None
    return (str(membership.role), "") if ends else ("", str(membership.role))


def on_role_change(entry: Any, membership: Any, by: Any, at: datetime) -> None:
    if membership.organisation.kind == OrganisationKind.ASSOCIATION:
        _check_not_judged(by, membership.organisation)
        records.log_role_change(membership, *roles_of(entry, membership), by=by, at=at)


def on_role_offer(entry: Any, invitation: Invitation, by: Any, at: datetime) -> None:
    if invitation.organisation.kind != OrganisationKind.ASSOCIATION:
        return
    _check_not_judged(by, invitation.organisation)
    is_own = User.objects.filter(pk=by.user_id or 0, email__iexact=invitation.email)
    if entry.verb == "people.invite" and is_own.exists():
        raise NotAllowed(_("Nobody gives themselves a role: another member of the board invites you."))
    records.log_role_offer(invitation, by, at)
    if invitation.revoked_at is None and invitation.accepted_at is None:
        notices.tell_board_of_invitation(invitation, by, at)


def _check_not_judged(by: Any, organisation: Organisation) -> None:
    suspended = Suspension.objects.filter(
        member__user=by.user_id or 0, member__organisation=organisation, ended_at=None
    )
    if suspended.exists():
        raise NotAllowed(
            _("Your own suspension is under way: until it is over, you neither give nor end a role.")
        )


HOOKS = {
    "people.invite": on_role_offer,
    "people.revoke_invitation": on_role_offer,
    "people.accept_invitation": on_role_offer,
    "people.change_role": on_role_change,
    "people.end_role": on_role_change,
}


def acceptance_refusal(application: Any, by: Any, at: datetime) -> str:
    """Why somebody of the board can't put out again whom they accepted."""
    if application.member is None or may_undo_arrival(by, application.member):
        return ""
    return str(_("You serve a chamber, or have an interest here: another member of the board decides."))


REFUSALS = {"association.accept_application": acceptance_refusal}
