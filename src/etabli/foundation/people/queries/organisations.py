"""Reading organisations: who serves in those that the viewer manages, who is invited."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from etabli.foundation.people.models import Invitation, Membership, Organisation, OrganisationKind, Role
from etabli.foundation.people.queries.persons import NotVisible
from etabli.foundation.people.rules import ROLES_OF, may_manage, may_manage_role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules
from etabli.foundation.staff_work import Handover


@dataclass(frozen=True)
class Team:
    """An organisation, who serves there (each with whether the viewer may change it), and who is invited.

    `others` counts the members, whose place is the association's affair.
    """

    organisation: Organisation
    serving: list[tuple[Membership, bool]]
    invited: list[Invitation]
    may_invite: bool
    others: int


def teams_of(viewer: Viewer) -> list[Team]:
    """What the viewer manages: their own organisation, then those of their chamber: three statements."""
    if viewer.role not in {Role.MANAGER, Role.BOARD}:
        return []
    condition = Q(pk=viewer.organisation_id)
    if viewer.role == Role.MANAGER:
        condition |= Q(chamber=viewer.organisation_id)
    organisations = list(
        Organisation.objects.filter(condition).order_by(F("chamber").asc(nulls_first=True), "kind", "name")
    )
    serving = Membership.objects.filter(organisation__in=organisations, ended_on=None).select_related("user")
    invited = Invitation.objects.filter(organisation__in=organisations, revoked_at=None, accepted_at=None)
    members, guests = list(serving.order_by("user__name", "pk")), list(invited.order_by("-pk"))
    return [
        _team(
            viewer,
            organisation,
            [m for m in members if m.organisation_id == organisation.pk],
            [guest for guest in guests if guest.organisation_id == organisation.pk],
        )
        for organisation in organisations
    ]


def _team(
    viewer: Viewer, organisation: Organisation, members: list[Membership], guests: list[Invitation]
) -> Team:
    has_board = any(m.role == Role.BOARD for m in members)
    may = may_manage(viewer, organisation, has_board=has_board)
    roles = ROLES_OF[OrganisationKind(organisation.kind)]
    serving = [(m, may) for m in members if m.role in roles]
    return Team(organisation, serving, guests if may else [], may, len(members) - len(serving))


def get_managed(viewer: Viewer, pk: int) -> Organisation:
    """An organisation in which the viewer gives roles; raises NotVisible."""
    organisation = Organisation.objects.filter(pk=pk).first()
    if organisation is None or not may_manage(viewer, organisation):
        raise NotVisible
    return organisation


def get_membership(viewer: Viewer, pk: int) -> Membership:
    """A role in force that the viewer may change or end; raises NotVisible."""
    membership = (
        Membership.objects.filter(pk=pk, ended_on=None).select_related("user", "organisation").first()
    )
    if membership is None or not may_manage_role(viewer, membership):
        raise NotVisible
    return membership


def get_serving(viewer: Viewer, organisation_id: int, user_id: int) -> Membership:
    """A role in force of somebody, in an organisation where the viewer gives roles; raises NotVisible."""
    organisation = get_managed(viewer, organisation_id)
    memberships = Membership.objects.filter(organisation=organisation, user=user_id, ended_on=None)
    membership = memberships.select_related("user", "organisation").first()
    if membership is None:
        raise NotVisible
    return membership


def get_invitation(viewer: Viewer, pk: int) -> Invitation:
    """An invitation that the viewer may send again or take back; raises NotVisible."""
    invitation = Invitation.objects.filter(pk=pk).select_related("organisation").first()
    if invitation is None or not may_manage_role(viewer, invitation):
        raise NotVisible
    return invitation


def handovers_of(viewer: Viewer, membership: Membership, at: datetime) -> list[Handover]:
    """What this person would leave behind in the organisation, from what each app says of it to the viewer."""
    return [
        handover
        for module in registry_modules("handover")
        for handover in module.left_by(viewer, membership.user_id, membership.organisation_id, at)
    ]


def successors_of(membership: Membership) -> list[Membership]:
    """The colleagues who may take over what somebody leaves behind, by name: the other advisers of the chamber."""
    serving = Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.ADVISER, ended_on=None
    )
    return list(serving.exclude(user=membership.user_id).select_related("user").order_by("user__name", "pk"))
