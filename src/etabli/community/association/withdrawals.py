"""Withdrawn before an erasure: a place in the association, and the roles on its board or as a moderator."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.association.actions import leave, withdraw_application
from etabli.community.association.join_requests import WAITING_STATES
from etabli.community.association.models import Application, Member
from etabli.foundation.people.actions import end_role
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _members(party: int, at: datetime) -> Iterable[Member]:
    return Member.objects.filter(user__party=party, left_on=None).select_related("organisation")


def _roles(party: int, at: datetime) -> Iterable[Membership]:
    roles = [Role.BOARD, Role.MODERATOR]
    memberships = Membership.objects.filter(user__party=party, role__in=roles, ended_on=None)
    return memberships.select_related("organisation", "user")


def _requests(party: int, at: datetime) -> Iterable[Application]:
    return Application.objects.filter(party=party, state__in=WAITING_STATES).select_related("organisation")


WITHDRAWALS = [
    Withdrawal(
        rows=_roles,
        sentence=lambda membership: (
            _("You are no longer %(role)s of “%(name)s”.")
            % {"role": membership.get_role_display(), "name": membership.organisation.name}
        ),
        withdraw=lambda membership, at: end_role(
            membership=membership, by=Viewer.system(membership.chamber_id), at=at
        ),
    ),
    Withdrawal(
        rows=_requests,
        sentence=lambda application: (
            _("Your request to join “%(name)s” is withdrawn.") % {"name": application.organisation.name}
        ),
        withdraw=lambda application, at: withdraw_application(
            application=application, by=Viewer.system(application.organisation_id), at=at
        ),
    ),
    Withdrawal(
        rows=_members,
        sentence=lambda member: (
            _("You are no longer in the association “%(name)s”.") % {"name": member.organisation.name}
        ),
        withdraw=lambda member, at: leave(member=member, by=Viewer.system(member.chamber_id), at=at),
    ),
]
