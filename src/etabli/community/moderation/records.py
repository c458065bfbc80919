"""What moderation writes in the neutrality log: who decided what, by pseudonym."""

from datetime import datetime

from etabli.community.moderation.models import Appeal, Case
from etabli.community.neutrality.log import append, pseudonym
from etabli.community.neutrality.rules import interest_of
from etabli.foundation.people.viewer import Viewer


def decided(case: Case, by: Viewer, at: datetime) -> None:
    append("moderation.decided", {**_of(case, by), "decision": str(case.state), "reason": case.reason}, at=at)


def decision_taken_back(case: Case, by: Viewer, at: datetime) -> None:
    """Or put in force again: `decision` is where the thing stands now."""
    append("moderation.taken_back", {**_of(case, by), "decision": str(case.state)}, at=at)


def appeal_decided(appeal: Appeal, by: Viewer, at: datetime) -> None:
    append(
        "moderation.appeal_decided",
        {
            **_of(appeal.case, by),
            "accepted": bool(appeal.accepted),
            "same_person": appeal.against == by.actor.key,
        },
        at=at,
    )


def appeal_taken_back(appeal: Appeal, by: Viewer, at: datetime) -> None:
    append(
        "moderation.appeal_taken_back",
        {**_of(appeal.case, by), "is_decided": appeal.accepted is not None},
        at=at,
    )


def _of(case: Case, by: Viewer) -> dict[str, str | bool]:
    kind, _colon, number = by.actor.key.partition(":")
    model = case.subject_type.rpartition(".")[2]
    return {
        "thing": pseudonym(model, case.subject_id),
        "kind": case.subject_type,
        "by": pseudonym(kind, number),
        "role": str(by.role),
        "serves_both_sides": interest_of(by).is_double,
    }
