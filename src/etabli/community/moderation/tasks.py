"""What the clock does: reminding the moderators of what waits for too long."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Min

from etabli.community.moderation.limits import limits_of
from etabli.community.moderation.models import Case
from etabli.community.moderation.notices import told_of_waiting
from etabli.community.moderation.rules import READERS
from etabli.community.moderation.things import things_of
from etabli.community.neutrality.serving import serving
from etabli.foundation.people.models import Role


def remind(at: datetime) -> None:
    """Once a day, the moderators (the board, where there are none) of each association in which something waits."""
    waiting = Case.objects.filter(state=Case.State.WAITING)
    for row in waiting.values("organisation").annotate(oldest=Min("submitted_at"), n=Count("pk")).order_by():
        late = at - timedelta(hours=limits_of(row["organisation"]).remind_after_hours)
        if row["oldest"] <= late:
            _remind(row["organisation"], late, at)


def _remind(organisation_id: int, late: datetime, at: datetime) -> None:
    found = Case.objects.filter(
        organisation=organisation_id, state=Case.State.WAITING, submitted_at__lte=late
    )
    count = len(things_of(found))
    readers = serving(organisation_id, READERS)
    moderators = [one for one in readers if one.role == Role.MODERATOR]
    if count:
        with transaction.atomic():
            told_of_waiting(moderators or readers, organisation_id, count, at)


PERIODIC = [remind]
