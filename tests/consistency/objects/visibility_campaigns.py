"""Objects of the pages of paid campaigns and of the calendar of content."""

from decimal import Decimal
from typing import Any

from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def campaign_of(world: World, by: Any = None) -> Any:
    """A plan of the person, on one network; `by`: who kept it, the person when nobody is named."""
    from etabli.programme.visibility.actions import keep_campaign
    from etabli.programme.visibility.engine.campaigns import Answers
    from etabli.programme.visibility.trades import trades

    return keep_campaign(
        person=world.person,
        answers=Answers("known", trades()[0], "country", 10_000),
        planned={"meta": 10_000},
        starts_on=make.AT.date(),
        by=by or make.artisan(world.person),
        at=make.AT,
    )


def assumption_of(world: World, value: int = 5) -> Any:
    """What the chamber of the person assumes."""
    from etabli.programme.visibility.actions import set_assumption

    return set_assumption(
        chamber=world.chamber,
        network="google",
        stage="clicks",
        value=Decimal(value),
        source="Relevé de la chambre",
        url="",
        checked_on=None,
        by=world.viewer("adviser"),
        at=make.AT,
    )


def calendar_of(world: World, by: Any = None) -> Any:
    """Twelve weeks of the person, from the Monday of the tests; `by`: who planned them, or the person."""
    from etabli.programme.visibility.actions import plan_calendar
    from etabli.programme.visibility.calendar.ideas import ideas
    from etabli.programme.visibility.engine.calendar import begin, monday_of

    calendar = begin(ideas(), "baker", monday_of(make.AT.date()))
    by = by or make.artisan(world.person)
    return plan_calendar(person=world.person, calendar=calendar, by=by, at=make.AT)


def calendar_feed_of(world: World) -> Any:
    """The link by which the person's own calendar follows them."""
    from etabli.programme.visibility.actions import make_feed

    return make_feed(person=world.person, by=make.artisan(world.person), at=make.AT)


@objects("visibility:campaign", "visibility:remove_campaign")
def campaign(world: World) -> Kwargs:
    return {"pk": campaign_of(world).pk}


@objects("visibility:kept_campaign_beside")
def kept_campaign_beside(world: World) -> Kwargs:
    row = campaign_of(world, make.adviser(world.chamber))
    return {"pk": row.person_id, "campaign_pk": row.pk}


@objects("visibility:held_campaign")
def held_campaign(world: World) -> Kwargs:
    return {"key": "noted-elsewhere"}


@objects("visibility:campaign_figures")
def figures(world: World) -> Kwargs:
    return {"pk": campaign_of(world).figures.get().pk}


@objects("visibility:assumption")
def assumption(world: World) -> Kwargs:
    return {"network": "google", "stage": "clicks"}


@objects("visibility:post")
def post(world: World) -> Kwargs:
    return {"key": calendar_of(world).posts.order_by("pk")[0].pk}


@objects("visibility:calendar_paper_beside")
def calendar_beside(world: World) -> Kwargs:
    return {"pk": calendar_of(world, make.adviser(world.chamber)).person_id}


@objects("visibility:feed")
def feed(world: World) -> Kwargs:
    from etabli.programme.visibility.links import FEED

    return {"token": FEED.token_of(calendar_feed_of(world))}
