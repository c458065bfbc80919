"""Signing for a half-day, its sheet and its certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow, without_drafts
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.ui.typography import full_span
from etabli.programme.funding import attendance as papers
from etabli.programme.funding.actions import signatures as actions
from etabli.programme.funding.models import AdviserSignature, HalfSignature
from etabli.programme.funding.queries.files import file_of, get_file
from etabli.programme.funding.queries.funds import training_number
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import get_appointment
from etabli.programme.workshops.attendance_forms import SignForm


@allow(*STAFF)
@without_drafts
def sign(request: Request, pk: int) -> HttpResponse:
    """The artisan signs, on the device of the adviser beside them."""
    appointment = get_appointment(request.viewer, pk)

    def act(signature: Any) -> object:
        return actions.sign_half_day(
            appointment=appointment, signature=signature, by=request.viewer, at=timezone.now()
        )

    return _signing(request, appointment, appointment.person.name, act)


@allow(*STAFF)
@without_drafts
def sign_as_adviser(request: Request, pk: int) -> HttpResponse:
    """Whoever gave it signs; nobody else is shown where to."""
    appointment = get_appointment(request.viewer, pk)
    adviser = appointment.half_day.adviser

    def act(signature: Any) -> object:
        return actions.sign_half_day_as_adviser(
            appointment=appointment, signature=signature, by=request.viewer, at=timezone.now()
        )

    return _signing(request, appointment, adviser.name, act)


def _signing(request: Request, appointment: Appointment, name: str, act: Any) -> HttpResponse:
    file = file_of(appointment)
    if file is None:
        raise NotVisible
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(form.signature)
            acted(request, _("Signed. Thank you."))
            return redirect("funding:file", pk=file.pk)
    back = f"/dossiers/{file.pk}/"
    half, what = full_span(*appointment.hours_done), _("Half-day of support")
    context = {"what": what, "half": half, "name": name, "form": form, "back": back}
    return render(request, "workshops/kiosk_sign.html", context)


@allow(*STAFF)
@require_POST
def take_off(request: Request, pk: int) -> HttpResponse:
    """A signature that was not theirs, or not right."""
    return _taken_off(request, pk, HalfSignature, actions.take_signature_off)


@allow(*STAFF)
@require_POST
def take_adviser_off(request: Request, pk: int) -> HttpResponse:
    """The same, for the signature of the adviser."""
    return _taken_off(request, pk, AdviserSignature, actions.take_adviser_signature_off)


def _taken_off(request: Request, pk: int, model: Any, act: Any) -> HttpResponse:
    appointment = get_appointment(request.viewer, pk)
    file, signed = file_of(appointment), model.objects.filter(appointment=appointment).first()
    if file is None or signed is None:
        raise NotVisible
    act(signed=signed, by=request.viewer, at=timezone.now())
    acted(request, _("The signature is taken off. They can sign again."))
    return redirect("funding:file", pk=file.pk)


@allow(*STAFF)
def sheet(request: Request, pk: int) -> HttpResponse:
    """The sheet of each half-day, signed or to sign."""
    dossier, now = get_file(request.viewer, pk, today=timezone.localdate()), timezone.now()
    if not dossier.appointments:
        messages.error(request, _("No half-day stands: there is no sheet to print."))
        return redirect("funding:file", pk=pk)
    content = papers.sheet_of(dossier, training_number(dossier.file.chamber_id), at=now)
    return _pdf(content, f"{_('sheet')}-{pk}.pdf")


@allow(*STAFF)
def certificate(request: Request, pk: int) -> HttpResponse:
    """What the artisan attended."""
    dossier, now = get_file(request.viewer, pk, today=timezone.localdate()), timezone.now()
    if not dossier.held:
        messages.error(request, _("They came to no half-day yet: there is nothing to certify."))
        return redirect("funding:file", pk=pk)
    content = papers.certificate_of(dossier, training_number(dossier.file.chamber_id), at=now)
    return _pdf(content, f"{_('certificate')}-{pk}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
