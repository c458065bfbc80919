"""Whom the chamber invited by e-mail, for whoever counts them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from etabli.programme.outreach.models import Recipient


def invited_people(chamber_id: int, since: date, until: date) -> QuerySet[Any, int]:
    """The numbers of the people to whom a mailing left between two days, both included."""
    left = Recipient.objects.filter(
        mailing__chamber_id=chamber_id,
        status=Recipient.Status.WRITTEN,
        written_at__date__range=(since, until),
    )
    return left.values_list("person_id", flat=True)
