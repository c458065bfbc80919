"""Certificates of attendance: sent to all, opened by each, checked by anybody who holds their number."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import WINDOW_SECONDS, count_guess_and_find_exceeded
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.pages import too_many
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.attendance_rolls import get_attended, rolls_of, stays_of
from etabli.programme.workshops.certificates import certificates, checked


@allow(*STAFF)
@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    """All those who came learn that their certificate is there; whoever has no address is to get it on paper."""
    session = queries.session_for_staff(request.viewer, pk)
    recipients = actions.send_certificates(session=session, by=request.viewer, at=timezone.now())
    message = ngettext("%(n)d person is told.", "%(n)d people are told.", len(recipients)) % {
        "n": len(recipients)
    }
    unreached = ", ".join(row.name for row in recipients if not row.recipient.email)
    if unreached:
        message += " " + _("Without an e-mail address, to give on paper: %(names)s.") % {"names": unreached}
    acted(request, message)
    return redirect("workshops:desk", pk=pk)


@allow(*STAFF)
def all_pdf(request: Request, pk: int) -> HttpResponse:
    """The certificates of all those who came, one page each."""
    session = queries.session_for_staff(request.viewer, pk)
    seated, _waiting = queries.participants(request.viewer, session)
    content = certificates(session, seated, rolls_of(session, seated), at=timezone.now())
    on = timezone.localtime(session.occasion.starts_at).date()
    return document_response(content, f"attestations-{on:%Y-%m-%d}-{slugify(session.theme_id)}.pdf")


@allow(Role.ARTISAN, *STAFF)
def attended(request: Request, pk: int) -> HttpResponse:
    """One's own half-days in a session, and the certificate."""
    participant = get_attended(request.viewer, pk)
    context = {
        "who": participant,
        "session": participant.sign_up.occasion.session,
        "stays": stays_of(participant),
    }
    return render(request, "workshops/attended.html", context)


@allow(Role.ARTISAN, *STAFF)
def own_pdf(request: Request, pk: int) -> HttpResponse:
    """The certificate of one person: in the language in which they read, whoever prints it."""
    participant = get_attended(request.viewer, pk)
    session = participant.sign_up.occasion.session
    language = reader_language() if request.viewer.role == Role.ARTISAN else ""
    content = certificates(
        session, [participant], rolls_of(session, [participant]), at=timezone.now(), language=language
    )
    on = timezone.localtime(session.occasion.starts_at).date()
    return document_response(content, f"attestation-{on:%Y-%m-%d}-{slugify(session.theme_id)}.pdf")


@public
def check(request: Request, number: str = "") -> HttpResponse:
    """Whether a certificate is genuine, for whoever was given one: what, when, how long."""
    number_typed = number or request.GET.get("numero", "").strip()[:60]
    certificate = checked(number_typed) if number_typed else None
    if number_typed and certificate is None and count_guess_and_find_exceeded(request, "certificate"):
        return too_many(request, wait_seconds=WINDOW_SECONDS)
    context = {"typed": number_typed, "found": certificate}
    return render(request, "workshops/certificate_check.html", context)
