"""Who decides.

The choices made here:

- A moderator decides. A board member does only where no moderator can: there is none, or each has a part in it. Of what
  the board answers for (`Moderated.by_board`) it is the other way round.
- Nobody decides on their own, nor where the app says that they have an interest (`Moderated.may_decide`), nor where
  they declared one, in the thing or in its author; nor does anybody who serves a chamber of trades.
- Whoever decided never answers the appeal, nor does who serves since less than thirty days, or since the decision, nor
  whom they gave their role. Where nobody else is free to, the general assembly votes
  (`Appeal.referred_at`).
- Whose decision was overturned by an appeal decides on that thing no more, nor on a later appeal about it.
"""

from collections.abc import Collection
from typing import Any

from etabli.community.moderation.models import Appeal, Case
from etabli.community.moderation.moderated_content import content_of, kind_of
from etabli.community.neutrality.rules import interest_key, is_second_voice, may_judge, serving
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer

QUEUE_ROLES = frozenset({Role.MODERATOR, Role.BOARD})


def may_read_queue(viewer: Viewer, organisation_id: int) -> bool:
    """Acts for this association as moderator or board member."""
    return viewer.role in QUEUE_ROLES and viewer.organisation_id == organisation_id


def has_no_part(viewer: Viewer, case: Case, subject: Any) -> bool:
    """Neither wrote it, nor serves a chamber, nor has what the app calls an interest, nor declared one: a statement
    beside the app's.
    """
    kind = kind_of(case)
    if kind is None or subject is None or viewer.actor.party_id == case.author_id:
        return False
    about = {interest_key(case.subject_type, case.subject_id)}
    account = getattr(case.author, "user", None)
    if account is not None:
        about.add(interest_key("people.user", account.pk))
    return may_judge(viewer, about) and kind.may_decide(viewer, subject)


def may_decide(viewer: Viewer, case: Case, subject: Any = None) -> bool:
    """`subject` spares a statement. For whoever comes second, those who come first are looked up: three statements
    more."""
    if not may_read_queue(viewer, case.organisation_id):
        return False
    subject = subject if subject is not None else content_of(case)
    if viewer.actor.party_id in overturned_decider_ids(case) or not has_no_part(viewer, case, subject):
        return False
    first = _first_role(case)
    return viewer.role == first or first not in {decider.role for decider in deciders(case, subject)}


def deciders(case: Case, subject: Any) -> list[Viewer]:
    """Those who may decide this case: the moderators without a part in it, else such board members; of what the board
    answers for, the board first."""
    excluded_ids = overturned_decider_ids(case)
    candidates = [
        candidate
        for candidate in serving(case.organisation_id, QUEUE_ROLES)
        if candidate.actor.party_id not in excluded_ids and has_no_part(candidate, case, subject)
    ]
    of_first_role = [candidate for candidate in candidates if candidate.role == _first_role(case)]
    return of_first_role or candidates


def _first_role(case: Case) -> Role:
    kind = kind_of(case)
    return Role.BOARD if kind is not None and kind.by_board else Role.MODERATOR


def overturned_decider_ids(case: Case) -> set[int]:
    """Those whose decision on this thing an appeal overturned: one statement."""
    accepted_appeals = case.appeals.filter(accepted=True, withdrawn_at=None)
    return set(accepted_appeals.values_list("against", flat=True))


def may_decide_appeal(viewer: Viewer, appeal: Appeal, subject: Any = None) -> bool:
    """Somebody else than whoever decided; a board member too. Nobody while the assembly has it."""
    case = appeal.case
    subject = subject if subject is not None else content_of(case)
    if not may_read_queue(viewer, case.organisation_id) or not has_no_part(viewer, case, subject):
        return False
    return appeal.referred_at is None and _is_another(viewer, appeal, overturned_decider_ids(case))


def has_decided(viewer: Viewer, appeal: Appeal) -> bool:
    """Made the decision that is contested, or one on this thing that was overturned: one statement."""
    return viewer.actor.party_id in {appeal.against_id, *overturned_decider_ids(appeal.case)}


def appeal_deciders(appeal: Appeal, subject: Any) -> list[Viewer]:
    """Those who may decide the appeal: without a part in it, and with none in the decisions made."""
    overturned = overturned_decider_ids(appeal.case)
    return [
        candidate
        for candidate in serving(appeal.case.organisation_id, QUEUE_ROLES)
        if has_no_part(candidate, appeal.case, subject) and _is_another(candidate, appeal, overturned)
    ]


def _is_another(viewer: Viewer, appeal: Appeal, overturned: Collection[int]) -> bool:
    """Not whoever decided, now or in what was overturned, nor somebody newly there, or whom whoever decided named."""
    since = appeal.case.decided_at or appeal.sent_at
    decider_ids = {appeal.against_id, *overturned}
    return viewer.actor.party_id not in decider_ids and is_second_voice(
        viewer, since=since, other_party_id=appeal.against_id
    )


def is_author(viewer: Viewer, case: Case) -> bool:
    """Wrote the thing, whatever the role they act in; or has opened the link of whoever did and has no account."""
    kind = kind_of(case)
    is_own = viewer.actor.is_someone and viewer.actor.party_id == case.author_id
    return is_own or (kind is not None and kind.party_by_link(viewer) == case.author_id)
