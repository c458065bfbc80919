"""The sessions of a chamber: their list, a new one, its changes, its end; the rooms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.forms import CallOffForm, SessionForm, VenueForm, initial_of
from etabli.programme.workshops.models import Session


@allow(*STAFF)
def sessions(request: Request) -> HttpResponse:
    """The chamber's sessions: those to come, those past."""
    now = timezone.now()
    context = {
        "coming": queries.chamber_sessions(request.viewer, at=now, past=False),
        "past": queries.chamber_sessions(request.viewer, at=now, past=True)[:60],
    }
    return render(request, "workshops/session_list.html", context)


@allow(*STAFF)
def create(request: Request) -> HttpResponse:
    """A new session, published at once."""
    form = _form(request, {"adviser": request.viewer.user_id, "theme": request.GET.get("theme", "")})
    if request.method == "POST" and form.is_valid():
        plan = form.plan
        try:
            made = actions.create_session(**vars(plan), by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The session is announced. Sign-up is open."))
            return redirect("workshops:desk", pk=made.pk)
    return render(request, "workshops/session_form.html", {"form": form, "session": None})


@allow(*STAFF)
def change(request: Request, pk: int) -> HttpResponse:
    """Another time, room, adviser, theme, number of places."""
    session = queries.run_session(request.viewer, pk)
    form = _form(request, initial_of(session), session)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(session=session, wanted=form.plan, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(
                request,
                _(
                    "The session is changed. If the subject, the time or the place is another, those who gave an "
                    "e-mail address have been told; please call the others."
                ),
            )
            return redirect("workshops:desk", pk=pk)
    return render(request, "workshops/session_form.html", {"form": form, "session": session})


@allow(*STAFF)
def call_off(request: Request, pk: int) -> HttpResponse:
    """Call a session off, and say why."""
    session = queries.run_session(request.viewer, pk)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.call_off(session=session, reason=reason, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(
                request,
                _(
                    "The session is called off. Those who gave an e-mail address have been told; please call "
                    "the others."
                ),
            )
            return redirect("workshops:desk", pk=pk)
    return render(request, "workshops/session_call_off.html", {"form": form, "session": session})


@allow(*STAFF)
def venue_new(request: Request) -> HttpResponse:
    """A room to give workshops in."""
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_venue(**form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("The room is kept: you can choose it now."))
        return redirect("workshops:create")
    return render(request, "workshops/venue_form.html", {"form": form})


def _form(request: Request, initial: dict[str, Any], session: Session | None = None) -> SessionForm:
    return SessionForm(
        request.POST or None,
        initial=initial,
        venues=queries.venues(request.viewer, session),
        advisers=queries.advisers(request.viewer, session),
        now=timezone.now(),
    )
