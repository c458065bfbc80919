"""What of somebody's data another reads: as each app's `VISIBLE` declares it (`personal.py`), by its pages' queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from django.db.models import Model, Q

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import (
    Personal,
    ToStaff,
    Visible,
    as_its_row,
    registry_modules,
    visible_to_nobody,
)


def readable_fields(
    viewer: Viewer, model: type[Model], fields: Mapping[str, Personal]
) -> Iterator[tuple[dict[str, Personal], Q]]:
    """(those of these fields that this viewer reads, in which rows); nothing where nothing was declared."""
    rows, apart = declared_visibility(model)(viewer), defaultdict[Visible, dict[str, Personal]](dict)
    for name, use in fields.items():
        apart[_declared_visibilities().get(f"{model._meta.label}.{name}", declared_visibility(model))][
            name
        ] = use
    for who, read in apart.items():
        narrowed = who(viewer)
        if rows is not None and narrowed is not None:
            yield read, rows & narrowed


def declared_visibility(model: type[Model]) -> Visible:
    """Who reads its rows, beside their owner."""
    return _declared_visibilities().get(model._meta.label, visible_to_nobody)


def may_read(viewer: Viewer, row: Model) -> bool:
    """Whether somebody else than its owner reads this row: one statement."""
    condition = declared_visibility(type(row))(viewer)
    return condition is not None and type(row)._base_manager.filter(condition, pk=row.pk).exists()


def follows_its_row(model: type[Model]) -> bool:
    """A file, an entry of the history: read by whoever reads what it hangs on."""
    return declared_visibility(model) is as_its_row


def hidden_fields(viewer: Viewer, model: type[Model]) -> list[str]:
    """The fields that this viewer doesn't read though they may read the row."""
    names = [
        name.rpartition(".")[2]
        for name in _declared_visibilities()
        if name.startswith(f"{model._meta.label}.")
    ]
    return [name for name in names if _declared_visibilities()[f"{model._meta.label}.{name}"](viewer) is None]


def is_open_to_all_staff(model: type[Model]) -> bool:
    """Whether the staff of its chamber read every one of its rows, and so what is told of one that is gone."""
    return isinstance(declared_visibility(model), ToStaff)


@cache
def _declared_visibilities() -> dict[str, Visible]:
    return {
        key: who
        for module in registry_modules("personal")
        for key, who in getattr(module, "VISIBLE", {}).items()
    }
