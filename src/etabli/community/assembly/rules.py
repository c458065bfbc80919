"""Who may, and when. The choices made:

- The board prepares, convenes, leads and signs; a member gives a proxy, stands, comes and votes, as a member only.
- Once the convocation has left, the agenda is fixed; candidates may still stand until the sitting opens.
- A voice is used by its member when they are there; else by whoever holds their proxy and is there.
- Moderators and the board read what members read. Nobody else sees anything of an assembly.
"""

from datetime import datetime, timedelta
from typing import Any

from etabli.community.assembly.models import Assembly, Attendance, Poll, Proxy
from etabli.community.association.models import Member
from etabli.community.association.rules import is_board_of
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.viewer import Viewer

DOORS_OPEN = timedelta(hours=2)  # before the hour of the convocation


def organisation_of(subject: Any) -> int:
    """The association that owns an object of this app."""
    if isinstance(subject, dict):
        subject = next(
            subject[name] for name in ("organisation", "assembly", "item", "poll") if name in subject
        )
    if isinstance(subject, Organisation):
        return subject.pk
    for step in ("poll", "item", "assembly"):
        if not hasattr(subject, "organisation_id"):
            subject = getattr(subject, step, subject)
    number: int = subject.organisation_id
    return number


def may_lead(by: Viewer, subject: Any) -> bool:
    """Acts for the board of the association."""
    return is_board_of(by, organisation_of(subject))


def is_this_member(by: Viewer, member: Member) -> bool:
    """Acts as this very member."""
    return (
        by.role == Role.MEMBER
        and by.user_id == member.user_id
        and by.organisation_id == member.organisation_id
    )


def acts_as_member(by: Viewer, subject: Any) -> bool:
    """Acts as a member of the association; which one is the act's affair."""
    return by.role == Role.MEMBER and by.organisation_id == organisation_of(subject)


def takes_attendance(assembly: Assembly, at: datetime) -> bool:
    """From two hours before until the end, once convened."""
    near = assembly.opened_at is not None or at >= assembly.starts_at - DOORS_OPEN
    return assembly.convened_at is not None and not assembly.is_over and near


def takes_proxies(assembly: Assembly) -> bool:
    """From the convocation until the end of the sitting."""
    return assembly.convened_at is not None and not assembly.is_over


def takes_candidates(assembly: Assembly) -> bool:
    """Until the sitting opens."""
    return assembly.opened_at is None and not assembly.is_over


def is_there(assembly_id: int, member_id: int) -> bool:
    """One statement."""
    there = Attendance.objects.filter(assembly=assembly_id, member=member_id, left_at=None, withdrawn_at=None)
    return there.exists()


def may_use_voice(poll: Poll, voice: Member, voter: Member) -> bool:
    """Whether `voter` may vote with this voice, now: their own, or one that they hold while its member is away."""
    assembly_id = poll.item.assembly_id
    if not is_there(assembly_id, voter.pk):
        return False
    if voice.pk == voter.pk:
        return True
    held = Proxy.objects.filter(assembly=assembly_id, principal=voice, holder=voter, withdrawn_at=None)
    return held.exists() and not is_there(assembly_id, voice.pk)
