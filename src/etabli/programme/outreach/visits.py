"""Counting the openings of a mailing's links, as of a relay's (`relays/visits.py`): no act of a person, no entry."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from etabli.programme.outreach.models import Mailing, MailingVisit


def count_visit(*, mailing: Mailing, at: datetime) -> None:
    """One more opening of a link of this mailing on that (local) day: one statement, three for the first of the day."""
    day: dict[str, Any] = {"mailing": mailing, "on": timezone.localdate(at)}
    if not MailingVisit.objects.filter(**day).update(visits=F("visits") + 1):
        MailingVisit.objects.bulk_create([MailingVisit(**day)], ignore_conflicts=True)
        MailingVisit.objects.filter(**day).update(visits=F("visits") + 1)
