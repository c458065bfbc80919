"""The index follows the acts: what one creates, changes or takes back is found, or no longer, when it ends."""

from collections.abc import Sequence
from typing import Any

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search import index


def update_index(acts: Sequence[Done]) -> None:
    """Bring to the index what these acts may have changed: nothing, most often, and then no statement."""
    for kind, indexed in index.declared_kinds().items():
        new, changed = _changed_rows(indexed, acts)
        if new:
            index.index_all(kind, new=list(new.values()))
        if changed:
            _index_anew(indexed, changed)


def _changed_rows(indexed: Indexed, acts: Sequence[Done]) -> tuple[dict[Any, Any], set[Any]]:
    """The rows just created, as they are in hand; the keys of the others."""
    new: dict[Any, Any] = {}
    changed: set[Any] = set()
    for done in acts:
        row = indexed.row_to_reindex(done)
        if row is None:
            continue
        if done.is_new and row is done.subject:
            new[row.pk] = row
        elif row.pk in new:
            new[row.pk] = row  # as the later act left it
        else:
            changed.add(row.pk)
    return new, changed


def _index_anew(indexed: Indexed, keys: set[Any]) -> None:
    """Read anew: what an act holds in hand may be older than what it wrote."""
    rows = list(indexed.objects().filter(pk__in=keys))
    for gone in keys - {row.pk for row in rows}:
        index.remove_from_index(indexed.kind, gone)
    index.index_all(indexed.kind, changed=rows)


LISTENERS = [update_index]
