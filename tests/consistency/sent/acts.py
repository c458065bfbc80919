"""Every act with a scenario: done, taken back, restored; and taken back before anything could leave."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps

from etabli.foundation.journal import undo
from tests.consistency.objects import World
from tests.consistency.scenarios import AT, SCENARIOS, Scenario
from tests.consistency.sent.scenes import Scene, roles_of, same_each_time
from tests.consistency.sent.writing import Writer
from tests.consistency.test_undo import done


def wing_of(verb: str) -> str:
    """The wing of the app of an act."""
    return apps.get_app_config(verb.partition(".")[0]).name.split(".")[1]


def played(verb: str) -> list[Scene]:
    """An act, taken back and restored; then, when that tells somebody, done and taken back at once."""
    with _scene(verb) as (scene, scenario):
        scene.step("done", scenario.act)
        scene.step("taken back", lambda: _undo(verb, scenario))
        scene.step("restored", lambda: _undo(verb, scenario))
    if not scene.lines:
        return [scene]
    with _scene(verb, scene.writer.anew()) as (again, scenario):

        def both() -> None:
            scenario.act()
            _undo(verb, scenario)

        again.step("done and taken back at once", both)
    return [scene, again]


@contextmanager
def _scene(verb: str, writer: Writer | None = None) -> Iterator[tuple[Scene, Scenario]]:
    with same_each_time() as clock:
        world = World()
        scenario = SCENARIOS[verb](world)
        yield Scene(clock, roles_of(world), writer), scenario


def _undo(verb: str, scenario: Scenario) -> None:
    undo(entry=done(verb), by=scenario.by, at=AT)
