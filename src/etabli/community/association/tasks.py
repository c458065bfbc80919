"""What the clock does for the association: the letters about dues, and forgetting what nobody confirmed."""

from datetime import datetime, timedelta

from etabli.community.association.models import Application
from etabli.community.association.reminding import remind_due

UNCONFIRMED = timedelta(days=14)


def close_unconfirmed(now: datetime) -> None:
    """A request whose address nobody confirmed in two weeks no longer waits: the same address may ask again."""
    left = Application.objects.filter(state=Application.State.SENT, sent_at__lt=now - UNCONFIRMED)
    left.update(state=Application.State.WITHDRAWN)


PERIODIC = [remind_due, close_unconfirmed]
