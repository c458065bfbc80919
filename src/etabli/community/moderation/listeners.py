"""A case follows its thing: what its author takes back is read no more, and is where it was when it comes back."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from etabli.community.moderation.models import Case
from etabli.community.moderation.moderated_content import contents_of, moderated
from etabli.foundation.registries import Done

State = Case.State
OPEN_STATES = frozenset({State.WAITING, State.UNREAD})


def follow(acts: Sequence[Done]) -> None:
    """No statement but for what was taken back, or came back."""
    pks_by_label: dict[str, set[int]] = defaultdict(set)
    for action in acts:
        if (
            not action.is_new
            and "withdrawn_at" in action.names
            and action.subject._meta.label_lower in moderated()
        ):
            pks_by_label[action.subject._meta.label_lower].add(action.subject.pk)
    for label, pks in pks_by_label.items():
        close_or_reopen(label, pks)


def close_or_reopen(label: str, pks: Collection[int]) -> None:
    """Of these things ("app.model"), whatever made them stand or fall: two statements, one more for each that moves."""
    cases_of_things = Case.objects.filter(subject_type=label, subject_id__in=[str(pk) for pk in pks])
    cases = [case for case in cases_of_things if case.state in OPEN_STATES or case.closed_from]
    things_in_force = contents_of(cases)
    for case in cases:
        if case.pk in things_in_force and case.closed_from:
            case.state, case.closed_from = case.closed_from, ""
        elif case.pk not in things_in_force and not case.closed_from:
            case.state, case.closed_from = State.WITHDRAWN, case.state
        else:
            continue
        case.save(update_fields=["state", "closed_from"])


LISTENERS = [follow]
