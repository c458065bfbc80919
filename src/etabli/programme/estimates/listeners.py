"""The estimates follow the acts of the staff; what visitors do waits for the clock, so that a sign-up costs no more."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from etabli.foundation.journal import acting_now
from etabli.foundation.people.models import STAFF
from etabli.foundation.registries import Done
from etabli.programme.estimates.kinds import KINDS
from etabli.programme.estimates.tasks import estimate_again


def follow(acts: Sequence[Done]) -> None:
    """Ask the worker for the kinds that these acts may have changed, once they are committed. No statement before."""
    by = acting_now()
    if by is None or by.actor.role not in STAFF or by.actor.chamber_id is None:
        return
    about = {action.subject._meta.label_lower for action in acts}
    if kinds := [code for code, kind in KINDS.items() if about & kind.depends_on]:
        # The act is done whatever becomes of this: the clock comes back to it.
        transaction.on_commit(partial(_ask, by.actor.chamber_id, kinds), robust=True)


def _ask(chamber_id: int, kinds: list[str]) -> None:
    estimate_again.enqueue(chamber_id, kinds, timezone.now().isoformat())


LISTENERS = [follow]
