"""Who looks at the pages of offers: the viewer, with the correspondent whose link this browser has opened."""

from django.utils import timezone

from etabli.community.jobs import queries
from etabli.community.jobs.links import HELD
from etabli.foundation.people.access import Request
from etabli.foundation.people.viewer import Viewer


def you(request: Request) -> Viewer:
    """Who acts on this request: one statement at most."""
    held = request.session.get(HELD) if request.session.session_key else None
    return queries.acting(request.viewer, held, at=timezone.now())
