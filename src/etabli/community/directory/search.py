"""Finding a member on the page that looks up everything: by the list's own search, in an order drawn for the day."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.directory import queries
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Finder, Passage
from etabli.foundation.search.engine import words
from etabli.foundation.search.queries import Hit, KindHits

NAMED, SAID = 2.0, 1.0  # how near a word is that stands in a name, or anywhere else


def _search_profiles(viewer: Viewer, text: str, limit: int, offset: int) -> KindHits:
    looked_up = queries.look_up(viewer, text, limit=limit, offset=offset, at=timezone.now())
    return KindHits("profile", looked_up.total, [_hit(card, words(text)) for card in looked_up.cards])


def _hit(card: queries.Card, typed: list[str]) -> Hit:
    named = set(words(card.name))
    return Hit(
        "profile",
        card.pk,
        card.name,
        " · ".join([*card.trades[:3], card.headline]),
        reverse("directory:profile", args=[card.pk]),
        sum(NAMED if word in named else SAID for word in typed),
    )


FINDERS = [
    Finder(
        kind="profile",
        plural_label=_("Digital professionals"),
        find=_search_profiles,
        close_words=lambda viewer, text: [],  # the list reads a slip of the finger by itself
        renew=queries.published_count,
        is_in_step=lambda: True,  # the list follows the acts
    )
]
PASSAGES = [
    Passage(
        title=_("How to choose a professional"),
        url_name="directory:choosing",
        roles=frozenset(Role),
        text=_(
            "Ten questions to put before you sign: the domain, the exit, the rental, the price of changes."
        ),
    )
]
