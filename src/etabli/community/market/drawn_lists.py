"""The list of ads is drawn."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from django.utils.translation import gettext, gettext_lazy

from etabli.community.directory.codes import places_named, trades_named
from etabli.community.market import rules
from etabli.community.market.models import Ad
from etabli.community.neutrality.draws import DrawnList
from etabli.foundation.people.viewer import Viewer


def _titles(viewer: Viewer, numbers: Sequence[int]) -> dict[int, str]:
    if viewer.chamber_id is None or not rules.reads_ads(viewer, viewer.chamber_id):
        return {}
    ads = Ad.objects.filter(pk__in=numbers, chamber_id=viewer.chamber_id, consent__withdrawn_at=None)
    return dict(ads.values_list("pk", "title"))


def _in_words(filters: str) -> str:
    """ "taking=1&trade=writer&epci=243300316" → "those that still take answers, writer, Bordeaux Métropole"."""
    words: list[str] = []
    for name, value in parse_qsl(filters):
        if name == "taking":
            words.append(gettext("those that still take answers"))
        words += trades_named([value]) if name == "trade" else places_named([value]) if name == "epci" else []
    return ", ".join(words)


DRAWN_LISTS = [DrawnList(name="ads", label=gettext_lazy("The ads"), filters_label=_in_words, names=_titles)]
