"""What the clock does: an offer that nobody answered goes to the next, and those who come are reminded."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, record
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.errors import NothingToLapse, NothingToRemind
from etabli.foundation.seats.actions.places import (
    change_status,
    is_open,
    lock,
    lock_sign_up,
    offer_free_places,
    state_of,
)
from etabli.foundation.seats.engine import is_reminder_due
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.place_events import Because

Status = SignUp.Status
MAX_UNANSWERED = 2  # offers that one may let pass before leaving the list


@action(
    "seats.lapse",
    sentence=_("passed on the place offered for “%(subject)s”"),
    may=may_run,
    undo=Irreversible(_("The place was offered to the next person.")),
    subject="sign_up",
)
def lapse(*, sign_up: SignUp, by: Viewer, at: datetime) -> SignUp:
    """The time to answer is over: the place goes to the next.

    Whoever did not answer once stays on the list, at its end; the second time they leave it. Raises NothingToLapse.
    """
    until = lock_sign_up(sign_up).offered_until
    if sign_up.status != Status.OFFERED or until is None or until > at:
        raise NothingToLapse(_("This offer was answered, or it still holds."))
    before, unanswered = state_of(sign_up), sign_up.unanswered + 1
    if unanswered < MAX_UNANSWERED:
        Occasion.objects.filter(pk=sign_up.occasion_id).update(arrivals=F("arrivals") + 1)
        last = Occasion.objects.values_list("arrivals", flat=True).get(pk=sign_up.occasion_id)
        change_status(sign_up, Status.WAITING, number=last, unanswered=unanswered, ahead_since=None)
    else:
        change_status(sign_up, Status.WITHDRAWN, unanswered=unanswered)
    if sign_up.pk not in offer_free_places(sign_up.occasion_id, at):
        notices.update_sign_up(sign_up, Because.LAPSED, at)
    sign_up.refresh_from_db()
    record(sign_up, before=before, after=state_of(sign_up))
    return sign_up


@action(
    "seats.remind",
    sentence=_("reminded those who come to “%(subject)s”"),
    may=may_run,
    undo=Irreversible(_("The reminders have left.")),
    subject="occasion",
)
def remind(*, occasion: Occasion, by: Viewer, at: datetime) -> Occasion:
    """Remind those who have a place, but for whoever was told of it less than a day ago. Raises NothingToRemind."""
    lock(pk=occasion.pk)
    occasion.refresh_from_db()
    starts_at = timezone.localtime(occasion.starts_at)
    if not is_open(occasion, at) or not is_reminder_due(starts_at, occasion.reminded_at, at):
        raise NothingToRemind(_("No reminder is due."))
    notices.send_reminders(occasion, at)
    return change(occasion, reminded_at=at)
