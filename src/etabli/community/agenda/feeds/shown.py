"""What people see of neighbours' feeds: events among ours, with whoever publishes them; news apart."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda import rules
from etabli.community.agenda.feeds.models import SHOWN_WITHOUT_NEWS, FeedEvent, FeedNews, NeighbourFeed
from etabli.community.agenda.models import EventDate
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import clock


@dataclass(frozen=True)
class Source:
    """Who publishes an event, and where people read it there ("" where nobody knows)."""

    name: str
    link: str


def is_shown(at: datetime, feed: str = "") -> Q:
    """The condition on the feeds (`feed`: the lookup to them) whose content people see: one that was not read for
    thirty days says nothing sure any more."""
    return Q(**{f"{feed}ended_at": None, f"{feed}read_at__gt": at - SHOWN_WITHOUT_NEWS})


def shown_events(viewer: Viewer, *, at: datetime) -> QuerySet[FeedEvent]:
    """The events that the lists show, past or not, in no order: of those that the board said to be one, one alone;
    ours in its place for whoever reads ours."""
    ours = EventDate.objects.filter(rules.listable_by(viewer, "event__"), withdrawn_at=None)
    stands_alone = Q(head_date=None) | ~Q(head_date__in=ours.values("pk"))
    events = FeedEvent.objects.filter(is_shown(at, "feed__"), stands_alone, gone_at=None, head=None)
    return events.select_related("feed", "commune")


def sources_of(
    dates: Collection[int], events: Collection[int], *, at: datetime
) -> tuple[Mapping[int, list[Source]], Mapping[int, list[Source]]]:
    """Who else publishes these dates of ours, and these events of neighbours: one statement."""
    of_dates: dict[int, list[Source]] = defaultdict(list)
    of_events: dict[int, list[Source]] = defaultdict(list)
    same = FeedEvent.objects.filter(
        Q(head_date__in=dates) | Q(head__in=events), is_shown(at, "feed__"), gone_at=None
    )
    for event in same.select_related("feed").order_by("feed__name", "pk"):
        if event.head_date_id is not None:
            of_dates[event.head_date_id].append(source_of(event))
        elif event.head_id is not None:
            of_events[event.head_id].append(source_of(event))
    return of_dates, of_events


def source_of(event: FeedEvent | FeedNews) -> Source:
    """Who publishes it; the caller has its feed."""
    return Source(event.feed.name, event.link)


def place(event: FeedEvent) -> str:
    """Where it is, as its feed says it; the commune that was recognised comes with what doesn't name it."""
    commune = event.commune.name if event.commune is not None else ""
    return event.place or commune


def their_hour(event: FeedEvent) -> str:
    """Its hour where it takes place, when that is another clock than ours: "18 h (Europe/London)"; else ""."""
    starts, zone = event.event.starts, event.own_zone
    if not isinstance(starts, datetime) or zone is None or not getattr(zone, "key", "").count("/"):
        return ""
    if starts.utcoffset() == timezone.localtime(event.starts_at).utcoffset():
        return ""
    return _("%(hour)s there (%(zone)s)") % {"hour": clock(starts.time()), "zone": str(zone)}


def has_neighbours(at: datetime) -> bool:
    """Whether a neighbour's feed is shown at all: one statement."""
    return NeighbourFeed.objects.filter(is_shown(at)).exists()


def shown_news(at: datetime) -> QuerySet[FeedNews]:
    """What neighbours write beside their events, the latest first."""
    news = FeedNews.objects.filter(is_shown(at, "feed__")).select_related("feed")
    return news.order_by(F("published_at").desc(nulls_last=True), "pk")
