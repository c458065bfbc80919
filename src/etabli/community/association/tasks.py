"""What the clock does for the association: letters about dues, the end of suspensions, what nobody confirmed."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.utils import timezone

from etabli.community.association.actions import SuspensionOver, end_suspension
from etabli.community.association.models import Application, Suspension
from etabli.community.association.reminding import AT_ONCE, remind_due
from etabli.foundation.people.viewer import Viewer

UNCONFIRMED = timedelta(days=14)


def close_unconfirmed(now: datetime) -> None:
    """A request whose address nobody confirmed in two weeks no longer waits: the same address may ask again."""
    left = Application.objects.filter(state=Application.State.SENT, sent_at__lt=now - UNCONFIRMED)
    left.update(state=Application.State.WITHDRAWN)


def end_suspensions(now: datetime) -> None:
    """Those whose last day is over."""
    over = Suspension.objects.filter(ended_at=None, ends_on__lt=timezone.localdate(now))
    for suspension in over.select_related("member__organisation").order_by("pk")[:AT_ONCE]:
        system = Viewer.system(suspension.member.chamber_id)
        with suppress(SuspensionOver):  # it was lifted meanwhile
            end_suspension(suspension=suspension, by=system, at=now)


PERIODIC = [remind_due, close_unconfirmed, end_suspensions]
