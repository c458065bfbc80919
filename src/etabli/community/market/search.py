"""Finding an ad: what is wanted, where. Those of the association find those that are out, without a name."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.market import rules
from etabli.community.market.models import Ad
from etabli.community.market.queries.availability import IS_OUT
from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_its_person

SEARCHED_FIELDS = {"withdrawn_at", "published_at", "hidden_at"}


def _row_to_reindex(action: Done) -> Ad | None:
    return action.subject if isinstance(action.subject, Ad) and action.names & SEARCHED_FIELDS else None


def _visible_to(viewer: Any) -> Q | None:
    if not rules.reads_ads(viewer, viewer.chamber_id):
        return to_its_person(viewer)
    now = timezone.now()
    visible_ads = Ad.objects.filter(
        IS_OUT, chamber_id=viewer.chamber_id, deadline_on__gte=timezone.localdate(now)
    )
    return Q(chamber_id=viewer.chamber_id, object_id__in=visible_ads.values("pk"))


SEARCH = [
    Indexed(
        kind="ad",
        plural_label=_("Ads"),
        objects=lambda: Ad.objects.filter(withdrawn_at=None).order_by("pk"),
        title=lambda ad: ad.title,
        detail=lambda ad: ad.place,
        text=lambda ad: " ".join([ad.text, *ad.needs]),
        url=lambda ad: reverse("market:ad", args=[ad.pk]),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
    )
]
