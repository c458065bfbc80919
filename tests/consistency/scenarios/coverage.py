"""The acts of coverage."""

from typing import Any

from tests.consistency.objects import World, pauillac
from tests.consistency.objects.coverage import goal_of, online_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("coverage.set_goal")
def goal_set(world: World) -> Scenario:
    from etabli.programme.coverage.actions import change_goal

    by, _place = who(world, "adviser"), pauillac()
    return Scenario(lambda: goal_of(world), by, lambda made: change_goal(goal=made, people=20, by=by, at=AT))


@scenario("coverage.change_goal")
def goal_changed(world: World) -> Scenario:
    from etabli.programme.coverage.actions import change_goal

    by, goal = who(world, "adviser"), goal_of(world)

    def to(people: int) -> Any:
        return change_goal(goal=goal, people=people, by=by, at=AT)

    return Scenario(lambda: to(20), by, lambda _: to(30))


@scenario("coverage.withdraw_goal")
def goal_given_up(world: World) -> Scenario:
    from etabli.programme.coverage.actions import withdraw_goal

    by, goal = who(world, "adviser"), goal_of(world)
    return Scenario(lambda: withdraw_goal(goal=goal, by=by, at=AT), by)


@scenario("coverage.note_online")
def site_noted(world: World) -> Scenario:
    from etabli.programme.coverage.actions import forget_online

    by = who(world, "adviser")
    return Scenario(lambda: online_of(world), by, lambda made: forget_online(presence=made, by=by, at=AT))


@scenario("coverage.forget_online")
def site_forgotten(world: World) -> Scenario:
    from etabli.programme.coverage.actions import forget_online

    by, presence = who(world, "adviser"), online_of(world)
    return Scenario(lambda: forget_online(presence=presence, by=by, at=AT), by)


@scenario("coverage.say_costs")
def costs_said(world: World) -> Scenario:
    from etabli.programme.coverage.actions import say_costs

    by = who(world, "manager")

    def to(cents: int) -> Any:
        return say_costs(chamber=world.chamber, session_cents=cents, half_day_cents=cents, by=by, at=AT)

    to(30_000)
    return Scenario(lambda: to(40_000), by, lambda _: to(50_000))
