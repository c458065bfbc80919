"""Objects of the pages of "where to start"."""

from typing import Any

from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects

ANSWERS = {"trade": "food", "site": "not-now"}


def answers_of(world: World, *, is_named: bool = True) -> Any:
    """Answers of the person; without a name, when not `is_named`."""
    from etabli.foundation.people.viewer import Viewer
    from etabli.programme.diagnosis.actions import keep_answers

    return keep_answers(
        chamber=world.chamber,
        person=world.person if is_named else None,
        answers=ANSWERS,
        by=make.artisan(world.person) if is_named else Viewer.nobody(),
        at=make.AT,
    )


@objects("diagnosis:of_person")
def answers(world: World) -> Kwargs:
    return {"pk": answers_of(world).person_id}


@objects(*(f"diagnosis:{page}" for page in ["kept", "kept_step", "kept_sheet", "take_up", "erase"]))
def kept(world: World) -> Kwargs:
    from etabli.programme.diagnosis.links import RESULT_LINK

    return {"token": RESULT_LINK.token_of(answers_of(world, is_named=False))}


@objects("diagnosis:question")
def question(world: World) -> Kwargs:
    return {"id": "trade"}


@objects("diagnosis:step", "diagnosis:check")
def step(world: World) -> Kwargs:
    return {"id": "search-yourself"}
