"""Who serves an association, each with all the roles of that human being."""

from collections import defaultdict
from collections.abc import Collection

from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership


def serving(organisation_id: int, roles: Collection[str]) -> list[Viewer]:
    """Those who hold one of these roles there today, in the order in which they got it: two statements."""
    found = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    memberships = list(found.select_related("user", "organisation").order_by("pk"))
    held: dict[int, set[tuple[str, int]]] = defaultdict(set)
    theirs = Membership.objects.filter(user__in=[post.user_id for post in memberships], ended_on=None)
    for user_id, role, organisation in theirs.values_list("user", "role", "organisation"):
        held[user_id].add((role, organisation))
    return [of_membership(post, frozenset(held[post.user_id])) for post in memberships]
