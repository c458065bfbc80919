"""What the board decides, by moderation's own act: an event is published, or refused with a reason."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.actions.writing import lock_event
from etabli.community.agenda.models import MAX_REASON_LENGTH, Event
from etabli.community.agenda.rules import may_moderate
from etabli.foundation.journal import action, change, undo_fields
from etabli.foundation.people.viewer import Viewer


@action(
    "agenda.publish",
    sentence=_("published the event “%(subject)s”"),
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def publish(*, subject: Event, by: Viewer, at: datetime) -> Event:
    """People see it from now on. Called inside the decision."""
    event = lock_event(subject)
    return change(event, published_at=event.published_at or at, hidden_at=None, hidden_reason="")


@action(
    "agenda.hide",
    sentence=_("refused the event “%(subject)s”"),
    tells={"hidden_reason": _("Reason")},
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def hide(*, subject: Event, reason: str, by: Viewer, at: datetime) -> Event:
    """Nobody sees it but its author. Called inside the decision; `reason` is what its author reads."""
    event = lock_event(subject)
    return change(event, hidden_at=at, hidden_reason=reason[:MAX_REASON_LENGTH])
