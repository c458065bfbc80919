"""What a scenario is, and where all of them are found by their verb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency.objects import World

Do = Callable[[], Any]
AT = make.AT


@dataclass(frozen=True)
class Scenario:
    """`act` does the act; `later(result)` does something that depends on it; `by` is who takes it back."""

    act: Do
    by: Viewer
    later: Callable[[Any], Any] | None = None


SCENARIOS: dict[str, Callable[[World], Scenario]] = {}


def scenario(verb: str) -> Callable[[Callable[[World], Scenario]], Callable[[World], Scenario]]:
    def declare(prepare: Callable[[World], Scenario]) -> Callable[[World], Scenario]:
        if verb in SCENARIOS:
            raise ValueError(f"two scenarios for {verb}")
        SCENARIOS[verb] = prepare
        return prepare

    return declare


def who(world: World, post: str) -> Viewer:
    return world.viewer(post)
