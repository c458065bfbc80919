"""Stories of the chamber of `tests/programme/conftest.py`, told by its adviser."""

from collections.abc import Callable
from typing import Any

import pytest

from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.showcase import actions
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.story_content import Telling
from etabli.territory.places.models import Commune
from tests import factories

AT = factories.AT
BAKER, MASON = "1071CA", "4399CA"


@pytest.fixture
def telling(communes: dict[str, Commune]) -> Callable[..., Telling]:
    """What is told in a story that lacks nothing; `town` names its commune."""

    def tell(*, town: str = "Pauillac", **told: Any) -> Telling:
        values: dict[str, Any] = {
            "title": "Le pain du dimanche se commande la veille",
            "trade_code": BAKER,
            "commune": communes[town],
            "channels": ("instagram",),
            "done": "Une photo chaque soir, à la fermeture.",
            "brought": "Le dimanche, tout part avant midi.",
        }
        return Telling(**{**values, **told})

    return tell


@pytest.fixture
def baker(chamber: Organisation) -> Person:
    return factories.person(chamber, name="Odile Fournil")


@pytest.fixture
def story(chamber: Organisation, adviser: Viewer, baker: Person, telling: Callable[..., Telling]) -> Story:
    """A story that waits for the baker's agreement."""
    made = actions.write_story(chamber=chamber, person=baker, telling=telling(), by=adviser, at=AT)
    return actions.ask_for_agreement(story=made, by=adviser, at=AT)


@pytest.fixture
def published(
    chamber: Organisation, adviser: Viewer, telling: Callable[..., Telling]
) -> Callable[..., Story]:
    """Stories that their artisans agreed to, each of somebody else."""

    def publish(**told: Any) -> Story:
        who = factories.person(chamber)
        made = actions.write_story(chamber=chamber, person=who, telling=telling(**told), by=adviser, at=AT)
        return actions.agree(story=made, by=factories.artisan(who), at=AT)

    return publish
