from django.http import HttpRequest

from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays import links


def viewer_by_link(request: HttpRequest) -> Viewer | None:
    """The relay whose link was opened; a relay that has just left the directory by it comes back by it."""
    return links.viewer_by_opened_link(request, even_withdrawn=True)
