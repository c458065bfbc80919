"""What the clock does with files."""

import logging
from datetime import datetime, timedelta

from django.core.cache import cache

from etabli.foundation.files.marker import ForeignStore
from etabli.foundation.files.sweeping import sweep

log = logging.getLogger("etabli.files")


def sweep_daily(at: datetime) -> None:
    """Give up what nothing holds. Once a day is enough: every file of the store is listed."""
    if cache.add(f"files:swept:{at:%Y-%m-%d}", True, timedelta(days=2).total_seconds()):
        try:
            sweep(at)
        except ForeignStore as refusal:
            log.error("no file was touched: %s", refusal)


PERIODIC = [sweep_daily]
