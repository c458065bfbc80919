"""The directory is drawn: its members, whatever the filters."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.association.trades import trade_label, trades
from etabli.community.neutrality.lists import DrawnList
from etabli.foundation.people.viewer import Viewer


def _names(viewer: Viewer, numbers: Sequence[int]) -> dict[int, str]:
    found = Member.objects.filter(pk__in=numbers, organisation=viewer.organisation_id)
    return dict(found.values_list("pk", "display_name"))


def _in_words(filters: str) -> str:
    """ "trade=writer&place=33063" → "writer, 33063"."""
    known = trades()
    return ", ".join(
        str(trade_label(value)) if value in known else value for _name, value in parse_qsl(filters)
    )


DRAWN = [DrawnList(name="directory", label=_("The directory"), filters_label=_in_words, names=_names)]
