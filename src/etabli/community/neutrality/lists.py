"""The drawn lists, as people name them: the room `drawn.py` of the app that shows each.

An app whose list is drawn declares it there: `DRAWN = [DrawnList(name="jobs", …)]`, under its name in `draw`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import rooms


@dataclass(frozen=True)
class DrawnList:
    """`filters_label` says in words what `draw` was given as filters ("trade=writer" → "writer").

    `names(viewer, numbers)`: the names that the viewer may read, by number; those of a neighbour are left out.
    """

    name: str
    label: str | Promise
    filters_label: Callable[[str], str]
    names: Callable[[Viewer, Sequence[int]], dict[int, str]]


def drawn_lists() -> dict[str, DrawnList]:
    """By name, in the order of the wings."""
    return {drawn_list.name: drawn_list for room in rooms("drawn") for drawn_list in room.DRAWN}
