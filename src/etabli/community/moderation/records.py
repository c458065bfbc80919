"""What moderation writes in the neutrality log: who decided what, by pseudonym."""

from datetime import datetime

from etabli.community.moderation.models import Appeal, Case
from etabli.community.neutrality.log import append_entry, author_values, pseudonym
from etabli.foundation.people.viewer import Viewer


def log_decision(case: Case, by: Viewer, at: datetime) -> None:
    append_entry(
        "moderation.decided",
        {**_payload(case, by), "decision": str(case.state), "reason": case.reason},
        at=at,
    )


def log_decision_undone(case: Case, by: Viewer, at: datetime) -> None:
    """Or put in force again: `decision` is where the thing stands now."""
    append_entry("moderation.taken_back", {**_payload(case, by), "decision": str(case.state)}, at=at)


def log_appeal(appeal: Appeal, by: Viewer, at: datetime) -> None:
    """`by_assembly`: nobody else than whoever decided is free to answer. `stands`: it was not taken back."""
    payload = {"by_assembly": appeal.referred_at is not None, "stands": appeal.withdrawn_at is None}
    append_entry("moderation.appealed", {**_payload(appeal.case, by), **payload}, at=at)


def log_appeal_decision(appeal: Appeal, by: Viewer, at: datetime) -> None:
    """By somebody else than whoever decided, or as the assembly voted."""
    payload = {"accepted": bool(appeal.accepted), "voted": appeal.referred_at is not None}
    append_entry("moderation.appeal_decided", {**_payload(appeal.case, by), **payload}, at=at)


def log_appeal_withdrawal(appeal: Appeal, by: Viewer, at: datetime) -> None:
    append_entry(
        "moderation.appeal_taken_back",
        {**_payload(appeal.case, by), "is_decided": appeal.accepted is not None},
        at=at,
    )


def _payload(case: Case, by: Viewer) -> dict[str, str | bool]:
    model = case.subject_type.rpartition(".")[2]
    return {
        "thing": pseudonym(model, case.subject_id),
        "kind": case.subject_type,
        **author_values(by),
    }
