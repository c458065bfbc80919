"""What the clock does with files."""

from datetime import datetime, timedelta

from django.core.cache import cache

from etabli.foundation.files.holding import sweep


def sweep_daily(at: datetime) -> None:
    """Give up what nothing holds. Once a day is enough: every file of the store is listed."""
    if cache.add(f"files:swept:{at:%Y-%m-%d}", True, timedelta(days=2).total_seconds()):
        sweep(at)


PERIODIC = [sweep_daily]
