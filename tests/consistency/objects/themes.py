"""Objects of the pages of themes, and of what comes after a session."""

from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def theme_of(world: World) -> Any:
    """A theme of the chamber's own, in its first version."""
    from etabli.programme.workshops.actions import create_theme
    from etabli.programme.workshops.models import Theme
    from etabli.programme.workshops.themes.loading import delivered

    found = Theme.objects.filter(chamber=world.chamber).first()
    by = viewer.of_membership(world.posts["adviser"])
    return found or create_theme(chamber=world.chamber, content=delivered()["photos"], by=by, at=make.AT)


@objects(*(f"workshops:theme{page}" for page in ("", "_story", "_write", "_leave", "_offer")))
def theme(world: World) -> Kwargs:
    return {"code": theme_of(world).pk}


@objects("workshops:theme_sheet")
def theme_sheet(world: World) -> Kwargs:
    return {"code": theme_of(world).pk, "number": 1}


@objects("workshops:theme_difference")
def theme_version(world: World) -> Kwargs:
    made = theme_of(world)
    return {"code": made.pk, "pk": made.versions.get().pk}
