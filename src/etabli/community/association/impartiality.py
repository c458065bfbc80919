"""Who may suspend a member, and who judges the appeal.

The choices made here:

- One member of the board suspends, with a ground of the list; another one judges the appeal. Neither serves a chamber,
  nor declared an interest in that member, nor is suspended. Who judges has sat there for thirty days, and since before
  the suspension; neither gave the other their role.
- Whoever serves the association, on its board or as a moderator, is suspended by the general assembly alone.
- Where nobody of the board is free to suspend or to judge, the assembly votes. Until then the member keeps their place.
"""

from enum import Enum

from etabli.community.association.models import Member, Suspension
from etabli.community.association.rules import is_board_of
from etabli.community.neutrality.rules import interest_key, interest_of, is_second_voice, may_judge, serving
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer


class SuspensionRight(Enum):
    """Who suspends a member, seen from one member of the board."""

    BOARD = "they do"
    ASSEMBLY = "they ask the assembly, which votes"
    OTHERS = "another member of the board does"


def suspension_right(by: Viewer, member: Member) -> SuspensionRight:
    """Six statements at most."""
    free = is_impartial(by, member)
    if not free and any(
        is_impartial(other, member) for other in serving(member.organisation_id, {Role.BOARD})
    ):
        return SuspensionRight.OTHERS
    return SuspensionRight.ASSEMBLY if not free or serves_association(member) else SuspensionRight.BOARD


def is_impartial(viewer: Viewer, member: Member) -> bool:
    """Sits on the board, is somebody else, serves no chamber, has no interest in them, and is not suspended."""
    if viewer.user_id is None or viewer.user_id == member.user_id:
        return False
    about = {interest_key("people.user", member.user_id), interest_key("association.member", member.pk)}
    return (
        is_board_of(viewer, member.organisation_id)
        and may_judge(viewer, about)
        and not Member.objects.filter(user=viewer.user_id, organisation=member.organisation_id)
        .exclude(suspended_at=None)
        .exists()
    )


def may_touch(by: Viewer, member: Member) -> bool:
    """Changes what is written of a member: the board; who is not free only where nobody is, or of themselves."""
    if not is_board_of(by, member.organisation_id):
        return False
    if by.actor.kind == "system" or by.user_id == member.user_id or is_impartial(by, member):
        return True
    return not any(is_impartial(other, member) for other in serving(member.organisation_id, {Role.BOARD}))


def may_refuse(by: Viewer, organisation_id: int) -> bool:
    """Refuses whoever asks to join: the board, who serves a chamber only where all of it does."""
    if not is_board_of(by, organisation_id):
        return False
    return not interest_of(by).is_double or all(
        interest_of(other).is_double for other in serving(organisation_id, {Role.BOARD})
    )


def others_who_may_refuse(by: Viewer, organisation_id: int) -> list[str]:
    """By name, those of the board who may refuse a request where this viewer may not: two statements; none where they
    may."""
    if may_refuse(by, organisation_id):
        return []
    board = serving(organisation_id, {Role.BOARD})
    return sorted({other.actor.name for other in board if not interest_of(other).is_double})


def serves_association(member: Member) -> bool:
    """On the board, or a moderator: chosen by others than the board member of the day. One statement."""
    return Membership.objects.filter(
        user=member.user_id,
        organisation=member.organisation_id,
        role__in=[Role.BOARD, Role.MODERATOR],
        ended_on=None,
    ).exists()


def may_judge_appeal(viewer: Viewer, suspension: Suspension) -> bool:
    """Free, and a second voice beside whoever suspended; nobody while the assembly has it. Three statements."""
    return (
        suspension.referred_at is None
        and viewer.actor.party_id != suspension.suspended_by_id
        and is_impartial(viewer, suspension.member)
        and is_second_voice(viewer, since=suspension.suspended_at, other_party_id=suspension.suspended_by_id)
    )


def may_lift(viewer: Viewer, suspension: Suspension) -> bool:
    """Whoever suspended changes their mind, until the member appeals; whoever may judge, at any time."""
    is_own = viewer.actor.party_id == suspension.suspended_by_id and suspension.appealed_at is None
    return suspension.referred_at is None and (
        (is_own and is_impartial(viewer, suspension.member)) or may_judge_appeal(viewer, suspension)
    )


def judges_of(suspension: Suspension) -> list[Viewer]:
    """Those who may judge the appeal: two statements, and three for each member of the board."""
    board = serving(suspension.member.organisation_id, {Role.BOARD})
    return [viewer for viewer in board if may_judge_appeal(viewer, suspension)]
