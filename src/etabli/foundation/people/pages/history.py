"""One's own history, and taking back an act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.journal import queries as journal
from etabli.foundation.journal import undo as undo_entry
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.pages import MINE, acted, back


@public
def history(request: Request) -> HttpResponse:
    """What I did, newest first, each act with the means to take it back."""
    return render(request, "people/history_mine.html", {"lines": journal.history_by(request.viewer)})


@public
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back one act; the answer can be taken back too."""
    entry = get_object_or_404(Entry, pk=pk)
    try:
        mine = entry.pk in request.session.get(MINE, [])
        undo_entry(entry=entry, by=request.viewer, at=timezone.now(), mine=mine)
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("It is back as it was.") if entry.undoes_id is None else _("It is restored.")
        acted(request, text)
    return back(request, "/")
