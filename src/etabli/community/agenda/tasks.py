"""What the clock does: read neighbours' feeds, and forget what went long ago."""

from datetime import datetime

from etabli.community.agenda.feeds import refreshing


def read_feeds(at: datetime) -> None:
    """Those whose time has come."""
    refreshing.refresh_due(at)


def forget_events(at: datetime) -> None:
    """What feeds have not held for a long time."""
    refreshing.forget_gone(at)


PERIODIC = [read_feeds, forget_events]
