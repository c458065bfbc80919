"""The acts on the gestures of protection."""

from typing import Any

from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.protection import mark_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario


def _reopen(world: World, row: Any) -> Any:
    from etabli.programme.protection.actions import reopen_gesture

    return reopen_gesture(mark=row, title="Un geste", by=make.artisan(world.person), at=AT)


@scenario("protection.mark")
def marked(world: World) -> Scenario:
    by = make.artisan(world.person)
    return Scenario(lambda: mark_of(world), by, lambda row: _reopen(world, row))


@scenario("protection.reopen")
def reopened(world: World) -> Scenario:
    by, row = make.artisan(world.person), mark_of(world)
    return Scenario(lambda: _reopen(world, row), by)


@scenario("protection.keep")
def kept(world: World) -> Scenario:
    from etabli.programme.protection.actions import keep_marks
    from etabli.programme.protection.engine import Mark
    from etabli.programme.protection.queries import get_gesture

    by = make.artisan(world.person)
    marks = {get_gesture(id): Mark(True, AT.date()) for id in ("updates", "backup")}
    return Scenario(lambda: keep_marks(person=world.person, marks=marks, by=by, at=AT)[-1], by)
