"""What the clock does for neutrality: commitments before, seeds after, and the counting of what was shown."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _, override

from etabli.community.neutrality.actions import declare_interest, end_interest
from etabli.community.neutrality.draws import commit_seeds, reveal_seeds
from etabli.community.neutrality.exposure_counts import count_days, forget_showings
from etabli.community.neutrality.models import DeclaredInterest
from etabli.community.neutrality.notices import tell_anchor
from etabli.foundation.people.models import ASSOCIATION, STAFF, Membership
from etabli.foundation.people.viewer import Viewer

# Interests that nobody has to declare: a role in the association beside one in a chamber of trades.

type Key = tuple[int, int]  # the association, the user


def note_roles(at: datetime) -> None:
    """Declare the double roles that have come, end those that are over. Run twice, nothing more is done."""
    double_roles, declared = _double_roles(), _declared_interests()
    for key, (association_role, chamber_role) in double_roles.items():
        if key not in declared:
            with override(settings.LANGUAGE_CODE):
                text = _("Also %(role)s: %(organisation)s.") % {
                    "role": chamber_role.get_role_display(),
                    "organisation": chamber_role.organisation.name,
                }
            declare_interest(
                organisation=association_role.organisation,
                user=association_role.user,
                kind=DeclaredInterest.Kind.ROLES,
                text=text,
                by=Viewer.system(association_role.organisation.chamber_id),
                at=at,
            )
    for key, interest in declared.items():
        if key not in double_roles:
            end_interest(interest=interest, by=Viewer.system(interest.chamber_id), at=at)


def _double_roles() -> dict[Key, tuple[Membership, Membership]]:
    """Who serves an association and a chamber at once: one role of each. One statement."""
    serving = Membership.objects.filter(ended_on=None, role__in=STAFF)
    rows = Membership.objects.filter(
        ended_on=None, role__in=[*ASSOCIATION, *STAFF], user__in=serving.values("user")
    )
    association_roles: dict[Key, Membership] = {}
    chamber_roles: dict[int, Membership] = {}
    for row in rows.select_related("organisation", "user").order_by("pk"):
        if row.role in STAFF:
            chamber_roles.setdefault(row.user_id, row)
        else:
            association_roles.setdefault((row.organisation_id, row.user_id), row)
    return {key: (interest, chamber_roles[key[1]]) for key, interest in association_roles.items()}


def _declared_interests() -> dict[Key, DeclaredInterest]:
    declared_interests = DeclaredInterest.objects.filter(kind=DeclaredInterest.Kind.ROLES, ended_at=None)
    return {
        (interest.organisation_id, interest.user_id): interest
        for interest in declared_interests.select_related("organisation")
    }


PERIODIC = [commit_seeds, reveal_seeds, count_days, forget_showings, note_roles, tell_anchor]
