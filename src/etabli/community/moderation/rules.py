"""Who decides.

The choices made here:

- A moderator decides. A board member does only where no moderator can: there is none, or each has a part in it.
- Nobody decides on their own, nor where the app says that they have an interest (`Moderated.may_decide`), nor where
  they declared one, in the thing or in its author; nor does anybody who serves a chamber of trades.
- Whoever decided never answers the appeal, nor does who serves since less than thirty days, or since the decision, nor
  whom they gave their role. Where nobody else is free to, the general assembly votes
  (`Appeal.referred_at`).
- Whose decision was overturned by an appeal decides on that thing no more.
"""

from typing import Any

from etabli.community.moderation.models import Appeal, Case
from etabli.community.moderation.things import kind_of, thing_of
from etabli.community.neutrality.rules import is_second_voice, key, may_judge, serving
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer

READERS = frozenset({Role.MODERATOR, Role.BOARD})


def reads_queue(viewer: Viewer, organisation_id: int) -> bool:
    """Acts for this association as moderator or board member."""
    return viewer.role in READERS and viewer.organisation_id == organisation_id


def has_no_part(viewer: Viewer, case: Case, thing: Any) -> bool:
    """Neither wrote it, nor serves a chamber, nor has what the app calls an interest, nor declared one: a statement
    beside the app's.
    """
    kind = kind_of(case)
    if kind is None or thing is None or viewer.actor.party_id == case.author_id:
        return False
    about = {key(case.subject_type, case.subject_id)}
    account = getattr(case.author, "user", None)
    if account is not None:
        about.add(key("people.user", account.pk))
    return may_judge(viewer, about) and kind.may_decide(viewer, thing)


def may_decide(viewer: Viewer, case: Case, thing: Any = None) -> bool:
    """`thing` spares a statement. For a board member, the moderators are looked up: three statements more."""
    if not reads_queue(viewer, case.organisation_id):
        return False
    thing = thing if thing is not None else thing_of(case)
    if viewer.actor.party_id in overturned(case) or not has_no_part(viewer, case, thing):
        return False
    return viewer.role == Role.MODERATOR or Role.MODERATOR not in {
        decider.role for decider in deciders(case, thing)
    }


def deciders(case: Case, thing: Any) -> list[Viewer]:
    """Those who may decide this case: the moderators without a part in it, else such board members."""
    out = overturned(case)
    readers = [
        membership
        for membership in serving(case.organisation_id, READERS)
        if membership.actor.party_id not in out and has_no_part(membership, case, thing)
    ]
    moderators = [reader for reader in readers if reader.role == Role.MODERATOR]
    return moderators or readers


def overturned(case: Case) -> set[int]:
    """Those whose decision on this thing an appeal overturned: one statement."""
    lost = case.appeals.filter(accepted=True, withdrawn_at=None)
    return set(lost.values_list("against", flat=True))


def may_decide_appeal(viewer: Viewer, appeal: Appeal, thing: Any = None) -> bool:
    """Somebody else than whoever decided; a board member too. Nobody while the assembly has it."""
    case = appeal.case
    thing = thing if thing is not None else thing_of(case)
    if not reads_queue(viewer, case.organisation_id) or not has_no_part(viewer, case, thing):
        return False
    return appeal.referred_at is None and _is_another(viewer, appeal)


def others_for(appeal: Appeal, thing: Any) -> list[Viewer]:
    """Those who may decide the appeal and did not make the decision: two statements."""
    return [
        membership
        for membership in serving(appeal.case.organisation_id, READERS)
        if has_no_part(membership, appeal.case, thing) and _is_another(membership, appeal)
    ]


def _is_another(viewer: Viewer, appeal: Appeal) -> bool:
    """Not whoever decided, nor somebody newly there, or whom they named: one statement."""
    since = appeal.case.decided_at or appeal.sent_at
    own = viewer.actor.party_id == appeal.against_id
    return not own and is_second_voice(viewer, since=since, beside=appeal.against_id)


def is_author(viewer: Viewer, case: Case) -> bool:
    """Wrote the thing, whatever the role they act in; or has opened the link of whoever did and has no account."""
    kind = kind_of(case)
    own = viewer.actor.is_someone and viewer.actor.party_id == case.author_id
    return own or (kind is not None and kind.party_by_link(viewer) == case.author_id)
