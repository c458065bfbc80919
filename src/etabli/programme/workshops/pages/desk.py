"""The adviser's pages: the sessions, one session's desk, its roll, its sheet."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import produced
from etabli.foundation.journal import ActionError
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.programme.workshops import actions, queries, sheet
from etabli.programme.workshops.forms import (
    CallOffForm,
    SessionForm,
    VenueForm,
    WalkInForm,
    initial_of,
)
from etabli.programme.workshops.models import Attendance, Session

PRESENCE = {"yes": True, "no": False, "": None}


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


@allow(*STAFF)
def desk(request: Request, pk: int) -> HttpResponse:
    """Everything to run one session: the roll, the sheet, the questionnaire."""
    session = queries.run_session(request.viewer, pk)
    return render(request, "workshops/session_desk.html", _desk(request, session, WalkInForm()))


@allow(*STAFF)
@require_POST
def mark(request: Request, pk: int, sign_up: int) -> HttpResponse:
    """Present, absent, or the mark taken off; without JavaScript the page comes back at the same row."""
    session = queries.run_session(request.viewer, pk)
    row = queries.get_participant(request.viewer, session, sign_up)
    wanted = request.POST.get("present", "")
    if wanted not in PRESENCE:
        raise Http404
    actions.mark_presence(sign_up=row, present=PRESENCE[wanted], by=request.viewer, at=timezone.now())
    acted(request, _marked(PRESENCE[wanted]) % {"name": row.person})
    return redirect(f"{reverse('workshops:desk', args=[pk])}#roll")


@allow(*STAFF)
@require_POST
def walk_in(request: Request, pk: int) -> HttpResponse:
    """Somebody came without a sign-up."""
    session = queries.run_session(request.viewer, pk)
    form = WalkInForm(request.POST)
    if form.is_valid():
        email, phone = form.cleaned_data["contact"]
        who = {"name": form.cleaned_data["name"], "email": email, "phone": phone}
        try:
            came = _arrived(request, session, who)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("%(name)s is on the roll, and present.") % {"name": came})
            return redirect(f"{reverse('workshops:desk', args=[pk])}#roll")
    return render(request, "workshops/session_desk.html", _desk(request, session, form))


@allow(*STAFF)
def sheet_pdf(request: Request, pk: int) -> HttpResponse:
    """The attendance sheet to sign."""
    session = queries.run_session(request.viewer, pk)
    seated, _waiting = queries.participants(request.viewer, session)
    on = timezone.localtime(session.occasion.starts_at).date()
    name = f"emargement-{on:%Y-%m-%d}-{slugify(session.theme_id)}.pdf"
    return produced(sheet.attendance_sheet(session, seated), name)


def _form(request: Request, initial: dict[str, Any], session: Session | None = None) -> SessionForm:
    return SessionForm(
        request.POST or None,
        initial=initial,
        venues=queries.venues(request.viewer, session),
        advisers=queries.advisers(request.viewer, session),
        now=timezone.now(),
    )


def _desk(request: Request, session: Session, form: WalkInForm) -> dict[str, Any]:
    seated, waiting = queries.participants(request.viewer, session)
    now = timezone.now()
    occasion = session.occasion
    stands = session.published_at is not None and occasion.cancelled_at is None
    has_begun = timezone.localdate(occasion.starts_at) <= timezone.localdate(now)
    signed_up = [row.sign_up for row in seated] + waiting
    return {
        "session": session,
        "occasion": occasion,
        "seated": seated,
        "waiting": waiting,
        "present": sum(row.present is True for row in seated),
        "unmarked": sum(row.present is None for row in seated),
        "can_mark": stands and has_begun,
        "can_change": stands and occasion.starts_at > now,
        "to_call": [row.person for row in signed_up if not row.person.email],
        "call_off_form": CallOffForm(),
        "form": form,
        "lines": history_of(request.viewer, session),
    }


def _arrived(request: Request, session: Session, who: dict[str, str]) -> Attendance:
    """Seat and mark somebody at the door; only mark whoever turns out to be on the roll."""
    at = timezone.now()
    try:
        return actions.add_walk_in(session=session, **who, by=request.viewer, at=at)
    except AlreadySignedUp as known:
        return actions.mark_presence(sign_up=known.sign_up, present=True, by=request.viewer, at=at)


def _marked(present: bool | None) -> str:
    if present is None:
        return _("The mark of %(name)s is taken off.")
    return _("%(name)s is marked as present.") if present else _("%(name)s is marked as absent.")
