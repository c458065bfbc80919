"""Where an ad stands: out, or still taking answers."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from etabli.community.market.models import Ad, ReadingRule
from etabli.foundation.people.models import Organisation

# The ads that are shown: read, not taken away, not withdrawn, still agreed to; whatever their last day.
IS_OUT = Q(published_at__isnull=False, hidden_at=None, withdrawn_at=None, consent__withdrawn_at=None)


def is_out(ad: Ad) -> bool:
    """The same, of an ad in hand: `ad.consent` is loaded."""
    removed_at = ad.hidden_at or ad.withdrawn_at or ad.consent.withdrawn_at
    return ad.published_at is not None and removed_at is None


def is_open(ad: Ad, *, at: datetime) -> bool:
    """Does it take answers?"""
    return is_out(ad) and ad.deadline_on >= timezone.localdate(at) and ad.places_left > 0


def is_read_after(association: Organisation | None) -> bool:
    """Are its ads out before a moderator reads them? Not unless its board chose so: one statement."""
    return (
        association is not None and ReadingRule.objects.filter(organisation=association, after=True).exists()
    )
