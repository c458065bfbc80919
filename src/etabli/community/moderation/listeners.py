"""A case follows its thing: what its author takes back is read no more, and is where it was when it comes back."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from etabli.community.moderation.models import Case
from etabli.community.moderation.moderated_content import moderated, things_of
from etabli.foundation.registries import Done

State = Case.State
OPEN = frozenset({State.WAITING, State.UNREAD})


def follow(acts: Sequence[Done]) -> None:
    """No statement but for what was taken back, or came back."""
    touched: dict[str, set[int]] = defaultdict(set)
    for done in acts:
        if not done.is_new and "withdrawn_at" in done.names and done.subject._meta.label_lower in moderated():
            touched[done.subject._meta.label_lower].add(done.subject.pk)
    for label, pks in touched.items():
        close_or_reopen(label, pks)


def close_or_reopen(label: str, pks: Collection[int]) -> None:
    """Of these things ("app.model"), whatever made them stand or fall: two statements, one more for each that moves."""
    known = Case.objects.filter(subject_type=label, subject_id__in=[str(pk) for pk in pks])
    cases = [case for case in known if case.state in OPEN or case.closed_from]
    standing = things_of(cases)
    for case in cases:
        if case.pk in standing and case.closed_from:
            case.state, case.closed_from = case.closed_from, ""
        elif case.pk not in standing and not case.closed_from:
            case.state, case.closed_from = State.WITHDRAWN, case.state
        else:
            continue
        case.save(update_fields=["state", "closed_from"])


LISTENERS = [follow]
