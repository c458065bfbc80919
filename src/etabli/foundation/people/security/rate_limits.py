"""Counting uses against a limit: in one statement, so that requests sent together never read the same number."""

import time
from collections.abc import Sequence
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

    def resets_at(self) -> datetime:
        """When the uses are counted anew."""
        return datetime.fromtimestamp(self.ends_at(), UTC)

    def key(self) -> str:
        """Of the present window; what it says of somebody can't be read in it."""
        value = f"{self.what}:{self.whose}:{self.seconds}:{self.ends_at()}"
        return salted_hmac("etabli.people.counter", value, algorithm="sha256").hexdigest()


def count_and_find_exceeded(*limits: Limit) -> Limit | None:
    """Count one more use against each limit; the first that is exceeded by it, or None. Nothing is written of no limit.

    One statement, the same on both databases. Called outside any transaction: what that takes back is not counted.
    """
    by_key = {limit.key(): limit for limit in limits}
    rows = [
        (key, by_key[key].ends_at()) for key in sorted(by_key)
    ]  # one order: two statements never wait crosswise
    counts = _increment(rows)
    return next((limit for key, limit in by_key.items() if counts[key] > limit.most), None)


def use_once(what: str, whose: str, *, seconds: int) -> bool:
    """Use this up, and say whether it was still good: one caller of however many at once is told so.

    It stays used up for `seconds` at least: until `tasks.forget_counters` deletes the rows whose time is over.
    """
    key = salted_hmac("etabli.people.once", f"{what}:{whose}", algorithm="sha256").hexdigest()
    return _increment([(key, int(time.time()) + seconds)])[key] == 1


def _increment(rows: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Add one to each of these counters (key, end in seconds since 1970), and read them."""
    if not rows:
        return {}
    table = connection.ops.quote_name(Counter._meta.db_table)
    values = ", ".join(["(%s, 1, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, number, ends_at) VALUES {values}"
            f" ON CONFLICT (key) DO UPDATE SET number = {table}.number + 1 RETURNING key, number",
            [value for row in rows for value in row],
        )
        return dict(cursor.fetchall())
