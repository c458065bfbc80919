from django.db.models import Q

from etabli.community.agenda.feeds.rules import seen_by
from etabli.community.agenda.rules import readable_by
from etabli.foundation.people.viewer import Viewer


def _readers(viewer: Viewer) -> Q:
    """Whoever reads the event."""
    return readable_by(viewer)


def _readers_of_dates(viewer: Viewer) -> Q:
    """Whoever reads its event."""
    return readable_by(viewer, "event__")


VISIBLE = {
    "agenda.Event": _readers,
    "agenda.EventDate": _readers_of_dates,
    "agenda.NeighbourFeed": seen_by,
    "agenda.FeedPair": seen_by,
}
