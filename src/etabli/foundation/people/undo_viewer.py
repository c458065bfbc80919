"""Who takes back, in this browser: the viewer, or whom it speaks for by a link that it opened."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone

from etabli.foundation.journal import may_undo, undo_refusal
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules

OWN_ACTS_KEY = "acts"  # the session's key: the latest acts of whoever the next page may not know again


def may_take_back(request: HttpRequest, entry: Entry) -> tuple[Viewer, bool] | None:
    """In whose name this browser may take an act back today, and whether it remembers having done it; None if it may
    not. What a visitor did is theirs as long as nobody has signed in or opened their space.
    """
    for viewer in _viewers(request):
        passes = viewer.user_id is None and viewer.role in {Role.NOBODY, Role.BEARER, Role.RELAY}
        did_it_here = passes and entry.pk in request.session.get(OWN_ACTS_KEY, [])
        if may_undo(viewer, entry, mine=did_it_here):
            return viewer, did_it_here
    return None


class Undoable:
    """The entries, by number, that whoever looks at this page may take back: asked of those that it offers."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._entries = dict[str, Entry]()
        self._refusals = dict[str, str]()

    def __contains__(self, number: str) -> bool:
        entry = Entry.objects.filter(pk=number).first() if number else None
        allowed = may_take_back(self._request, entry) if entry else None
        if entry is None or allowed is None:
            return False
        self._refusals[number] = undo_refusal(entry, allowed[0], timezone.now())
        if self._refusals[number]:
            return False
        self._entries[number] = entry
        return True

    def refusal(self, number: str) -> str:
        """Why one that they might else take back, and which it does not hold, can't be today; "" otherwise."""
        return self._refusals.get(number, "")

    def restores(self, number: str) -> bool:
        """Whether taking back this one, which it holds, does again what it took back."""
        entry = self._entries[number]
        return entry.undoes_id is not None and not entry.restores


def _viewers(request: HttpRequest) -> Iterator[Viewer]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # see access.Request
    yield viewer
    for module in registry_modules("link_viewers"):
        by_link = module.viewer_by_link(request)
        if by_link is not None and by_link != viewer:
            yield by_link
