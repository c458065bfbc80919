"""Counting uses against a limit: in one statement, so that requests sent together never read the same number."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from etabli.foundation.people.models import Counter


@dataclass(frozen=True)
class Limit:
    """At most `most` uses of `what` by `whose` within each window of so many `seconds` of the clock."""

    what: str
    whose: str
    most: int
    seconds: int

    def ends_at(self) -> int:
        """The end of the present window, in seconds since 1970."""
        return (int(time.time()) // self.seconds + 1) * self.seconds

    def opens_at(self) -> datetime:
        """When the uses are counted anew."""
        return datetime.fromtimestamp(self.ends_at(), UTC)

    def key(self) -> str:
        """Of the present window; what it says of somebody can't be read in it."""
        value = f"{self.what}:{self.whose}:{self.seconds}:{self.ends_at()}"
        return salted_hmac("etabli.people.counter", value, algorithm="sha256").hexdigest()


def past(*limits: Limit) -> Limit | None:
    """Count one more use against each limit; the first that it goes past, or None.

    One statement, the same on both databases. Called outside any transaction: what that takes back is not counted.
    """
    by_key = {limit.key(): limit for limit in limits}
    rows = [
        (key, by_key[key].ends_at()) for key in sorted(by_key)
    ]  # one order: two statements never wait crosswise
    counts = _count(rows)
    return next((limit for key, limit in by_key.items() if counts[key] > limit.most), None)


def is_first(what: str, whose: str, *, seconds: int) -> bool:
    """Whether this is used for the first time, however many use it together: it stays used for `seconds` at least."""
    key = salted_hmac("etabli.people.once", f"{what}:{whose}", algorithm="sha256").hexdigest()
    return _count([(key, int(time.time()) + seconds)])[key] == 1


def _count(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    rows = list(rows)
    table = connection.ops.quote_name(Counter._meta.db_table)
    values = ", ".join(["(%s, 1, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, number, ends_at) VALUES {values}"
            f" ON CONFLICT (key) DO UPDATE SET number = {table}.number + 1 RETURNING key, number",
            [value for row in rows for value in row],
        )
        return dict(cursor.fetchall())
