"""Who may do what with neighbours' feeds: the board of the association, without whoever serves a chamber."""

from typing import Any

from django.db.models import Q

from etabli.community.agenda.feeds.models import FeedPair, NeighbourFeed
from etabli.community.agenda.rules import is_system, speaks_for
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.viewer import Viewer


def keeps_feeds(by: Viewer, subject: NeighbourFeed | FeedPair) -> bool:
    """The board there, and the installation itself."""
    return is_system(by) or speaks_for(by, subject.organisation_id)


def may_add_feed(by: Viewer, given: dict[str, Any]) -> bool:
    """The board, in its own association."""
    organisation: Organisation = given["organisation"]
    return is_system(by) or speaks_for(by, organisation.pk)


def seen_by(viewer: Viewer) -> Q | None:
    """The condition on what this viewer sees of the feeds' own pages: the board, those of its association."""
    if viewer.role != Role.BOARD or viewer.organisation_id is None:
        return None
    return Q(organisation=viewer.organisation_id)
