"""What a moment is, and where all of them are by their title."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.consistency.objects import World
from tests.consistency.scenarios import AT
from tests.consistency.sent.scenes import Scene, roles_of, same_each_time

Moment = Callable[[World, Scene], None]
MOMENTS: dict[str, dict[str, Moment]] = {}  # by wing, then by title


def moment(wing: str, title: str) -> Callable[[Moment], Moment]:
    """Declare a function that does steps of a scene, in a world of its own."""

    def declare(play: Moment) -> Moment:
        if title in MOMENTS.setdefault(wing, {}):
            raise ValueError(f"two moments are called {title}")
        MOMENTS[wing][title] = play
        return play

    return declare


def played(wing: str) -> dict[str, Scene]:
    """The scenes of the moments of a wing, by title."""
    return {title: _played(play) for title, play in sorted(MOMENTS.get(wing, {}).items())}


def after(**time: float) -> datetime:
    """So long after the instant of the scenarios."""
    return AT + timedelta(**time)


def _played(play: Moment) -> Scene:
    with same_each_time() as clock:
        world = World()
        scene = Scene(clock, roles_of(world))
        play(world, scene)
        return scene
