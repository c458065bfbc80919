"""The project as stages of the path: begun, then ready to show."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.foundation.registries import Stage, Times
from etabli.procurement.briefs.models import Brief


def _begun(chamber_id: int) -> QuerySet[Brief]:
    return Brief.objects.filter(chamber_id=chamber_id).exclude(state=Brief.State.WITHDRAWN)


def _ready(chamber_id: int) -> QuerySet[Brief]:
    return _begun(chamber_id).filter(handed_over_at__isnull=False)


STAGES = [
    Stage("brief", 40, gettext_lazy("The project, begun"), Times(_begun, "person", "started_at")),
    Stage(
        "brief_ready",
        45,
        gettext_lazy("The project, in words of one’s own"),
        Times(_ready, "person", "handed_over_at"),
    ),
]
