"""The acts by which one is told of workshops."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.territory import pauillac
from tests.consistency.objects.watches import watch_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def _stopped(world: World, watch: Any) -> Any:
    from etabli.programme.watches.actions import stop_watch

    return stop_watch(watch=watch, by=make.artisan(world.person), at=AT)


@scenario("watches.ask")
def asked(world: World) -> Scenario:
    by, commune = make.artisan(world.person), pauillac()
    return Scenario(lambda: watch_of(world, commune=commune), by, lambda made: _stopped(world, made))


@scenario("watches.stop")
def stopped(world: World) -> Scenario:
    watch = watch_of(world)
    return Scenario(lambda: _stopped(world, watch), make.artisan(world.person))
