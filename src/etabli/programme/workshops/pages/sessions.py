"""The sessions of a chamber: their list, a new one, its announcement, its end."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.programme.workshops import actions, queries, session_list
from etabli.programme.workshops.change_preview import preview_change
from etabli.programme.workshops.session_forms import CallOffForm, SessionForm, initial_of
from etabli.territory.places.queries import get_epci

PAGE_SIZE = 12


@allow(*STAFF)
def sessions(request: Request) -> HttpResponse:
    """The chamber's sessions: those of today, then those asked for."""
    viewer, now = request.viewer, timezone.now()
    form = session_list.FilterForm(request.GET, viewer=viewer)
    figures = session_list.figures(viewer, at=now)
    state_asked = form.filters.get("state") or session_list.State.COMING
    rows, is_mine_only = session_list.rows(viewer, form.filters, at=now), "mine" in request.GET
    if is_mine_only:  # their own alone, ticked where there is something to tick
        rows = rows.filter(adviser=viewer.user_id)
    context = {
        "now": now,
        "today": session_list.of_today(viewer, at=now),
        "figures": figures,
        "states": [(state, figures[state], kind) for state, kind in session_list.STATE_KINDS.items()],
        "wanted": state_asked,
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields if name != "state"),
        "mine": is_mine_only,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "workshops/session_list.html", context)


@allow(*STAFF)
@require_POST
def announce_several(request: Request) -> HttpResponse:
    """Show to everybody those that were ticked among those being prepared."""
    chosen = [int(pk) for pk in request.POST.getlist("session") if pk.isdecimal() and len(pk) < 19]
    sessions = queries.prepared_sessions(request.viewer, chosen)
    try:
        actions.announce_sessions(sessions=sessions, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        message = ngettext("%(n)d session is announced.", "%(n)d sessions are announced.", len(sessions))
        acted(request, message % {"n": len(sessions)})
    return redirect(f"{reverse('workshops:sessions')}?state={session_list.State.DRAFT}")


@allow(*STAFF)
def create(request: Request) -> HttpResponse:
    """A new session, or a copy of one: announced at once, or only prepared."""
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        viewer=request.viewer,
        now=timezone.now(),
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        announce = "draft" not in request.POST
        arguments = {**vars(form.plan), "announce": announce, "beside": form.beside}
        with refusals_in(form):
            session = actions.create_session(**arguments, by=request.viewer, at=timezone.now())
            message = _("The session is announced.") if announce else _("The session is prepared.")
            if session.adviser_id != request.viewer.user_id:
                message = f"{message} {_('It is led by %(name)s.') % {'name': session.adviser.name}}"
            acted(request, message)
            return redirect("workshops:desk", pk=session.pk)
    zone = get_epci(request.GET.get("territoire", ""))
    context = {"form": form, "session": None, "zone": zone, "has_room": "venue" in form.initial}
    return render(request, "workshops/session_form.html", context)


@allow(*STAFF)
@require_POST
def announce(request: Request, pk: int) -> HttpResponse:
    """Show a session that was being prepared to everybody."""
    session = queries.session_for_staff(request.viewer, pk)
    actions.announce_session(session=session, by=request.viewer, at=timezone.now())
    acted(request, _("The session is announced. It stands in the public list."))
    return redirect("workshops:desk", pk=pk)


@allow(*STAFF)
def call_off(request: Request, pk: int) -> HttpResponse:
    """Call a session off, and say why; what each would get is shown first."""
    session = queries.session_for_staff(request.viewer, pk)
    form = CallOffForm(request.POST or None)
    context = {"form": form, "session": session}
    if request.method == "POST" and form.is_valid() and "edit_again" not in request.POST:
        data = {"session": session, **form.cleaned_data, "by": request.viewer, "at": timezone.now()}
        with refusals_in(form):
            rehearsal = preview_change(actions.call_off, **data)
            if rehearsal.concerns_somebody and "confirmed" not in request.POST:
                context |= {"rehearsal": rehearsal}
                return render(request, "workshops/session_call_off_preview.html", context)
            actions.call_off(**data)
            acted(request, _called_off_message(bool(rehearsal.letters), bool(rehearsal.to_call)))
            return redirect("workshops:desk", pk=pk)
    return render(request, "workshops/session_call_off.html", context)


def _called_off_message(by_mail: bool, to_call: bool) -> str:
    if to_call:
        return _(
            "The session is called off. Those who gave an e-mail address have been told; please call the others."
        )
    return (
        _("The session is called off, and everybody has been told.")
        if by_mail
        else _("The session is called off.")
    )


def _initial(request: Request) -> dict[str, Any]:
    """A copy of the session that is asked for; otherwise oneself, the theme and a room of the territory that are asked
    for."""
    copied = request.GET.get("copy", "")
    if copied.isdecimal():
        return initial_of(queries.session_for_staff(request.viewer, int(copied)), as_copy=True)
    room = queries.venues(request.viewer).filter(commune__epci=request.GET.get("territoire", "")).first()
    initial = {"adviser": request.viewer.user_id, "theme": request.GET.get("theme", "")}
    return initial | ({"venue": room.pk} if room else {})
