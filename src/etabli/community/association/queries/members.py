"""Reading the members: who is in, who may vote, and the place of whoever looks."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from etabli.community.association.models import Dues, DuesRules, Member, MemberKind
from etabli.community.association.rules import is_board_of, is_self
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


def member_of(viewer: Viewer) -> Member | None:
    """The membership of whoever acts for the association today: one statement; none for anybody else, nor for a
    member who is suspended."""
    place = place_of(viewer)
    return place if place is not None and place.in_force else None


def place_of(viewer: Viewer) -> Member | None:
    """Like `member_of`, and of whoever is suspended too: what they read of themselves. One statement."""
    if not acts_for_association(viewer) or viewer.user_id is None or viewer.organisation_id is None:
        return None
    members = Member.objects.filter(
        user_id=viewer.user_id, organisation_id=viewer.organisation_id, left_on=None
    )
    return members.select_related("organisation", "user", "category").first()


def in_force(organisation_id: int) -> QuerySet[Member]:
    """The members who neither left nor are suspended: those who are listed, and may answer."""
    return Member.objects.filter(organisation=organisation_id, left_on=None, suspended_at=None)


def voters(organisation_id: int, on: date) -> QuerySet[Member]:
    """Who has a vote on that day: persons in force, whose dues are settled or within the grace. Two statements."""
    late = late_dues(organisation_id, on).filter(member=OuterRef("pk"))
    persons = in_force(organisation_id).filter(kind=MemberKind.PERSON, joined_on__lte=on)
    return persons.exclude(Exists(late))


def late_dues(organisation_id: int, on: date) -> QuerySet[Dues]:
    """What is still owed once the grace is over: one statement for the rules, one for whoever reads the rows."""
    grace = rules_of(organisation_id).grace_days
    return owed(organisation_id).filter(due_on__lt=on - timedelta(days=grace))


def owed(organisation_id: int) -> QuerySet[Dues]:
    """What is still to be paid, late or not."""
    asked = Dues.objects.filter(member__organisation=organisation_id, withdrawn_at=None, waived_at=None)
    return asked.filter(period__withdrawn_at=None, paid_cents__lt=F("amount_cents"))


def rules_of(organisation_id: int) -> DuesRules:
    """How the association asks for its dues; an unsaved row of defaults when it chose nothing."""
    dues_rules = DuesRules.objects.filter(organisation=organisation_id).first()
    return dues_rules or DuesRules(organisation_id=organisation_id)


def get_member(viewer: Viewer, pk: int) -> Member:
    """A member, gone or not, for the board and for themselves: one statement. Raises NotVisible."""
    member = Member.objects.select_related("organisation", "user", "category").filter(pk=pk).first()
    board = member is not None and viewer.role == Role.BOARD and is_board_of(viewer, member.organisation_id)
    if member is None or not (board or is_self(viewer, member)):
        raise NotVisible
    return member
