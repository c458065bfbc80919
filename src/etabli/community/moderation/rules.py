"""Who decides. The choices made here:

- A moderator decides. A board member does only where no moderator can: there is none, or each has a part in it.
- Nobody decides on their own, nor where the app says that they have an interest (`Moderated.may_decide`), nor where
  they declared one.
- An appeal is decided by somebody else than whoever decided before, if there is such a person.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from etabli.community.moderation.models import Appeal, Case
from etabli.community.moderation.things import kind_of, thing_of
from etabli.community.neutrality.rules import has_declared, key
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership

READERS = frozenset({Role.MODERATOR, Role.BOARD})


def reads_queue(viewer: Viewer, organisation_id: int) -> bool:
    """Acts for this association as moderator or board member."""
    return viewer.role in READERS and viewer.organisation_id == organisation_id


def has_no_part(viewer: Viewer, case: Case, thing: Any) -> bool:
    """Neither wrote it, nor has what the app calls an interest, nor declared one: a statement beside the app's."""
    kind = kind_of(case)
    if kind is None or thing is None or viewer.actor.key == case.author_key:
        return False
    return kind.may_decide(viewer, thing) and not has_declared(
        viewer, {key(case.subject_type, case.subject_id)}
    )


def may_decide(viewer: Viewer, case: Case, thing: Any = None) -> bool:
    """`thing` spares a statement. For a board member, the moderators are looked up: two statements more."""
    if not reads_queue(viewer, case.organisation_id):
        return False
    thing = thing if thing is not None else thing_of(case)
    if not has_no_part(viewer, case, thing):
        return False
    return viewer.role == Role.MODERATOR or not any(
        has_no_part(other, case, thing) for other in readers_of(case.organisation_id, {Role.MODERATOR})
    )


def deciders(case: Case, thing: Any) -> list[Viewer]:
    """Those who may decide this case: the moderators without a part in it, else such board members."""
    readers = [one for one in readers_of(case.organisation_id) if has_no_part(one, case, thing)]
    moderators = [one for one in readers if one.role == Role.MODERATOR]
    return moderators or readers


def may_decide_appeal(viewer: Viewer, appeal: Appeal, thing: Any = None) -> bool:
    """Somebody else than whoever decided; a board member too; that same person only when there is nobody else."""
    case = appeal.case
    thing = thing if thing is not None else thing_of(case)
    if not reads_queue(viewer, case.organisation_id) or not has_no_part(viewer, case, thing):
        return False
    return viewer.actor.key != appeal.against or not others_for(appeal, thing)


def others_for(appeal: Appeal, thing: Any) -> list[Viewer]:
    """Those who may decide the appeal and did not make the decision: two statements."""
    return [
        one
        for one in readers_of(appeal.case.organisation_id)
        if one.actor.key != appeal.against and has_no_part(one, appeal.case, thing)
    ]


def is_author(viewer: Viewer, case: Case) -> bool:
    """Wrote the thing, whatever the role they act in; or has opened the link of whoever did and has no account."""
    kind = kind_of(case)
    own = viewer.actor.is_someone and viewer.actor.key == case.author_key
    return own or (kind is not None and kind.key_by_link(viewer) == case.author_key != "")


def readers_of(organisation_id: int, roles: Iterable[str] = READERS) -> list[Viewer]:
    """The moderators and the board of an association, each with all their roles: two statements."""
    found = Membership.objects.filter(organisation=organisation_id, role__in=roles, ended_on=None)
    memberships = list(found.select_related("user", "organisation").order_by("pk"))
    held = defaultdict(set)
    theirs = Membership.objects.filter(user__in=[one.user_id for one in memberships], ended_on=None)
    for user_id, role, organisation in theirs.values_list("user", "role", "organisation"):
        held[user_id].add((role, organisation))
    return [of_membership(one, frozenset(held[one.user_id])) for one in memberships]
