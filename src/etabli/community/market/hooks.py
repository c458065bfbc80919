"""What the market adds to the agreements of the artisans, and to their erasure: the end of one closes an ad."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from etabli.community.market import notices, records
from etabli.community.market.models import Ad
from etabli.community.market.rules import is_artisan_alone, may_change_ad
from etabli.community.neutrality.rules import interest_of
from etabli.foundation.journal import CannotUndo, NotAllowed


def on_agreement_change(entry: Any, consent: Any, by: Any, at: datetime) -> None:
    """An agreement to an ad ended, or holds again: never by whoever serves both sides; the artisan is told, and those
    who answered.

    The staff may write down that an artisan no longer agrees, answers or not: agreeing was no harder.
    """
    is_ended = consent.withdrawn_at is not None
    ad = Ad.objects.filter(consent=consent, withdrawn_at=None).select_related("person").first()
    if ad is None and not is_ended:
        ad = _replaced_ad(consent)
    if ad is None:
        return
    if by.actor.kind != "system" and not may_change_ad(by, ad):
        raise NotAllowed(_("You serve the chamber and the association: a colleague writes this down."))
    if ad.withdrawn_at is not None:
        _put_back(ad, by, at)
    records.log_agreement_end(ad, by, at) if is_ended else records.log_agreement_restoration(ad, by, at)
    notices.update_standing(ad, by, at)


def _replaced_ad(consent: Any) -> Ad | None:
    """The ad of this agreement that was withdrawn as its brief was passed on anew."""
    same_brief = Ad.objects.filter(brief_ref=OuterRef("brief_ref")).exclude(pk=OuterRef("pk"))
    newer = same_brief.filter(passed_on_at=OuterRef("withdrawn_at"))
    ads = Ad.objects.filter(Exists(newer), consent=consent)
    return ads.select_related("person").select_for_update(of=("self",)).first()


def _put_back(ad: Ad, by: Any, at: datetime) -> None:
    """Undo what made way for another ad of the brief. Raises CannotUndo while that one stands."""
    if Ad.objects.filter(brief_ref=ad.brief_ref, withdrawn_at=None).exists():
        raise CannotUndo(_("Another ad of the same brief is out since: withdraw it first."))
    ad.withdrawn_at = None
    ad.save(update_fields=["withdrawn_at"])
    records.log_ad_restoration(ad, by, at)


def on_erasure_request(entry: Any, erasure: Any, by: Any, at: datetime) -> None:
    """Erasing an artisan withdraws their ads: whoever serves both sides doesn't ask for it behind the answers."""
    if erasure.cancelled_at is not None or not interest_of(by).is_double:
        return
    own_ads = Ad.objects.filter(person__party=erasure.owner_id, withdrawn_at=None)
    answered_ads = own_ads.filter(answers_taken__gt=0).select_related("person")
    if any(not is_artisan_alone(by, ad) for ad in answered_ads):
        raise NotAllowed(
            _(
                "Somebody has answered their ad, which this would withdraw. You serve the chamber and the association: "
                "a colleague writes the request down, or they do it themselves."
            )
        )


HOOKS = {
    "people.consent": on_agreement_change,
    "people.withdraw_consent": on_agreement_change,
    "own_data.ask_erasure": on_erasure_request,
    "own_data.keep": on_erasure_request,  # to take it back is to ask again
}
