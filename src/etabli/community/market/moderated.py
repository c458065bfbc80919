"""What moderators read of the market: an ad before it is out, a message that was reported."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.association.queries import association_of
from etabli.community.market.actions import hide_ad, hide_letter, keep_letter, publish_ad
from etabli.community.market.models import Ad, Letter
from etabli.community.market.queries.availability import is_out
from etabli.community.market.queries.shared_ads import sendings_of
from etabli.community.market.rules import may_moderate, may_moderate_letter, may_report_letter, reads_ads
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Moderated


def _association_id(ad: Ad) -> int:
    association = association_of(ad.chamber_id)
    return association.pk if association else 0


def _reader_page(letter: Letter) -> str:
    return reverse("market:thread", args=[letter.answer_id])


def may_see(viewer: Viewer, ad: Ad) -> bool:
    """Those of the association, while it is out; and everybody, where its artisan let everybody read it."""
    return is_out(ad) and (reads_ads(viewer, ad.chamber_id) or bool(sendings_of(ad)))


MODERATED = [
    Moderated(
        model="market.Ad",
        name=_("ad"),
        template="market/ad_moderated.html",
        title=lambda ad: ad.title,
        url=lambda ad: reverse("market:ad", args=[ad.pk]),
        author=lambda ad: ad.person.party_id,
        organisation_id=_association_id,
        may_decide=may_moderate,
        publish=publish_ad,
        hide=hide_ad,
        may_see=may_see,
        stands=Q(withdrawn_at=None, consent__withdrawn_at=None),
    ),
    Moderated(
        model="market.Letter",
        name=_("message"),
        template="market/letter_moderated.html",
        title=str,
        url=_reader_page,
        author=lambda letter: letter.written_by_id,
        organisation_id=lambda letter: letter.answer.member.organisation_id,
        may_decide=may_moderate_letter,
        publish=keep_letter,
        hide=hide_letter,
        may_see=may_report_letter,
        stands=Q(withdrawn_at=None),
    ),
]
