"""Objects of the pages of workshops, questionnaires and support."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.territory import pauillac
from tests.consistency.objects.world import Kwargs, World, objects

SESSION_PAGES = (
    "workshop session_ics desk change repeat announce call_off write sheet kiosk_now send_certificates "
    "phone known sheets participants"
)


def session_of(world: World) -> Any:
    """A session to come, with the person signed up: made once."""
    from etabli.programme.workshops.actions import create_session
    from etabli.programme.workshops.models import Session, Theme, Venue

    found = Session.objects.filter(chamber=world.chamber).first()
    if found is not None:
        return found
    told = {"title": "Être visible", "promise": "", "programme": [], "bring": ""}
    text = {"fr": told, "en": {**told, "title": "Being seen online"}}
    theme, _ = Theme.objects.get_or_create(code="visible", defaults={"text": text})
    venue = Venue.objects.create(chamber=world.chamber, name="Salle", commune=pauillac(), capacity=12)
    starts_at = make.tomorrow()
    made = create_session(
        theme=theme,
        venue=venue,
        adviser=world.posts["adviser"].user,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3, minutes=30),
        capacity=12,
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
    make.sign_up(made.occasion, world.person)
    return made


@objects(*(f"workshops:{page}" for page in SESSION_PAGES.split()), "surveys:project", "surveys:results")
def session(world: World) -> Kwargs:
    return {"pk": session_of(world).pk}


@objects(*(f"workshops:{page}" for page in ["venue", "venue_calendar", "venue_withdraw", "venue_restore"]))
def room(world: World) -> Kwargs:
    return {"pk": session_of(world).venue_id}


@objects("workshops:venue_open")
def room_closed(world: World) -> Kwargs:
    from etabli.programme.workshops.actions import close_room

    days = {"first_on": make.tomorrow().date(), "last_on": make.tomorrow().date()}
    by = viewer.of_membership(world.posts["adviser"])
    return {"pk": close_room(venue=session_of(world).venue, **days, why="Travaux", by=by, at=make.AT).pk}


@objects("diary:cross_out")
def noted(world: World) -> Kwargs:
    return {"pk": noted_in_the_diary(world).pk}


def noted_in_the_diary(world: World) -> Any:
    """A meeting of the adviser."""
    from etabli.programme.diary.actions import add_diary_entry

    starts_at = make.AT + timedelta(days=50)
    return add_diary_entry(
        adviser=world.posts["adviser"].user,
        kind="meeting",
        title="Commission",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )


@objects("diary:feed")
def diary_link(world: World) -> Kwargs:
    from etabli.programme.diary.links import FEED

    return {"token": FEED.token_of(feed_of(world))}


def feed_of(world: World) -> Any:
    """The link to the adviser's diary: made once."""
    from etabli.programme.diary.actions import make_feed
    from etabli.programme.diary.models import DiaryFeed

    known = DiaryFeed.objects.filter(membership=world.posts["adviser"], ended_at=None).first()
    return known or make_feed(by=viewer.of_membership(world.posts["adviser"]), at=make.AT)


@objects("workshops:prepare")
def place_in_a_session(world: World) -> Kwargs:
    return {"pk": session_of(world).occasion.sign_ups.get().pk}


@objects("workshops:relay_sign_up", "workshops:counter_sign_up")
def session_that_a_relay_sees(world: World) -> Kwargs:
    from etabli.territory.relays.models import Relay

    if not Relay.objects.filter(organisation=world.posts["relay"].organisation).exists():
        world.kwargs("relays:detail")
    return {"pk": session_of(world).pk}


@objects("surveys:answer")
def questionnaire(world: World) -> Kwargs:
    return {"code": session_of(world).code}


def half_day_asked_for(world: World) -> Any:
    from etabli.programme.demand.actions import express_wish

    by = make.artisan(world.person)
    return express_wish(
        chamber=world.chamber, kind="half_day", person=world.person, source="survey", by=by, at=make.AT
    )


@objects("support:book", "planning:wish_withdraw")
def request_for_support(world: World) -> Kwargs:
    return {"pk": half_day_asked_for(world).pk}


@objects("support:same")
def request_asked_twice(world: World) -> Kwargs:
    return {"pk": half_day_asked_for(world).pk, "other": half_day_asked_for(world).pk}


@objects(
    "support:appointment",
    "support:report",
    "support:call_off",
    "support:prepare",
    "support:move",
    "support:correct_day",
    "support:hours",
    "support:give",
)
def appointment(world: World) -> Kwargs:
    return {"pk": _booked(world).pk}


@objects("support:held")
def somebody_received(world: World) -> Kwargs:
    return {"pk": world.person.pk}


@objects("support:step_done")
def next_step(world: World) -> Kwargs:
    booked = _booked(world)
    booked.next_step = "Une photo par semaine"
    booked.save(update_fields=["next_step"])
    return {"pk": booked.pk, "number": 1}


def days_offered(world: World, wish: Any = None) -> Any:
    """Two half-days of the adviser, offered to the person who asked."""
    from etabli.programme.support.actions import offer_days
    from etabli.programme.support.offered import slot_of

    first = make.tomorrow().date() + timedelta(days=7)
    return offer_days(
        wish=wish or half_day_asked_for(world),
        adviser=world.posts["adviser"].user,
        slots=[slot_of(f"{first}/am"), slot_of(f"{first + timedelta(days=1)}/pm")],
        place="À l’atelier",
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )


@objects("support:days")
def day_to_choose(world: World) -> Kwargs:
    from etabli.programme.support.links import DAYS

    return {"token": DAYS.token_of(days_offered(world))}


@objects("support:how_it_goes")
def news_asked(world: World) -> Kwargs:
    from etabli.programme.support.actions import follow_up

    by = viewer.of_membership(world.posts["adviser"])
    return {"pk": follow_up(appointment=_booked(world), months=1, by=by, at=make.AT).pk}


def _booked(world: World) -> Any:
    from etabli.programme.support.actions import book
    from etabli.programme.support.models import Appointment

    return book(
        person=world.person,
        wish=half_day_asked_for(world),
        adviser=world.posts["adviser"].user,
        on=make.tomorrow().date() + timedelta(days=7 + Appointment.objects.count()),
        half="am",
        place="À l'atelier",
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
