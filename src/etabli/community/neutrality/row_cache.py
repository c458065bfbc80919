"""The rows that a drawn list chooses among, kept in memory by each process until an act changes some: those alone are
then read again.

An act that changes the list says which of its rows to `note_change` (from `listeners.py`, in its transaction);
a page asks `rows_of`, and what it works out of the rows is kept with them (`Kept.worked_out`).
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from etabli.community.neutrality.models import Edition

MAX_CHANGES, MAX_ROWS = 60, 200  # beyond, the whole list is read again
MAX_LISTS, MAX_RESULTS = 8, 128

type Reading[Row] = Callable[[Collection[int] | None], dict[int, Row]]  # None asks for all


@dataclass(eq=False)
class CachedRows[Row]:
    """One edition of a list: its rows by number, in ascending order. They are not to be changed."""

    stamp: str
    today: date
    rows: Mapping[int, Row]
    _worked_out: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)

    def worked_out[T](self, what: Hashable, work: Callable[[], T]) -> T:
        """What `work` makes of these rows, once; `what` tells it from all else that is made of them."""
        if what not in self._worked_out:
            _put(self._worked_out, what, work(), MAX_RESULTS)
        result: T = self._worked_out[what]
        return result


def rows_of[Row](list_name: str, read: Reading[Row], *, today: date, of: Hashable = None) -> CachedRows[Row]:
    """The rows as they stand: one statement while nothing changes, and after it what `read` takes for those that did.

    `of`: as whom they are read, where readers don't all see the same; `today` begins anew each day.
    """
    changes = _changes(list_name)
    if not changes:  # nothing was ever done here
        return CachedRows("", today, read(None))
    key = (connection.settings_dict["NAME"], list_name, of)  # an exercise has a database of its own
    cached: CachedRows[Row] | None = _cache.get(key)
    stamp = changes[0][0]
    if cached is None or cached.stamp != stamp or cached.today != today:
        changed_numbers = _changed_since(changes, cached.stamp) if cached and cached.today == today else None
        rows = (
            read(None)
            if cached is None or changed_numbers is None
            else _merge_rows(cached.rows, changed_numbers, read)
        )
        cached = CachedRows(stamp, today, rows)
    _put(_cache, key, cached, MAX_LISTS)
    return cached


def note_change(list_name: str, numbers: Collection[int] | None) -> None:
    """These rows changed, came or went (None: many did). Two statements, within the transaction of the change."""
    locked = Edition.objects.select_for_update().filter(list_name=list_name)
    is_few = numbers is not None and len(numbers) <= MAX_ROWS
    before = _parse_changes(locked.values_list("changes", flat=True).first() or "") if is_few else []
    # Never the stamp of a former edition, nor of an exercise's own.
    newest = (secrets.token_hex(8), sorted(numbers) if before and numbers else [])
    changes = " ".join(f"{stamp}:{','.join(map(str, pks))}" for stamp, pks in [newest, *before][:MAX_CHANGES])
    if not Edition.objects.filter(list_name=list_name).update(changes=changes):
        Edition.objects.update_or_create(list_name=list_name, defaults={"changes": changes})


_cache: OrderedDict[Hashable, Any] = OrderedDict()


def _put(into: OrderedDict[Hashable, Any], key: Hashable, value: Any, max_size: int) -> None:
    into[key] = value
    while len(into) > max_size:
        try:
            into.popitem(last=False)
        except KeyError:  # another thread was faster
            return


def _changes(list_name: str) -> list[tuple[str, list[int]]]:
    """The stamps of the last editions, the newest first, each with the numbers of what changed to reach it."""
    changes = Edition.objects.filter(list_name=list_name).values_list("changes", flat=True)
    return _parse_changes(next(iter(changes), ""))


def _parse_changes(text: str) -> list[tuple[str, list[int]]]:
    parts = (part.partition(":") for part in text.split())
    return [(stamp, [int(number) for number in numbers.split(",") if number]) for stamp, _, numbers in parts]


def _changed_since(changes: Sequence[tuple[str, list[int]]], stamp: str) -> set[int] | None:
    """What changed since that edition; None when it is too far."""
    changed_numbers: set[int] = set()
    for edition, numbers in changes:
        if edition == stamp:
            return changed_numbers
        changed_numbers.update(numbers)
    return None


def _merge_rows[Row](
    rows: Mapping[int, Row], changed_numbers: Collection[int], read: Reading[Row]
) -> dict[int, Row]:
    merged = {pk: row for pk, row in rows.items() if pk not in changed_numbers} | read(changed_numbers)
    return {pk: merged[pk] for pk in sorted(merged)}
