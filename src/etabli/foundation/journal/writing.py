"""Writing entries that belong together in one statement, which numbers them before it writes them."""

from collections.abc import Mapping, Sequence
from itertools import batched

from django.db import connection

from etabli.foundation.journal.models import Entry

BATCH_SIZE = 500
type Part = tuple[Entry, Entry | None]
# The keys that the next rows would have taken by themselves, for each database: first, how to get the n-th (from 1).
_RESERVE_KEYS = {
    "postgresql": (
        "SELECT array_agg(nextval(pg_get_serial_sequence('{table}', 'id'))) AS key FROM generate_series(1, {count})",
        "key[{number}]",
    ),
    "sqlite": (
        "SELECT coalesce(max(seq), 0) AS key FROM sqlite_sequence WHERE name = '{table}'",
        "key + {number}",
    ),
}


def insert(parts: Sequence[Part]) -> None:
    """Write new entries in this order, each with its parent as far as that is recorded: one statement for 500.

    A parent may come before or after its parts.
    """
    for batch in batched(parts, BATCH_SIZE):
        _insert(batch)


def set_parents(parts: Sequence[Part]) -> None:
    """Give entries that are written already the parents that were not: one statement for 500, or none."""
    for entry, parent in parts:
        entry.parent = parent
    Entry.objects.bulk_update([entry for entry, _parent in parts], ["parent"], batch_size=BATCH_SIZE)


def _insert(parts: Sequence[Part]) -> None:
    meta, quote = Entry._meta, connection.ops.quote_name
    reserve, nth = _RESERVE_KEYS[connection.vendor]
    numbers = {id(entry): number for number, (entry, _parent) in enumerate(parts, 1)}
    fields = [field for field in meta.concrete_fields if field.name not in {"id", "parent"}]
    rows, values = [], []
    for entry, parent in parts:
        keys = [_key(row, numbers, nth) for row in (entry, parent)]
        rows.append(f"({', '.join([*keys, *['%s'] * len(fields)])})")
        values += [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in fields]
    columns = ", ".join(quote(name) for name in ("id", "parent_id", *(str(field.column) for field in fields)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH reserved AS MATERIALIZED ({reserve.format(table=meta.db_table, count=len(parts))}) "
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join(rows)} RETURNING id",
            values,
        )
        for (entry, _parent), (key,) in zip(parts, cursor.fetchall(), strict=True):
            entry.pk, entry._state.adding, entry._state.db = key, False, connection.alias
    for entry, parent in parts:
        entry.parent_id = parent.pk if parent else None


def _key(entry: Entry | None, numbers: Mapping[int, int], nth: str) -> str:
    """A key in SQL: of an entry that is written, of one of this statement, or none yet."""
    if entry is None:
        return "NULL"
    if entry.pk:
        return str(int(entry.pk))
    number = numbers.get(id(entry))
    return "NULL" if number is None else f"(SELECT {nth.format(number=number)} FROM reserved)"
