"""The directory is drawn: its members, whatever the filters."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.association.models import Member
from etabli.community.directory.codes import languages_named, places_named, sectors_named, trades_named
from etabli.community.neutrality.draws import DrawnList
from etabli.foundation.people.viewer import Viewer

NAMED: dict[str, Callable[[Sequence[str]], list[str]]] = {
    "trade": trades_named,
    "place": places_named,
    "sector": sectors_named,
    "language": languages_named,
    "remote": lambda _yes: [_("works remotely")],
    "available": lambda _yes: [_("available now")],
}


def _names(viewer: Viewer, numbers: Sequence[int]) -> dict[int, str]:
    members = Member.objects.filter(pk__in=numbers, organisation=viewer.organisation_id)
    return dict(members.values_list("pk", "display_name"))


def _in_words(filters: str) -> str:
    """ "trade=writer&place=33063" → "writer, Bordeaux"."""
    parts = parse_qsl(filters)
    return ", ".join(word for name, value in parts if name in NAMED for word in NAMED[name]([value]))


DRAWN_LISTS = [
    DrawnList(name="directory", label=gettext_lazy("The directory"), filters_label=_in_words, names=_names)
]
