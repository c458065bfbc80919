"""The places of an ad: what makes whoever acts on it wait for their turn, and counts one answer more.

Each act first updates the ad's row, then the row of the neutrality chain: always in this order, so that acts wait
for one another and never for each other.
"""

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.market.models import Ad
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Consent

SERVES_BOTH = _(
    "You also have a role in the association: the artisan takes this back, or somebody of the chamber without such a "
    "role."
)


class AdNotFit(ActionError):
    """Something is missing in the ad, or is out of bounds."""


class AdClosed(ActionError):
    """Not out yet, withdrawn, past its deadline, or with all the answers that it takes."""


def lock_ad(ad_id: int) -> None:
    """Make whoever else acts on this ad wait until the end of the transaction; what is read from here on is true."""
    Ad.objects.filter(pk=ad_id).update(answers_taken=F("answers_taken"))


def uncount_answer(ad_id: int) -> None:
    """One answer less."""
    Ad.objects.filter(pk=ad_id).update(answers_taken=F("answers_taken") - 1)


def count_answer(ad: Ad, at: datetime) -> None:
    """Count one answer more, if the ad still takes some: one conditional update, exact at any number at once."""
    today = timezone.localdate(at)
    published_ads = Ad.objects.filter(pk=ad.pk, withdrawn_at=None, hidden_at=None, published_at__isnull=False)
    updated = published_ads.filter(deadline_on__gte=today, answers_taken__lt=F("answers_cap")).update(
        answers_taken=F("answers_taken") + 1
    )
    ad.refresh_from_db(
        fields=["answers_taken", "answers_cap", "withdrawn_at", "hidden_at", "published_at", "deadline_on"]
    )
    is_out = ad.withdrawn_at is None and ad.hidden_at is None and ad.published_at is not None
    if not updated and is_out and ad.deadline_on >= today:
        raise AdClosed(_("This ad has all the answers that the artisan asked for."))
    if not updated or Consent.objects.exclude(withdrawn_at=None).filter(pk=ad.consent_id).exists():
        raise AdClosed(_("This ad no longer takes answers."))
