"""What the market adds to the agreements of the artisans: the end of one closes an ad."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.market import notices, records
from etabli.community.market.models import Ad
from etabli.community.market.rules import may_change_ad
from etabli.foundation.journal import NotAllowed


def agreement_moved(entry: Any, consent: Any, by: Any, at: datetime) -> None:
    """An agreement to an ad ended, or holds again: never by whoever serves both sides; the artisan is told, and those
    who answered.

    The staff may write down that an artisan no longer agrees, answers or not: agreeing was no harder.
    """
    ad = Ad.objects.filter(consent=consent, withdrawn_at=None).select_related("person").first()
    if ad is None:
        return
    if by.actor.kind != "system" and not may_change_ad(by, ad):
        raise NotAllowed(_("You serve the chamber and the association: a colleague writes this down."))
    ended = consent.withdrawn_at is not None
    records.agreement_ended(ad, by, at) if ended else records.agreement_restored(ad, by, at)
    notices.told_of_standing(ad, by, at)


HOOKS = {"people.consent": agreement_moved, "people.withdraw_consent": agreement_moved}
