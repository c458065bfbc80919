"""The address that was typed to sign up, shown to the browser that typed it, and corrected by a code."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.notify import prose
from etabli.foundation.notify.queue import send
from etabli.foundation.people.access import Request, public, without_drafts
from etabli.foundation.people.forms import AddressForm, CodeForm
from etabli.foundation.people.limits import limited
from etabli.foundation.people.links import new_link
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.security import codes
from etabli.foundation.people.viewer import act_by_link
from etabli.foundation.seats.actions.addresses import correct_address, may_correct
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.queries import get_sign_up
from etabli.foundation.seats.titles import title_of
from etabli.foundation.seats.typed_contacts import note_address, typed_address

CORRECTION_KEY = "corrected_address"  # the session's key: {"sign_up", "email", "until"}


@public
@limited("seats.address", per_minute=5)
def address(request: Request, pk: int) -> HttpResponse:
    """Another address than the one that was typed: a code goes there, and must come back."""
    sign_up, typed = _sign_up_and_typed(request, pk)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _send_code(request, sign_up, form.cleaned_data["email"], timezone.now())
        return redirect("seats:address_code", pk=pk)
    context = {"form": form, "sign_up": sign_up, "email": typed["email"]}
    return render(request, "seats/address.html", context, status=422 if form.errors else 200)


@public
@without_drafts
@limited("seats.address_code", per_minute=10)
def address_code(request: Request, pk: int) -> HttpResponse:
    """The code that came to the new address: the sign-up goes with it."""
    sign_up, typed = _sign_up_and_typed(request, pk)
    now = timezone.now()
    email = _address_asked_for(request, pk, now)
    data = request.POST if request.method == "POST" else None
    form = CodeForm(data, request=request, address=email, purpose=_purpose(pk), user=None)
    if email and form.is_valid():
        return _correct_and_redirect(request, sign_up, typed["name"], email, now)
    if not email or form.is_over:
        request.session.pop(CORRECTION_KEY, None)
        messages.error(request, _("This code is no longer valid: ask for another."))
        return redirect("seats:address", pk=pk)
    context = {"form": form, "sign_up": sign_up, "email": email}
    return render(request, "seats/address_code.html", context, status=422 if form.errors else 200)


def _sign_up_and_typed(request: Request, pk: int) -> tuple[SignUp, dict[str, Any]]:
    """The sign-up, and what this browser typed to make it; NotVisible for all others."""
    sign_up = get_sign_up(request.viewer, pk)
    typed = typed_address(request, sign_up)
    if typed is None or not may_correct(request.viewer, sign_up):
        raise NotVisible
    return sign_up, typed


def _correct_and_redirect(
    request: Request, sign_up: SignUp, name: str, email: str, at: datetime
) -> HttpResponse:
    """From now on this browser bears a link to the sign-up of whoever has the address."""
    request.session.pop(CORRECTION_KEY, None)
    try:
        placed = correct_address(sign_up=sign_up, name=name, email=email, by=request.viewer, at=at)
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("seats:address", pk=sign_up.pk)
    link = new_link(
        person=placed.required_person,
        scope=SecretLink.Scope.SIGN_UP,
        subject_id=placed.pk,
        is_open=True,
        at=at,
    )
    act_by_link(request, link)
    note_address(request, placed, name=name, email=email)
    messages.success(request, _("It is corrected: we write to %(email)s.") % {"email": email})
    return redirect("seats:sign_up", pk=placed.pk)


def _address_asked_for(request: Request, pk: int, at: datetime) -> str:
    """The address to which a code was sent that may still come back; "" when there is none."""
    request_data = request.session.get(CORRECTION_KEY) or {}
    return (
        str(request_data["email"])
        if request_data.get("sign_up") == pk and request_data["until"] > at.timestamp()
        else ""
    )


def _send_code(request: Request, sign_up: SignUp, email: str, at: datetime) -> None:
    """The same mail whoever has the address."""
    email = email.lower()
    code = codes.issue_code(email, purpose=_purpose(sign_up.pk), user=None, at=at)
    request.session[CORRECTION_KEY] = {
        "sign_up": sign_up.pk,
        "email": email,
        "until": (at + codes.LIFETIME).timestamp(),
    }
    body = prose.gettext(
        "Good day,\n\nSomebody signed up for “%(title)s” and wants our mails to come to this address. If it is "
        "you, copy this code on the page where you signed up: %(code)s\n\nIt works for fifteen minutes. If you asked "
        "for nothing, do nothing."
    ) % {"title": title_of(sign_up.occasion), "code": code}
    subject = prose.gettext("Your code: %(code)s") % {"code": code}
    send(to=email, subject=subject, body=body, key=f"seats.address:{uuid4()}", code=True, at=at)


def _purpose(pk: int) -> str:
    return f"seats.address:{pk}"
