"""The list of ads is drawn."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from etabli.community.market import rules
from etabli.community.market.models import Ad
from etabli.community.neutrality.lists import DrawnList
from etabli.foundation.people.viewer import Viewer


def _titles(viewer: Viewer, numbers: Sequence[int]) -> dict[int, str]:
    if viewer.chamber_id is None or not rules.reads_ads(viewer, viewer.chamber_id):
        return {}
    found = Ad.objects.filter(pk__in=numbers, chamber_id=viewer.chamber_id, consent__withdrawn_at=None)
    return dict(found.values_list("pk", "title"))


DRAWN = [DrawnList(name="ads", label=_("The ads"), filters_label=lambda filters: filters, names=_titles)]
