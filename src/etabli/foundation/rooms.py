"""The register rooms: what an app may declare, and how foundation finds it without importing the app.

An app fills `personal.py`, `nav.py`, `search.py` or `tasks.py`; the shapes are here. (`actions.py` registers
itself by `@action`.)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Personal:
    """What a personal field is for: the row of the GDPR register, and what erasure does to it.

    erase: "blank" (emptied), "pseudonym" (replaced by a neutral word), "delete" (the row goes), or "keep: why".
    """

    purpose: str
    basis: str
    retention_months: int
    export: bool = True
    erase: str = "blank"


@dataclass(frozen=True)
class NavEntry:
    """An entry of the main navigation, shown to those `roles`, by ascending `order`."""

    label: str | Promise
    url_name: str
    roles: frozenset[str]
    order: int


@dataclass(frozen=True)
class Indexed:
    """A kind of thing that people search, declared in an app's `search.py` as `SEARCH = [Indexed(...)]`.

    `objects` gives the rows to index, with what the functions below read of them. `title` and `detail` are shown,
    and found; `text` is found and not shown. `visible_to(viewer)` is a condition on the entries of this kind
    (`chamber_id`, `person_id`, `object_id`), or None when this viewer may see none.
    """

    kind: str
    objects: Callable[[], QuerySet[Any]]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    visible_to: Callable[[Any], Q | None]
    detail: Callable[[Any], str] = lambda row: ""
    text: Callable[[Any], str] = lambda row: ""


def rooms(name: str) -> Iterator[ModuleType]:
    """Each installed app's module called `name` ("nav", "personal", "tasks"...), in the order of the wings."""
    for config in apps.get_app_configs():
        if config.name.startswith("etabli.") and find_spec(f"{config.name}.{name}"):
            yield import_module(f"{config.name}.{name}")
