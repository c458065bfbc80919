"""Objects of the pages of season plans."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.programme import session_of
from tests.consistency.objects.world import Kwargs, World, objects

SEASON_PAGES = "season season_propose season_withdraw season_leave season_rules season_period"
PLAN_PAGES = "plan plan_state plan_stop plan_again plan_withdraw plan_add plan_accept"
SESSION_PAGES = "plan_session plan_pin plan_unpin plan_take_out plan_rule_out"
BAN = {"half": "am"}


def season_of(world: World) -> Any:
    """Five weeks, two weeks from now, with a room, a theme and an adviser."""
    from etabli.programme.planning.actions.season import open_season
    from etabli.programme.planning.season.settings import Period, Settings

    venue = session_of(world).venue
    first = make.tomorrow().date() + timedelta(days=14)
    first += timedelta(days=-first.weekday() % 7)
    return open_season(
        chamber=world.chamber,
        name="Printemps",
        starts_on=first,
        ends_on=first + timedelta(days=32),
        settings=Settings(
            people={f"visible/{venue.commune.epci_id}": 9.0},
            half_days=1.0,
            gap_days=7,
            periods=(Period("Vacances", first, first + timedelta(days=4), 0.5),),
        ),
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )


def plan_of(world: World) -> Any:
    """A plan of two sessions; the mornings of its first Monday are ruled out."""
    from etabli.programme.planning.actions.season import record_plan, request_plan
    from etabli.programme.planning.queries.season_inputs import gather_inputs

    season, by = season_of(world), viewer.of_membership(world.posts["adviser"])
    inputs = gather_inputs(by, season, today=make.AT.date()).as_season()
    asked = request_plan(season=season, inputs=inputs, bans=[BAN], by=by, at=make.AT)
    return record_plan(
        proposal=asked,
        sessions=[planned(world, season, days) for days in (1, 8)],
        objective=12.0,
        objective_bound=13.0,
        by=viewer.Viewer.system(world.chamber.pk),
        at=make.AT,
    )


def planned(world: World, season: Any, days: int) -> Any:
    """A session so many days after the first of the season."""
    from etabli.programme.planning.season.plans import Planned

    who, room = str(world.posts["adviser"].user_id), str(session_of(world).venue_id)
    return Planned(season.starts_on + timedelta(days=days), "pm", "visible", room, who)


@objects(*(f"planning:{page}" for page in SEASON_PAGES.split()))
def season(world: World) -> Kwargs:
    return {"pk": season_of(world).pk}


@objects("planning:season_adviser")
def adviser_of_a_season(world: World) -> Kwargs:
    return {"pk": season_of(world).pk, "key": str(world.posts["adviser"].user_id)}


@objects("planning:season_room")
def room_of_a_season(world: World) -> Kwargs:
    return {"pk": season_of(world).pk, "key": str(session_of(world).venue_id)}


@objects("planning:season_people")
def theme_of_a_season(world: World) -> Kwargs:
    return {"pk": season_of(world).pk, "theme": "visible"}


@objects("planning:season_period_remove")
def period_of_a_season(world: World) -> Kwargs:
    return {"pk": season_of(world).pk, "number": 0}


@objects(*(f"planning:{page}" for page in PLAN_PAGES.split()))
def plan(world: World) -> Kwargs:
    return {"pk": plan_of(world).pk}


@objects(*(f"planning:{page}" for page in SESSION_PAGES.split()))
def session_of_a_plan(world: World) -> Kwargs:
    made = plan_of(world)
    return {"pk": made.pk, "key": planned(world, made.season, 1).key}


@objects("planning:plan_allow_again")
def ban_of_a_plan(world: World) -> Kwargs:
    return {"pk": plan_of(world).pk, "number": 0}


@objects("planning:plan_compare")
def two_plans(world: World) -> Kwargs:
    plan = plan_of(world)
    other = type(plan).objects.create(
        season=plan.season, number=2, status="done", inputs=plan.inputs, sessions=[], asked_at=make.AT
    )
    return {"pk": plan.pk, "other": other.pk}
