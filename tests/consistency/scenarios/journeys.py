"""The acts on a path: a pause, what was reached."""

from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.journeys import milestone_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def _paused(world: World, days: int = 30) -> Any:
    from etabli.programme.journeys.actions import pause

    until = AT.date() + timedelta(days=days)
    return pause(person=world.person, until=until, by=make.artisan(world.person), at=AT)


@scenario("journeys.pause")
def paused(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: _paused(world), by, lambda _row: _paused(world, 60))


@scenario("journeys.resume")
def resumed(world: World) -> Scenario:
    from etabli.programme.journeys.actions import resume

    by, journey = make.artisan(world.person), _paused(world)
    return Scenario(lambda: resume(journey=journey, by=by, at=AT), by, lambda _row: _paused(world, 60))


@scenario("journeys.note")
def noted(world: World) -> Scenario:
    from etabli.programme.journeys.actions import withdraw_milestone

    by = make.artisan(world.person)
    return Scenario(
        lambda: milestone_of(world), by, lambda row: withdraw_milestone(milestone=row, by=by, at=AT)
    )


@scenario("journeys.withdraw")
def withdrawn(world: World) -> Scenario:
    from etabli.programme.journeys.actions import withdraw_milestone

    by, row = make.artisan(world.person), milestone_of(world)
    return Scenario(
        lambda: withdraw_milestone(milestone=row, by=by, at=AT), by, lambda _row: milestone_of(world)
    )
