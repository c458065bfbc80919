"""Who has an interest in what: the roles of a human being, wherever they hold them.

The choices made here, which the other apps of the association apply:

- Somebody who is an adviser or in the management of a chamber, and also in the association, keeps both roles
  apart: from the side of the association they take no part in what comes from that chamber's artisans.
- Whoever passed an ad on, in any role, takes no part in it from the side of the association.
- Whoever declared an interest in one thing, in one person or in one organisation takes no part there, whatever their
  role. One that ended, or was taken back, still counts for thirty days: nobody steps out of it to decide.
- Who suspends, hides or refuses, and who judges an appeal, holds no role in a chamber: `may_judge`.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils import timezone

from etabli.community.neutrality.models import DeclaredInterest
from etabli.foundation.people.models import ASSOCIATION, STAFF, Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership

ASIDE_AFTER_END = timedelta(days=30)  # after the end of an interest


@dataclass(frozen=True)
class Interest:
    """The organisations in which a human being holds a role, by side."""

    chambers: frozenset[int]
    associations: frozenset[int]
    party_id: int

    @property
    def is_double(self) -> bool:
        """On both sides at once: the hardest case of neutrality."""
        return bool(self.chambers and self.associations)


def interest_of(viewer: Viewer) -> Interest:
    """All the interests of the human being behind the viewer, acting in them or not."""
    roles = viewer.roles | {(viewer.role, viewer.organisation_id or 0)}
    return Interest(
        chambers=frozenset(organisation for role, organisation in roles if role in STAFF and organisation),
        associations=frozenset(
            organisation for role, organisation in roles if role in ASSOCIATION and organisation
        ),
        party_id=viewer.actor.party_id,
    )


def acts_for_association(viewer: Viewer) -> bool:
    """Acts today as a member, a board member or a moderator."""
    return viewer.role in ASSOCIATION


class Aside(Enum):
    """Why somebody takes no part."""

    RELAYED = "they passed it on"
    SERVES = "they serve the chamber that it comes from"
    DECLARED = "they declared an interest"


def role_aside(viewer: Viewer, *, chamber_id: int, relayed_by: int) -> Aside | None:
    """Why what they do elsewhere keeps them out of an ad, from the side of the association; None when it does not."""
    interest = interest_of(viewer)
    if interest.party_id == relayed_by:
        return Aside.RELAYED
    return Aside.SERVES if chamber_id in interest.chambers else None


def interest_key(label: str, number: int | str) -> str:
    """How an interest says what it is about: "market.ad:12"."""
    return f"{label}:{number}"


def has_declared(viewer: Viewer, about: Collection[str]) -> bool:
    """The human being behind the viewer has an interest in one of these, in force or ended of late: one statement."""
    return viewer.user_id is not None and viewer.user_id in who_declared(about, of=[viewer.user_id])


def who_declared(about: Collection[str], *, of: Collection[int]) -> set[int]:
    """Those of these users who have an interest in one of these things, in force or ended of late: one statement."""
    counts = Q(ended_at=None) | Q(ended_at__gt=timezone.now() - ASIDE_AFTER_END)
    declared_interests = DeclaredInterest.objects.filter(counts, about__in=about, user__in=of)
    return set(declared_interests.values_list("user", flat=True))


def may_judge(viewer: Viewer, about: Collection[str]) -> bool:
    """Free to decide about somebody or something of the association: serves no chamber, and declared no interest in
    it. At most one statement.
    """
    return not interest_of(viewer).is_double and not has_declared(viewer, about)


def may_declare(by: Viewer, subject: Any) -> bool:
    """Whoever acts for the association, of themselves; the installation, of what it knows from roles.

    `subject`: the act's arguments, or the interest that is there.
    """
    if isinstance(subject, DeclaredInterest):
        return may_name(by, subject)
    return _is_own(by, subject["organisation"].pk, subject["user"].pk) and (
        by.actor.kind == "system" or subject["kind"] != DeclaredInterest.Kind.ROLES
    )


def may_end(by: Viewer, interest: DeclaredInterest) -> bool:
    """Whose it is; what comes from roles ends with them, and the clock does it."""
    return may_name(by, interest) and (
        by.actor.kind == "system" or interest.kind != DeclaredInterest.Kind.ROLES
    )


def may_name(by: Viewer, interest: DeclaredInterest) -> bool:
    """Whose it is, acting for that association."""
    return _is_own(by, interest.organisation_id, interest.user_id)


def _is_own(by: Viewer, organisation_id: int, user_id: int) -> bool:
    return by.actor.kind == "system" or (
        acts_for_association(by) and by.organisation_id == organisation_id and by.user_id == user_id
    )


# Who serves an association, each with all the roles of that human being.

SERVING_ROLES = (Role.BOARD, Role.MODERATOR)
NEW_ROLE_PERIOD = timedelta(days=30)  # a role is new for so long


def serving(organisation_id: int, roles: Collection[str]) -> list[Viewer]:
    """Those who hold one of these roles there today, in the order in which they got it: two statements."""
    rows = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    memberships = list(rows.select_related("user", "organisation").order_by("pk"))
    roles_by_user: dict[int, set[tuple[str, int]]] = defaultdict(set)
    all_roles = Membership.objects.filter(
        user__in=[membership.user_id for membership in memberships], ended_on=None
    )
    for user_id, role, organisation in all_roles.values_list("user", "role", "organisation"):
        roles_by_user[user_id].add((role, organisation))
    return [
        of_membership(membership, frozenset(roles_by_user[membership.user_id])) for membership in memberships
    ]


def is_second_voice(viewer: Viewer, *, since: datetime, other_party_id: int | None) -> bool:
    """Whether the role in which they act makes them somebody else than `other_party_id` (the party of whoever
    suspended, decided or asks; none for nobody): it began well before, and neither gave the other theirs.
    One statement.

    A voice that one can give oneself is no second voice.
    """
    known_by = min(timezone.localdate() - NEW_ROLE_PERIOD, timezone.localdate(since) - timedelta(days=1))
    memberships = Membership.objects.filter(
        organisation=viewer.organisation_id, role__in=SERVING_ROLES, ended_on=None
    )
    role_rows = list(memberships.values_list("user__party", "role", "given_by", "started_on"))
    me = viewer.actor.party_id
    own_rows = [row for row in role_rows if row[:2] == (me, viewer.role)]
    gave = any(party == other_party_id and given_by == me for party, _role, given_by, _since in role_rows)
    return not gave and any(
        started <= known_by and (given_by is None or given_by != other_party_id)
        for _party, _role, given_by, started in own_rows
    )
