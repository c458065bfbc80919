"""Who may, and when.

The choices made:

- The board prepares, convenes, leads and signs; a member gives a proxy, stands, comes and votes, as a member only.
- Once the convocation has left, the agenda is fixed; candidates may still stand until the sitting opens.
- A voice is used by its member when they are there; else by whoever holds their proxy and is there.
- Moderators and the board read what members read. Nobody else sees anything of an assembly.
- The role of the only moderator, the office of a treasurer and the seat of another member of the board end when
  two members of the board want it: one who asks, another who confirms. Neither serves a chamber nor declared an
  interest in that person; where nobody else is free, the assembly votes. A moderator who serves a chamber decides on
  nothing, and counts for none. Nor does who serves since less than thirty days or since the request, or whose role was
  given by whoever asks: neither to confirm, nor as another moderator or treasurer.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from etabli.community.assembly.models import Assembly, Attendance, Poll, Proxy, Removal, Term
from etabli.community.association.models import Member
from etabli.community.association.rules import is_board_of
from etabli.community.neutrality.rules import (
    NEW_ROLE_PERIOD,
    interest_key,
    interest_of,
    is_second_voice,
    may_judge,
    serving,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, Role
from etabli.foundation.people.viewer import Viewer

DOORS_OPEN_BEFORE = timedelta(hours=2)  # before the hour of the convocation


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
    organisation_id: int = subject.organisation_id
    return organisation_id


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
    is_near = assembly.opened_at is not None or at >= assembly.starts_at - DOORS_OPEN_BEFORE
    return assembly.convened_at is not None and not assembly.is_over and is_near


def takes_proxies(assembly: Assembly) -> bool:
    """From the convocation until the end of the sitting."""
    return assembly.convened_at is not None and not assembly.is_over


def takes_candidates(assembly: Assembly) -> bool:
    """Until the sitting opens."""
    return assembly.opened_at is None and not assembly.is_over


def is_present(assembly_id: int, member_id: int) -> bool:
    """One statement."""
    attendances = Attendance.objects.filter(
        assembly=assembly_id, member=member_id, left_at=None, withdrawn_at=None
    )
    return attendances.exists()


def may_use_voice(poll: Poll, voice_owner: Member, voter: Member) -> bool:
    """Whether `voter` may vote with the voice of `voice_owner`, now: their own, or one that they hold while its member
    is away.
    """
    assembly_id = poll.item.assembly_id
    if not is_present(assembly_id, voter.pk):
        return False
    if voice_owner.pk == voter.pk:
        return True
    proxies = Proxy.objects.filter(
        assembly=assembly_id, principal=voice_owner, holder=voter, withdrawn_at=None
    )
    return proxies.exists() and not is_present(assembly_id, voice_owner.pk)


def is_last_moderator(membership: Membership, by: Viewer | None = None) -> bool:
    """Without them nobody free to decide would moderate in their association: two statements, and one for each other.

    Whom `by` named, and who is new there, does not count as another.
    """
    if membership.role != Role.MODERATOR or membership.organisation.kind != OrganisationKind.ASSOCIATION:
        return False
    return not another_moderator_remains(membership, by)


def another_moderator_remains(membership: Membership, by: Viewer | None = None) -> bool:
    """Another moderator is free to decide, and counts beside `by`."""
    return any(
        viewer.membership_id != membership.pk
        and not interest_of(viewer).is_double
        and is_second_voice(viewer, since=timezone.now(), other_party_id=by.actor.party_id if by else None)
        for viewer in serving(membership.organisation_id, {Role.MODERATOR})
    )


def is_last_treasurer(term: Term) -> bool:
    """Treasurer, in a term that goes on, and no other one sits on the board for thirty days: a few statements."""
    if term.office != Term.Office.TREASURER or term.ended_on is not None:
        return False
    recent_appointments = Entry.objects.filter(
        verb="assembly.set_office",
        subject_type=term._meta.label_lower,
        after__office=Term.Office.TREASURER,
        at__gt=timezone.now() - NEW_ROLE_PERIOD,
    ).exclude(before__office=Term.Office.TREASURER)  # said again, it is no new one
    recently_appointed_ids = {
        int(number) for number in recent_appointments.values_list("subject_id", flat=True)
    }
    other_terms = other_treasurers(term.organisation_id, term.member.user_id)
    return (
        not other_terms.filter(started_on__lte=timezone.localdate() - NEW_ROLE_PERIOD)
        .exclude(pk__in=recently_appointed_ids)
        .exists()
    )


def treasurer_takes_two(term: Term, by: Viewer) -> bool:
    """Taking this office away takes two members of the board: from somebody else, always until the term is over; from
    oneself, where no other treasurer is there."""
    if term.office != Term.Office.TREASURER or term.ended_on is not None:
        return False
    is_over = term.ends_on < timezone.localdate()
    return is_last_treasurer(term) or (by.user_id != term.member.user_id and not is_over)


def needs_second(role_or_term: Membership | Term, by: Viewer) -> bool:
    """Ending it takes two members of the board: a few statements."""
    if isinstance(role_or_term, Term):
        return treasurer_takes_two(role_or_term, by)
    if role_or_term.role == Role.BOARD:
        return role_or_term.ended_on is None and role_or_term.user_id != by.user_id
    return is_last_moderator(role_or_term, by)


def other_treasurers(organisation_id: int, user_id: int) -> QuerySet[Term]:
    """The treasurers who sit on the board, but for this one."""
    board = Membership.objects.filter(organisation=organisation_id, role=Role.BOARD, ended_on=None)
    terms = Term.objects.filter(organisation=organisation_id, office=Term.Office.TREASURER, ended_on=None)
    return terms.filter(member__user__in=board.values("user")).exclude(member__user=user_id)


def sole_roles_of(user_id: int) -> set[tuple[int, Role | Term.Office]]:
    """The associations of which somebody is the only moderator or treasurer, each with what they are."""
    memberships = Membership.objects.filter(user=user_id, role=Role.MODERATOR, ended_on=None).select_related(
        "organisation"
    )
    terms = Term.objects.filter(member__user=user_id, ended_on=None).select_related("member")
    return {
        (membership.organisation_id, Role.MODERATOR)
        for membership in memberships
        if is_last_moderator(membership)
    } | {(term.organisation_id, Term.Office.TREASURER) for term in terms if is_last_treasurer(term)}


def may_ask_removal(viewer: Viewer, removal: Removal) -> bool:
    """Of the board, for oneself or free to; whoever is not free only where nobody is, and the assembly then votes."""
    if not may_lead(viewer, removal) or viewer.user_id is None:
        return False
    is_own = viewer.user_id == removal.user.pk
    return (
        is_own
        or _is_free(viewer, removal)
        or not any(_is_free(other, removal) for other in serving(removal.organisation_id, {Role.BOARD}))
    )


def may_confirm(viewer: Viewer, removal: Removal) -> bool:
    """Another member of the board than the one who asks and the one whose role it is, free to decide, there since well
    before; neither named the other."""
    return (
        removal.referred_at is None
        and viewer.user_id != removal.asked_by_id
        and _is_free(viewer, removal)
        and is_second_voice(viewer, since=removal.asked_at, other_party_id=removal.asked_by.party_id)
    )


def confirmers(removal: Removal) -> list[Viewer]:
    """Those who may confirm it: two statements, and two for each member of the board."""
    return [
        confirmer
        for confirmer in serving(removal.organisation_id, {Role.BOARD})
        if may_confirm(confirmer, removal)
    ]


def _is_free(viewer: Viewer, removal: Removal) -> bool:
    """Of the board, somebody else, serves no chamber, no interest in them, not suspended."""
    user_id = removal.user.pk
    if not may_lead(viewer, removal) or viewer.user_id in {None, user_id}:
        return False
    own_member_rows = Member.objects.filter(user=viewer.user_id, organisation=removal.organisation_id)
    return (
        may_judge(viewer, {interest_key("people.user", user_id)})
        and not own_member_rows.exclude(suspended_at=None).exists()
    )
