"""What text messages left, and what they cost."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from etabli.foundation.notices.models import TextMessage
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class Month:
    """What left within a month, and what it cost in euros."""

    begins: datetime
    messages: int
    parts: int
    cost: Decimal


def texts_of(viewer: Viewer) -> QuerySet[TextMessage]:
    """The text messages of the viewer's chamber, for its staff; none for others."""
    chamber = viewer.chamber_id
    if chamber is None or not viewer.is_staff_of(chamber):
        return TextMessage.objects.none()
    return TextMessage.objects.filter(chamber_id=chamber)


def months(viewer: Viewer) -> list[Month]:
    """What each month cost, the latest first: one statement."""
    sent_messages = texts_of(viewer).filter(status=TextMessage.Status.SENT).order_by()
    rows = sent_messages.annotate(month=TruncMonth("sent_at")).values("month")
    counted = rows.annotate(messages=Count("pk"), each=Sum("parts"), paid=Sum("cost")).order_by("-month")
    return [Month(row["month"], row["messages"], row["each"], row["paid"]) for row in counted[:24]]
