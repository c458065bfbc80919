"""Withdrawn before an erasure: the events that somebody proposed and that are not over."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from etabli.community.agenda.actions import withdraw
from etabli.community.agenda.models import Event, EventDate
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _to_come(party: int, at: datetime) -> Iterable[Event]:
    dates = EventDate.objects.filter(event=OuterRef("pk"), withdrawn_at=None, ends_at__gt=at)
    return Event.objects.filter(Exists(dates), author__user__party=party, withdrawn_at=None)


WITHDRAWALS = [
    Withdrawal(
        rows=_to_come,
        sentence=lambda event: _("Your event “%(title)s” is withdrawn.") % {"title": event.title},
        withdraw=lambda event, at: withdraw(event=event, by=Viewer.system(event.organisation_id), at=at),
    )
]
