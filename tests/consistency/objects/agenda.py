"""Objects of the pages of events: one of the member, which the board has published, open to all, with its date."""

from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.consistency.objects.directory import acting, member_of
from tests.consistency.objects.world import Kwargs, World, objects

EVENT_PAGES = "event event_calendar correct versions cancel withdraw add_date"


def evening(days: int = 30) -> Any:
    """Two hours, so many days from now."""
    from etabli.community.agenda.engine import Span

    at = make.AT + timedelta(days=days)
    return Span(at, at + timedelta(hours=2))


def details(title: str = "Apéro des métiers") -> Any:
    from etabli.community.agenda.engine import Details

    return Details(title=title, text="On se rencontre.", place="Maison des projets", is_open=True)


def proposed(world: World, by: Any = None) -> Any:
    """An event of the member."""
    from etabli.community.agenda.actions import propose

    member_of(world)
    given = {"organisation": world.association, "details": details(), "dates": [evening()]}
    return propose(**given, by=by or acting(world), at=make.AT)


def published(world: World) -> Any:
    """The same, read by the board."""
    from etabli.community.agenda.actions import publish
    from etabli.foundation.people.viewer import Viewer

    return publish(subject=proposed(world), by=Viewer.system(world.association.pk), at=make.AT)


@objects(*(f"agenda:{page}" for page in EVENT_PAGES.split()))
def event(world: World) -> Kwargs:
    return {"pk": published(world).pk}


def with_places(world: World, capacity: int = 5) -> Any:
    """The date of a published event, with places."""
    from etabli.community.agenda.actions import set_places

    date = published(world).dates.get()
    return set_places(date=date, capacity=capacity, by=acting(world), at=make.AT)


@objects("agenda:sign_up")
def date_with_places(world: World) -> Kwargs:
    return {"pk": with_places(world).pk}


@objects("agenda:give_place")
def place_to_give(world: World) -> Kwargs:
    occasion = with_places(world, 1).occasion
    return {"pk": make.sign_up(occasion, make.user(), "waiting").pk}


@objects("agenda:move_date", "agenda:cancel_date", "agenda:set_places")
def date(world: World) -> Kwargs:
    from etabli.community.agenda.models import EventDate

    return {"pk": EventDate.objects.get(event=world.kwargs("agenda:event")["pk"]).pk}


def neighbour_feed(world: World) -> Any:
    """A feed that the association has read, with an event."""
    from etabli.community.agenda.feeds.models import NeighbourFeed

    feed = NeighbourFeed.objects.create(
        organisation=world.association,
        name="Club des commerçants",
        url=f"https://club.example.invalid/agenda-{NeighbourFeed.objects.count()}.ics",
        added_at=make.AT,
        read_at=make.AT,
    )
    neighbours_event(feed)
    return feed


def feed_pair(world: World) -> Any:
    """An event of a neighbour and the member's, which may be one, whatever their titles say."""
    from etabli.community.agenda.feeds.models import FeedPair

    own_date = published(world).dates.get()
    return FeedPair.objects.create(
        organisation=world.association,
        event=neighbour_feed(world).events.get(),
        own_date=own_date,
        score=80,
        reasons=["title"],
        fingerprint="as they stand",
        asked_at=make.AT,
    )


def neighbours_event(feed: Any) -> Any:
    from zoneinfo import ZoneInfo

    from etabli.community.agenda.feeds.keeping import fields_of
    from etabli.community.agenda.feeds.models import FeedEvent
    from etabli.foundation.calendars.engine.events import CalendarEvent

    span, said = evening(), details()
    event = CalendarEvent("a", said.title, span.starts_at, span.ends_at, place=said.place)
    fields = fields_of(event, "", ZoneInfo("Europe/Paris"))
    return FeedEvent.objects.create(feed=feed, first_read_at=make.AT, **fields)


@objects("agenda:feed_detail", "agenda:correct_feed", "agenda:stop_feed", "agenda:resume_feed")
def feed(world: World) -> Kwargs:
    return {"pk": neighbour_feed(world).pk}


@objects("agenda:decide_pair")
def pair(world: World) -> Kwargs:
    return {"pk": feed_pair(world).pk}
