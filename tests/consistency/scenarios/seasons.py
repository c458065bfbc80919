"""The acts of season plans."""

from collections.abc import Callable
from datetime import date
from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests.consistency import objects
from tests.consistency.objects import World, seasons
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("planning.open_season")
def season_begun(world: World) -> Scenario:
    objects.session_of(world)  # the room, the theme
    return Scenario(lambda: seasons.season_of(world), who(world, "adviser"))


@scenario("planning.change_season")
def season_changed(world: World) -> Scenario:
    from etabli.programme.planning.actions.season import change_season

    by, season = who(world, "adviser"), seasons.season_of(world)

    def to(last: date, name: str) -> Any:
        return change_season(season=season, name=name, ends_on=last, by=by, at=AT)

    first = season.starts_on
    return Scenario(lambda: to(first, "Courte"), by, lambda _: to(first.replace(year=first.year + 1), "L"))


@scenario("planning.withdraw_season")
def season_withdrawn(world: World) -> Scenario:
    from etabli.programme.planning.actions.season import withdraw_season

    by, season = who(world, "adviser"), seasons.season_of(world)
    return Scenario(lambda: withdraw_season(season=season, by=by, at=AT), by)


@scenario("planning.propose")
def plan_asked_for(world: World) -> Scenario:
    from etabli.programme.planning.actions.season import request_plan, withdraw_plan

    by, season = who(world, "adviser"), seasons.season_of(world)
    return Scenario(
        lambda: request_plan(season=season, inputs={}, by=by, at=AT),
        by,
        lambda made: withdraw_plan(proposal=made, by=by, at=AT),
    )


@scenario("planning.withdraw_plan")
def plan_withdrawn(world: World) -> Scenario:
    from etabli.programme.planning.actions.season import withdraw_plan

    by, plan = who(world, "adviser"), seasons.plan_of(world)
    return Scenario(lambda: withdraw_plan(proposal=plan, by=by, at=AT), by)


def _change(world: World, name: str, later: str = "", **given: Any) -> Scenario:
    """The act of this name on the first session of a plan, then another on the same."""
    from etabli.programme.planning.actions import season_changes

    by, plan = who(world, "adviser"), seasons.plan_of(world)
    key = seasons.planned(world, plan.season, 1).key

    def act(name: str, **values: Any) -> Callable[[], Any]:
        return lambda: getattr(season_changes, name)(proposal=plan, key=key, **values, by=by, at=AT)

    if name == "unpin_session":
        act("pin_session")()
    return Scenario(act(name, **given), by, (lambda _: act(later)()) if later else None)


@scenario("planning.pin")
def pinned(world: World) -> Scenario:
    return _change(world, "pin_session", "unpin_session")


@scenario("planning.unpin")
def unpinned(world: World) -> Scenario:
    return _change(world, "unpin_session", "pin_session")


@scenario("planning.take_out")
def taken_out(world: World) -> Scenario:
    return _change(world, "take_out_session")


@scenario("planning.move")
def moved(world: World) -> Scenario:
    from etabli.programme.planning.actions.season_changes import move_session, take_out_session

    by, plan = who(world, "adviser"), seasons.plan_of(world)
    key, to = (seasons.planned(world, plan.season, days) for days in (8, 15))
    return Scenario(
        lambda: move_session(proposal=plan, key=key.key, to=to, by=by, at=AT),
        by,
        lambda _: take_out_session(proposal=plan, key=to.key, by=by, at=AT),
    )


@scenario("planning.add")
def added(world: World) -> Scenario:
    from etabli.programme.planning.actions.season_changes import add_session, unpin_session

    by, plan = who(world, "adviser"), seasons.plan_of(world)
    wanted = seasons.planned(world, plan.season, 15)
    return Scenario(
        lambda: add_session(proposal=plan, wanted=wanted, by=by, at=AT),
        by,
        lambda _: unpin_session(proposal=plan, key=wanted.key, by=by, at=AT),
    )


def _ban(world: World, by: Viewer) -> tuple[Callable[[dict[str, str]], Any], Callable[[dict[str, str]], Any]]:
    from etabli.programme.planning.actions.season_changes import allow_again, rule_out

    plan = seasons.plan_of(world)
    return (
        lambda ban: rule_out(proposal=plan, ban=ban, by=by, at=AT),
        lambda ban: allow_again(proposal=plan, ban=ban, by=by, at=AT),
    )


@scenario("planning.rule_out")
def ruled_out(world: World) -> Scenario:
    by, ban = who(world, "adviser"), {"theme": "visible"}
    rule_out, allow_again = _ban(world, by)
    return Scenario(lambda: rule_out(ban), by, lambda _: allow_again(ban))


@scenario("planning.allow_again")
def allowed_again(world: World) -> Scenario:
    by = who(world, "adviser")
    rule_out, allow_again = _ban(world, by)
    return Scenario(lambda: allow_again(seasons.BAN), by, lambda _: rule_out(seasons.BAN))


@scenario("planning.accept")
def accepted(world: World) -> Scenario:
    from etabli.programme.planning.actions.season_acceptance import accept
    from etabli.programme.workshops.actions import announce_session, sign_up_for_session
    from etabli.programme.workshops.models import Session

    by, plan = who(world, "adviser"), seasons.plan_of(world)
    keys = [seasons.planned(world, plan.season, days).key for days in (1, 8)]

    def later(_made: Any) -> Any:
        made = announce_session(session=Session.objects.latest("pk"), by=by, at=AT)
        return sign_up_for_session(session=made, person=world.person, by=by, at=AT)

    return Scenario(lambda: accept(proposal=plan, keys=keys, by=by, at=AT), by, later)
