"""What all pages use: telling what was done, or why it was not, going back where one came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from etabli.foundation.journal import ActionError, take_undoable_entry_id
from etabli.foundation.people.access import Request
from etabli.foundation.people.undo_viewer import OWN_ACTS_KEY
from etabli.foundation.ui.elision import join_little_words


def acted(request: Request, text: Any) -> None:
    """Tell what was just done, with the means to take it back (the toast of the next page), and what its files ask to
    be told (`files.receiving.receive`)."""
    entry_id = take_undoable_entry_id()
    if entry_id and not request.viewer.is_known:
        request.session[OWN_ACTS_KEY] = [*request.session.get(OWN_ACTS_KEY, []), entry_id][-20:]
    messages.success(
        request, join_little_words(str(text)), extra_tags=f"entry:{entry_id}" if entry_id else ""
    )
    for _name, uploads in request.FILES.lists():
        for remark in (getattr(upload, "remark", "") for upload in uploads):
            if remark:
                messages.info(request, remark)


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """What refuses an act that is done within is said at the head of the form, which keeps what was typed."""
    try:
        yield
    except ActionError as refusal:
        form.add_error(None, str(refusal))


def back(request: Request, default: str) -> HttpResponse:
    """Redirect to the page of ours named by `next`, or to `default`."""
    target = request.POST.get("next") or request.GET.get("next") or default
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(target if safe else default)  # redirect() would look for a page of that name
