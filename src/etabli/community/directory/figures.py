"""A member's own figures: counts of the last days, of nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from etabli.community.association.models import Member
from etabli.community.directory.models import Contact, Opening
from etabli.community.neutrality.counting import ALL
from etabli.community.neutrality.models import Showing

DAYS = 30


@dataclass(frozen=True)
class Figures:
    """Over the last `DAYS` days: how often among the first ten of the list, how often opened, how many wrote."""

    first_ten: int
    opened: int
    contacts: int


def own_figures(member: Member, *, today: date) -> Figures:
    """Three statements. Each visit counts once in the first ten, with whatever filters."""
    since = today - timedelta(days=DAYS - 1)
    counted = Showing.objects.filter(list_name="directory", filters=ALL, day__gte=since)
    stood = counted.filter(subject=f"member:{member.pk}")
    opened = Opening.objects.filter(profile=member.pk, on__gte=since)
    contacts = Contact.objects.filter(
        profile=member.pk, confirmed_at__isnull=False, withdrawn_at=None, sent_at__date__gte=since
    )
    return Figures(
        first_ten=stood.aggregate(Sum("shown"))["shown__sum"] or 0,
        opened=opened.aggregate(Sum("times"))["times__sum"] or 0,
        contacts=contacts.count(),
    )
