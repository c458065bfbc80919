"""What the association writes in the neutrality log: who suspended whom, who judged, by pseudonym."""

from datetime import datetime

from etabli.community.association.models import Member, Suspension
from etabli.community.neutrality.log import append, author, pseudonym, sealed
from etabli.foundation.people.models import Invitation, Membership
from etabli.foundation.people.viewer import Viewer


def record_suspension(suspension: Suspension, by: Viewer, at: datetime) -> None:
    """On which ground, until when; the words are sealed. `by_assembly`: it is only asked, the assembly votes."""
    payload = {
        "ground": suspension.ground,
        "content": sealed("suspension", suspension.pk, suspension.reason),
        "ends_on": suspension.ends_on.isoformat() if suspension.ends_on else "",
        "by_assembly": suspension.referred_at is not None,
    }
    append("member.suspended", {**_of(suspension, by), **payload}, at=at)


def record_appeal(suspension: Suspension, by: Viewer, at: datetime) -> None:
    """`by_assembly`: nobody of the board is free to judge."""
    payload = {"by_assembly": suspension.referred_at is not None}
    append("member.appealed", {**_of(suspension, by), **payload}, at=at)


def log_appeal_withdrawal(suspension: Suspension, by: Viewer, at: datetime) -> None:
    append("member.appeal_taken_back", {**_of(suspension, by), "stands": bool(suspension.appealed_at)}, at=at)


def record_decision(suspension: Suspension, by: Viewer, at: datetime, *, voted: bool = False) -> None:
    """By a judge, or as the assembly `voted`."""
    payload = {"lifted": suspension.ended_at is not None, "voted": voted}
    append("member.suspension_decided", {**_of(suspension, by), **payload}, at=at)


def record_end(suspension: Suspension, by: Viewer, at: datetime) -> None:
    """It came to its end, or whoever suspended took it back."""
    append("member.suspension_ended", _of(suspension, by), at=at)


def record_departure(member: Member, is_back: bool, by: Viewer, at: datetime) -> None:
    """The board recorded a departure that the member did not record themselves, or took it back."""
    kind = "member.return_recorded" if is_back else "member.departure_recorded"
    append(kind, {"member": pseudonym("member", member.pk), **author(by)}, at=at)


def log_role_change(post: Membership, before: str, after: str, by: Viewer, at: datetime) -> None:
    """A role of an association was given, changed or ended: "" for none."""
    payload = {"person": pseudonym("user", post.user_id), "before": before, "after": after}
    append("role.moved", {**payload, **author(by)}, at=at)


def log_role_offer(invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Somebody was invited to a role, accepted, or the invitation was taken back."""
    payload = {
        "invitation": pseudonym("invitation", invitation.pk),
        "offered": str(invitation.role),
        "stands": invitation.revoked_at is None,
        "accepted": invitation.accepted_at is not None,
    }
    append("role.offered", {**payload, **author(by)}, at=at)


def _of(suspension: Suspension, by: Viewer) -> dict[str, str | bool]:
    return {
        "suspension": pseudonym("suspension", suspension.pk),
        "member": pseudonym("member", suspension.member_id),
        **author(by),
    }
