"""What the clock does: reminding the moderators of what waits for too long."""

from datetime import datetime

from django.db import transaction

from etabli.community.moderation.limits import count_late
from etabli.community.moderation.models import Case
from etabli.community.moderation.notices import update_waiting
from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.community.neutrality.rules import serving
from etabli.foundation.people.models import Organisation, Role


def remind(at: datetime) -> None:
    """Once a day, the moderators (the board, where there are none) of each association in which something waits."""
    waiting = Case.objects.filter(state=Case.State.WAITING).values("organisation")
    for organisation in Organisation.objects.filter(pk__in=waiting).order_by("pk"):
        if count_late(organisation.pk, at):
            readers = serving(organisation.pk, QUEUE_ROLES)
            moderators = [viewer for viewer in readers if viewer.role == Role.MODERATOR]
            with transaction.atomic():
                update_waiting(moderators or readers, organisation, at)


PERIODIC = [remind]
