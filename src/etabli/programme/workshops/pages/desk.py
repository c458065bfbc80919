"""The desk of one session: its roll, who comes without a sign-up, its sheet."""

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
from etabli.programme.workshops.forms import CallOffForm, WalkInForm
from etabli.programme.workshops.models import Attendance, Session

PRESENCE = {"yes": True, "no": False, "": None}


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
