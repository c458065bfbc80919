"""A member's own figures: counts of the last days, of nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from etabli.community.association.models import Member
from etabli.community.directory.models import Contact, Opening

DAYS = 30


@dataclass(frozen=True)
class Figures:
    """Over the last `DAYS` days: how often the member's page was opened, how many wrote; `per_day` for a plot."""

    opened: int
    contacts: int
    per_day: tuple[tuple[date, int], ...]


def own_figures(member: Member, *, today: date) -> Figures:
    """Two statements."""
    since = today - timedelta(days=DAYS - 1)
    days = dict(
        Opening.objects.filter(profile=member.pk, on__gte=since).values_list("on").annotate(Sum("times"))
    )
    contacts = Contact.objects.filter(
        profile=member.pk, confirmed_at__isnull=False, withdrawn_at=None, sent_at__date__gte=since
    ).count()
    per_day = tuple((day := since + timedelta(days=n), days.get(day, 0)) for n in range(DAYS))
    return Figures(sum(days.values()), contacts, per_day)
