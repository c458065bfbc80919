"""What is asked less of the second database: long walks by rules of ours, of which it takes the first."""

from django.db import connection

IS_SECOND = connection.vendor != "sqlite"


def fewer(walks: int, on_second: int) -> int:
    """How many walks are made here: all of them on SQLite, the first of them on another database."""
    return on_second if IS_SECOND else walks
