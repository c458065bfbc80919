"""Until when names are rented."""

from datetime import date, timedelta

from django.db.models import F

from etabli.programme.visibility.engine.domain import DAYS_BEFORE_END
from etabli.programme.visibility.models import DomainRegistration


def registration_of(person_id: int, domain: str) -> DomainRegistration | None:
    """Until when this artisan rents this name; None when they didn't write it: one statement."""
    rows = DomainRegistration.objects.filter(person_id=person_id, domain=domain, withdrawn_at=None)
    return rows.order_by("pk").last()


def registrations_to_remind(today: date) -> list[DomainRegistration]:
    """The names that end within thirty days, of whoever wished to be reminded and wasn't yet: one statement."""
    rows = DomainRegistration.objects.filter(
        withdrawn_at=None, reminds=True, ends_on__range=(today, today + timedelta(days=DAYS_BEFORE_END))
    )
    rows = rows.exclude(reminded_for=F("ends_on"))
    return list(rows.order_by("ends_on", "pk").select_related("person__chamber"))
