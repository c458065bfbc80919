"""Nobody who is about to be erased is joined to somebody; whoever joined two persons learns that it was refused."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo
from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.notices import tell_of_refusal
from etabli.foundation.people.models import Merging


def on_joined(entry: Any, merging: Any, by: Any, at: datetime) -> None:
    """Done, or done again; what is taken back stands in nobody's way."""
    if merging.undone_at is not None:
        return
    erasures = Erasure.objects.filter(owner__in=[merging.kept.party_id, merging.merged.party_id])
    if erasures.filter(cancelled_at=None, done_at=None).exists():
        refusal: type[ActionError] = ActionError if entry.undoes_id is None else CannotUndo
        raise refusal(_("One of them is about to be erased: have everything kept first, if they wish so."))


def on_refused(entry: Any, person: Any, by: Any, at: datetime) -> None:
    """Whoever joined them is told."""
    merging = Merging.objects.filter(Q(kept=person) | Q(merged=person), refused_at=at).latest("pk")
    joined_by = Entry.objects.filter(
        verb="people.merge", subject_type=merging._meta.label_lower, subject_id=str(merging.pk)
    ).latest("pk")
    tell_of_refusal(merging, joined_by.actor_id, at)


HOOKS = {"people.merge": on_joined, "people.say_other": on_refused}
