"""What a database keeps beside its rows of what was erased: its log of writes, the room that rows left."""

import logging

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.utils import OperationalError

from etabli.foundation.own_data.holdings import declared_owners

log = logging.getLogger("etabli.own_data")

MAX_REWRITTEN_BYTES = 256 * 1024 * 1024  # a larger table is not written anew while people wait for it
PATIENCE_MS = 2000  # how long readers are waited for: meanwhile nobody writes


def truncate_wal() -> bool:
    """Bring SQLite's write-ahead log into its file and cut it to nothing: it holds the pages as they were. False when
    somebody reads it still. SQLite overwrites what it frees by itself (`secure_delete`, in `site.environment`).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        default_timeout = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(cursor.fetchone()[0] == 0)
        except OperationalError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {default_timeout}")


def rewrite_tables() -> bool:
    """Write anew the tables of PostgreSQL that held something of somebody: a row that goes is only marked there, and
    its words stay in the file. False when one of them is in use: the next time, then. The largest are left to the
    server's own pace.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return True
    tables = sorted({owned.model._meta.db_table for owned in declared_owners()})
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {PATIENCE_MS}")
        try:
            return sum(_rewrite_table(cursor, table) for table in tables) == len(tables)
        finally:
            cursor.execute("RESET lock_timeout")


def _rewrite_table(cursor: CursorWrapper, table: str) -> bool:
    name = connection.ops.quote_name(table)
    cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [name])
    how = "FULL, ANALYZE" if cursor.fetchone()[0] <= MAX_REWRITTEN_BYTES else "ANALYZE"
    try:
        cursor.execute(f"VACUUM ({how}) {name}")
    except OperationalError as busy:
        log.warning("%s could not be written anew: %s", table, busy)
        return False
    return True
