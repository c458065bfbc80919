"""What the association writes in the neutrality log: who suspended whom, who judged, by pseudonym."""

from datetime import datetime

from etabli.community.association.models import Member, Suspension
from etabli.community.neutrality.log import append_entry, author_values, pseudonym, seal
from etabli.foundation.people.models import Invitation, Membership
from etabli.foundation.people.viewer import Viewer


def record_suspension(suspension: Suspension, by: Viewer, at: datetime) -> None:
    """On which ground, until when; the words are sealed. `by_assembly`: it is only asked, the assembly votes."""
    payload = {
        "ground": suspension.ground,
        "content": seal("suspension", suspension.pk, suspension.reason),
        "ends_on": suspension.ends_on.isoformat() if suspension.ends_on else "",
        "by_assembly": suspension.referred_at is not None,
    }
    append_entry("member.suspended", {**_payload(suspension, by), **payload}, at=at)


def record_appeal(suspension: Suspension, by: Viewer, at: datetime) -> None:
    """`by_assembly`: nobody of the board is free to judge."""
    payload = {"by_assembly": suspension.referred_at is not None}
    append_entry("member.appealed", {**_payload(suspension, by), **payload}, at=at)


def log_appeal_withdrawal(suspension: Suspension, by: Viewer, at: datetime) -> None:
    append_entry(
        "member.appeal_taken_back",
        {**_payload(suspension, by), "stands": bool(suspension.appealed_at)},
        at=at,
    )


def record_decision(suspension: Suspension, by: Viewer, at: datetime, *, voted: bool = False) -> None:
    """By a judge, or as the assembly `voted`."""
    payload = {"lifted": suspension.ended_at is not None, "voted": voted}
    append_entry("member.suspension_decided", {**_payload(suspension, by), **payload}, at=at)


def record_end(suspension: Suspension, by: Viewer, at: datetime) -> None:
    """It came to its end, or whoever suspended took it back."""
    append_entry("member.suspension_ended", _payload(suspension, by), at=at)


def record_departure(member: Member, *, is_return: bool, by: Viewer, at: datetime) -> None:
    """The board recorded a departure that the member did not record themselves, or took it back."""
    kind = "member.return_recorded" if is_return else "member.departure_recorded"
    append_entry(kind, {"member": pseudonym("member", member.pk), **author_values(by)}, at=at)


def log_role_change(membership: Membership, before: str, after: str, by: Viewer, at: datetime) -> None:
    """A role of an association was given, changed or ended: "" for none."""
    payload = {"person": pseudonym("user", membership.user_id), "before": before, "after": after}
    append_entry("role.moved", {**payload, **author_values(by)}, at=at)


def log_role_offer(invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Somebody was invited to a role, accepted, or the invitation was taken back."""
    payload = {
        "invitation": pseudonym("invitation", invitation.pk),
        "offered": str(invitation.role),
        "stands": invitation.revoked_at is None,
        "accepted": invitation.accepted_at is not None,
    }
    append_entry("role.offered", {**payload, **author_values(by)}, at=at)


def _payload(suspension: Suspension, by: Viewer) -> dict[str, str | bool]:
    return {
        "suspension": pseudonym("suspension", suspension.pk),
        "member": pseudonym("member", suspension.member_id),
        **author_values(by),
    }
