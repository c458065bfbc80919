"""Objects of the pages of stories."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.programme import session_of
from tests.consistency.objects.territory import pauillac
from tests.consistency.objects.world import Kwargs, World, objects

STORY_PAGES = "story mine desk write ask paper sheet withdraw"
BAKER = "1071CA"


def telling(**given: Any) -> Any:
    """A story that lacks nothing."""
    from etabli.programme.showcase.story_content import Telling

    values = {
        "title": "Le pain du dimanche se commande la veille",
        "trade_code": BAKER,
        "commune": pauillac(),
        "channels": ("instagram",),
        "done": "Une photo chaque soir.",
        "brought": "Le dimanche, tout part.",
    }
    return Telling(**{**values, **given})


def story_of(world: World, **given: Any) -> Any:
    """A story of the person, that nobody has agreed to yet."""
    from etabli.programme.showcase.actions import write_story

    by = viewer.of_membership(world.posts["adviser"])
    return write_story(
        chamber=world.chamber, person=world.person, telling=telling(**given), by=by, at=make.AT
    )


@objects(*(f"showcase:{page}" for page in STORY_PAGES.split()))
def story(world: World) -> Kwargs:
    return {"pk": story_of(world).pk}


@objects("showcase:photo")
def story_with_a_photo(world: World) -> Kwargs:
    from etabli.programme.showcase.actions import write_story

    by = viewer.of_membership(world.posts["adviser"])
    made = write_story(
        chamber=world.chamber,
        person=world.person,
        telling=telling(photo_says="La vitrine"),
        photo=make.examined(b"\xff\xd8\xff\xe0 a photo", "vitrine.jpg"),
        by=by,
        at=make.AT,
    )
    return {"pk": made.pk}


@objects("showcase:session", "showcase:project")
def session(world: World) -> Kwargs:
    return {"pk": session_of(world).pk}


@objects("showcase:new_of")
def artisan(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}
