"""What the board is told of neighbours' feeds: that one can't be read, or changes its identifiers."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.feeds.words import fault_of
from etabli.community.agenda.rules import speaks_for
from etabli.community.neutrality.rules import serving
from etabli.foundation.notices.topic_messages import refresh_messages
from etabli.foundation.notify.prose import gettext as _, ours, paragraphs
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.registries import Kind, Topic, Words

BOARD = frozenset({Role.BOARD})
BROKEN = Kind("agenda.feed", gettext_lazy("A neighbour’s agenda that can’t be read"), BOARD, channel="digest")


def tell_board(feed: NeighbourFeed, at: datetime) -> None:
    """Those of the board who may mend it or stop it learn that it is broken."""
    readers = [
        viewer for viewer in serving(feed.organisation_id, BOARD) if speaks_for(viewer, feed.organisation_id)
    ]
    posts = Membership.objects.filter(pk__in=[viewer.membership_id for viewer in readers])
    owners = {post.user_id: post for post in posts.select_related("user", "organisation").order_by("pk")}
    refresh_messages(BROKEN_FEED, owners.values(), kind=BROKEN, about=feed, at=at)


def _write_broken(notice: Any) -> Words | None:
    """Nothing once it is read again, or stopped."""
    feed: NeighbourFeed = notice.about
    if not feed.is_broken:
        return None
    fault = fault_of(feed)
    return Words(
        title=_("To look at: the agenda of “%(name)s”") % {"name": feed.name},
        text=paragraphs(
            ours(fault),
            _("What it brought before stays for thirty days, and we go on trying."),
            _("This is said once, unless it is mended and breaks again."),
        ),
        url=reverse("agenda:feed_detail", args=[feed.pk]),
        see=_("See what is wrong"),
    )


BROKEN_FEED = Topic("agenda.feed", _write_broken, of=NeighbourFeed)
