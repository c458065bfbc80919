"""Who serves an association, each with all the roles of that human being."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership

SERVE = (Role.BOARD, Role.MODERATOR)
NEW = timedelta(days=30)  # a role is new for so long


def serving(organisation_id: int, roles: Collection[str]) -> list[Viewer]:
    """Those who hold one of these roles there today, in the order in which they got it: two statements."""
    posts = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    memberships = list(posts.select_related("user", "organisation").order_by("pk"))
    held: dict[int, set[tuple[str, int]]] = defaultdict(set)
    theirs = Membership.objects.filter(user__in=[post.user_id for post in memberships], ended_on=None)
    for user_id, role, organisation in theirs.values_list("user", "role", "organisation"):
        held[user_id].add((role, organisation))
    return [of_membership(post, frozenset(held[post.user_id])) for post in memberships]


def is_second_voice(viewer: Viewer, *, since: datetime, beside: int | None) -> bool:
    """Whether the role in which they act makes them somebody else than `beside` (the party of whoever suspended,
    decided or asks; none for nobody): it began well before, and neither gave the other theirs. One statement.

    A voice that one can give oneself is no second voice.
    """
    known_by = min(timezone.localdate() - NEW, timezone.localdate(since) - timedelta(days=1))
    posts = Membership.objects.filter(organisation=viewer.organisation_id, role__in=SERVE, ended_on=None)
    theirs = list(posts.values_list("user__party", "role", "given_by", "started_on"))
    me = viewer.actor.party_id
    own = [row for row in theirs if row[:2] == (me, viewer.role)]
    gave = any(party == beside and given_by == me for party, _role, given_by, _since in theirs)
    return not gave and any(
        started <= known_by and (given_by is None or given_by != beside)
        for _party, _role, given_by, started in own
    )
