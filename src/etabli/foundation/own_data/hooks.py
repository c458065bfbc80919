"""Nobody who is about to be erased is joined to somebody."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo
from etabli.foundation.own_data.models import Erasure


def joined(entry: Any, merging: Any, by: Any, at: datetime) -> None:
    """Done, or done again; what is taken back stands in nobody's way."""
    if merging.undone_at is not None:
        return
    asked = Erasure.objects.filter(owner__in=[merging.kept.party_id, merging.merged.party_id])
    if asked.filter(cancelled_at=None, done_at=None).exists():
        refusal: type[ActionError] = ActionError if entry.undoes_id is None else CannotUndo
        raise refusal(_("One of them is about to be erased: have everything kept first, if they wish so."))


HOOKS = {"people.merge": joined}
