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


def find_undo_viewer(request: HttpRequest, entry: Entry) -> tuple[Viewer, bool] | None:
    """(viewer in whose name this browser may undo an entry today, whether it did the act itself); None if nobody may.

    What a visitor did is theirs as long as nobody has signed in or opened their space.
    """
    for viewer in _viewers(request):
        is_anonymous = viewer.user_id is None and viewer.role in {Role.NOBODY, Role.BEARER, Role.RELAY}
        did_it_here = is_anonymous and entry.pk in request.session.get(OWN_ACTS_KEY, [])
        if may_undo(viewer, entry, mine=did_it_here):
            return viewer, did_it_here
    return None


class UndoableEntries:
    """The container of the entry ids that may be undone from this page; each is looked up when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._entries = dict[str, Entry]()
        self._refusals = dict[str, str]()

    def __contains__(self, entry_id: str) -> bool:
        entry = Entry.objects.filter(pk=entry_id).first() if entry_id else None
        allowed = find_undo_viewer(self._request, entry) if entry else None
        if entry is None or allowed is None:
            return False
        self._refusals[entry_id] = undo_refusal(entry, allowed[0], timezone.now())
        if self._refusals[entry_id]:
            return False
        self._entries[entry_id] = entry
        return True

    def refusal(self, entry_id: str) -> str:
        """Why an entry that was asked for and isn't held can't be undone today; "" otherwise."""
        return self._refusals.get(entry_id, "")

    def restores(self, entry_id: str) -> bool:
        """Whether undoing this entry, which it holds, does again what that entry had undone."""
        entry = self._entries[entry_id]
        return entry.undoes_id is not None and not entry.restores


def _viewers(request: HttpRequest) -> Iterator[Viewer]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # see access.Request
    yield viewer
    for module in registry_modules("link_viewers"):
        by_link = module.viewer_by_link(request)
        if by_link is not None and by_link != viewer:
            yield by_link
