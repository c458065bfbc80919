"""What the clock does each minute: the offers whose time is over, the reminders that are due. Safe to run twice."""

from contextlib import suppress
from datetime import datetime

from etabli.foundation.notices.personal import NOTICE
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions
from etabli.foundation.seats.engine import REMINDER_DELAYS, is_reminder_due
from etabli.foundation.seats.models import Occasion, SignUp, StaffMessage


def pass_offers_on(at: datetime) -> None:
    """Each offer that nobody answered in time goes to the next who waits."""
    over = SignUp.objects.filter(status=SignUp.Status.OFFERED, offered_until__lte=at)
    over = over.filter(occasion__cancelled_at=None, occasion__starts_at__gt=at)
    for sign_up in over.select_related("occasion").order_by("offered_until", "pk"):
        with suppress(actions.NothingToLapse):
            actions.lapse(sign_up=sign_up, by=Viewer.system(sign_up.chamber_id), at=at)


def remind_due(at: datetime) -> None:
    """Remind of what comes in seven days, and the day before."""
    coming = Occasion.objects.filter(
        starts_at__gt=at, starts_at__lte=at + max(REMINDER_DELAYS), cancelled_at=None, taken__gt=0
    )
    for occasion in coming.order_by("starts_at", "pk"):
        if is_reminder_due(occasion.starts_at, occasion.reminded_at, at):
            with suppress(actions.NothingToRemind):
                actions.remind(occasion=occasion, by=Viewer.system(occasion.chamber_id), at=at)


def forget_origins(at: datetime) -> None:
    """Once it has begun, nothing more is counted by where sign-ups came from."""
    SignUp.objects.filter(occasion__starts_at__lte=at).exclude(origin="").update(origin="")


def send_staff_messages(at: datetime) -> None:
    """What the staff wrote leaves at its hour, unless it was cancelled, or the occasion was called off since."""
    due = StaffMessage.objects.filter(left_at=None, cancelled_at=None, leaves_at__lte=at)
    for message in due.select_related("occasion", "author").order_by("leaves_at", "pk"):
        by = Viewer.system(message.chamber_id)
        with suppress(actions.NothingToSend):
            if message.is_overtaken:
                actions.stop_message(message=message, by=by, at=at)
            else:
                actions.send_message(message=message, by=by, at=at)


def forget_staff_messages(at: datetime) -> None:
    """What was written goes when its readers' own messages go."""
    StaffMessage.objects.filter(written_at__lt=NOTICE.kept_since(at)).delete()


PERIODIC = [pass_offers_on, remind_due, send_staff_messages, forget_origins, forget_staff_messages]
