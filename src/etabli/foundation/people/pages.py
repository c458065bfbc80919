"""Entering by a secret link, choosing one's role, taking back an act."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError, latest_entry_id
from etabli.foundation.journal import undo as undo_entry
from etabli.foundation.journal.models import Entry
from etabli.foundation.people import links, queries
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import ACTING

MINE = "acts"  # the session's key: the latest acts of a visitor, who has no name to be known by


def acted(request: Request, text: Any) -> None:
    """Tell what was just done, with the means to take it back (the toast of the next page)."""
    entry_id = latest_entry_id()
    if entry_id and not request.viewer.actor.is_someone:
        request.session[MINE] = [*request.session.get(MINE, []), entry_id][-20:]
    messages.success(request, text, extra_tags=f"entry:{entry_id}" if entry_id else "")


def back(request: Request, default: str) -> HttpResponse:
    """Redirect to the page of ours named by `next`, or to `default`."""
    target = request.POST.get("next") or request.GET.get("next") or default
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(target if safe else default)  # redirect() would look for a page of that name


@public
@never_cache
def enter(request: Request, token: str) -> HttpResponse:
    """Open a secret link, then show the page that it leads to, without the token in the address."""
    link = links.link_of_token(token, timezone.now())
    if link is None:
        return render(request, "people/link_expired.html", status=404)
    if request.user.is_authenticated:
        request.session.cycle_key()  # an adviser who opens an artisan's link comes back by "Change role"
    else:
        request.session.flush()  # nothing of whoever used this browser before
    request.session[ACTING] = {"link": link.pk}
    return back(request, "/")


@public
def roles(request: Request) -> HttpResponse:
    """Choose among one's roles; the choice is kept for the session."""
    user = request.user
    choices = queries.role_choices(request.viewer, user) if isinstance(user, User) else []
    if request.method == "POST":
        chosen = next((choice for choice in choices if choice.value == request.POST.get("choice")), None)
        if chosen is None:
            raise Http404
        request.session[ACTING] = chosen.acting
        return redirect("/")
    return render(request, "people/role_choice.html", {"choices": choices})


@public
@require_POST
def start_again(request: Request) -> HttpResponse:
    """Give up the code that was asked for, and ask for one at another address."""
    clear_login(request)
    return redirect("account_login")


@public
@require_POST
def leave(request: Request) -> HttpResponse:
    """Sign out, or put a secret link down."""
    logout(request)
    messages.success(request, _("You have left. Nothing is lost: come back when you like."))
    return redirect("/")


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
