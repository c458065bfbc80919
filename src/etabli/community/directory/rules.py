"""Who may touch what of the directory."""

from typing import Any

from etabli.community.association.models import Member
from etabli.community.directory.models import Contact, Piece, Profile
from etabli.community.neutrality.rules import acts_for_association, interest_of
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer


def member_behind(subject: Any) -> Member:
    """The member whose profile, piece or contact this is."""
    if isinstance(subject, Member):
        return subject
    if isinstance(subject, Piece | Contact):
        subject = subject.profile
    member: Member = subject.member
    return member


def is_own(by: Viewer, subject: Any) -> bool:
    """The member whose it is, acting for their association; or the installation itself."""
    if by.actor.kind == "system":
        return True
    member = member_behind(subject)
    return (
        acts_for_association(by)
        and by.organisation_id == member.organisation_id
        and by.user_id is not None
        and by.user_id == member.user_id
    )


def may_moderate(by: Viewer, subject: Profile | Piece) -> bool:
    """A moderator of the association, or its board where no moderator can; never for what is their own, nor by whoever
    serves a chamber.
    """
    if by.actor.kind == "system":
        return True
    reads = by.role in {Role.MODERATOR, Role.BOARD} and by.organisation_id == subject.organisation_id
    return reads and by.user_id != member_behind(subject).user_id and not interest_of(by).is_double
