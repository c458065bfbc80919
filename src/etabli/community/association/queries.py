"""Reading the members."""

from django.db import models

from etabli.community.association.models import Member
from etabli.community.association.rules import is_board_of, is_me
from etabli.foundation.people.models import OrganisationKind
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.rules import is_member
from etabli.foundation.people.viewer import Viewer


def member_of(viewer: Viewer) -> Member | None:
    """The membership of whoever acts for the association today: one statement; none for anybody else."""
    if not is_member(viewer, None) or viewer.user_id is None or viewer.organisation_id is None:
        return None
    found = Member.objects.filter(
        user_id=viewer.user_id, organisation_id=viewer.organisation_id, left_on=None
    )
    return found.select_related("organisation").first()


def get_member(viewer: Viewer, pk: int) -> Member:
    """A membership, for the board and for the member; NotVisible otherwise."""
    member = Member.objects.filter(pk=pk).select_related("organisation", "user").first()
    if member is None or not (is_board_of(viewer, member.organisation_id) or is_me(viewer, member)):
        raise NotVisible
    return member


def members(viewer: Viewer) -> models.QuerySet[Member]:
    """The members of the viewer's association, by name, for those in it; none for anybody else."""
    if not is_member(viewer, None) or viewer.organisation_id is None:
        return Member.objects.none()
    found = Member.objects.filter(
        organisation_id=viewer.organisation_id,
        organisation__kind=OrganisationKind.ASSOCIATION,
        left_on=None,
    )
    return found.order_by("display_name", "pk")
