"""Handing a device over, narrowed to one thing, and taking it back by a proof."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people import kiosk, queries
from etabli.foundation.people.access import Request, in_kiosk, kiosk_refusal
from etabli.foundation.people.actions import end_kiosk, open_kiosk
from etabli.foundation.people.browser_traces import clear_browser
from etabli.foundation.people.forms import OpenKioskForm, PinForm
from etabli.foundation.people.models import KioskSession, SecurityKind, User
from etabli.foundation.people.security.events import record_event
from etabli.foundation.people.viewer import viewer_of


def hand_over_page(request: Request, purpose: kiosk.Purpose, *, title: str, what: str) -> HttpResponse:
    """The page from which a device is handed over: it says what it will open, and asks for the way back.

    The caller has authorised the subject of `purpose`.
    """
    user = queries.get_account(request.viewer) if request.viewer.user_id else None
    has_passkey = user is not None and queries.has_passkey(user)
    form = OpenKioskForm(request.POST if request.method == "POST" else None, has_passkey=has_passkey)
    if form.is_valid():
        by, pin = request.viewer, form.cleaned_data["pin"]
        with transaction.atomic():  # both sessions change, or neither
            aside = kiosk.set_session_aside(request, purpose.ends_at)
            key = request.session.session_key or ""
            open_kiosk(purpose=purpose, session_key=key, set_aside=aside, pin=pin, by=by, at=timezone.now())
        return _redirect_and_clear(purpose.home)
    context = {"form": form, "purpose": purpose, "title": title, "what": what, "has_passkey": has_passkey}
    return render(request, "people/kiosk_open.html", context, status=422 if form.errors else 200)


@in_kiosk()
def resume(request: Request) -> HttpResponse:
    """Whoever handed the device over takes it back: by the PIN, or by their passkey."""
    row = kiosk.row_of(request)
    assert row is not None  # the page is open in a kiosk only
    user = row.session.user
    if request.method == "POST" and "credential" in request.POST and user is not None:
        form: Form = _passkey_form(user, request.POST)
        if form.is_valid():
            return _restore_and_redirect(request, row)
        return _resume_page(request, row, PinForm(), passkey=form)
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if kiosk.try_pin(row, form.cleaned_data["pin"]):
            return _restore_and_redirect(request, row)
        row.refresh_from_db(fields=["tries"])
        record_event(request, SecurityKind.WRONG_PROOF, user=user)
        form.add_error("pin", _("This is not the code."))
    return _resume_page(request, row, form)


@in_kiosk(even_over=True)
@require_POST
def close(request: Request) -> HttpResponse:
    """Sign the device out for good: when its time is over, or when its code was tried too often."""
    row = kiosk.row_of(request)
    assert row is not None  # the page is open in a kiosk only
    if row.ends_at > timezone.now() and row.tries < kiosk.MAX_TRIES:
        return kiosk_refusal(request)
    request.session.flush()
    return _redirect_and_clear("account_login", storage=True)


def _resume_page(
    request: Request, row: KioskSession, form: Form, passkey: Form | None = None
) -> HttpResponse:
    user, status = row.session.user, 422 if form.errors or passkey else 200
    context: dict[str, Any] = {
        "form": form if row.pin else None,
        "left": max(kiosk.MAX_TRIES - row.tries, 0),
        "back": row.home,
        "label": row.label,
    }
    if user is not None and queries.has_passkey(user):
        from allauth.mfa.webauthn.internal.auth import begin_authentication  # brings fido2: only when used

        context |= {"passkey": passkey or _passkey_form(user), "options": begin_authentication(user)}
    return render(request, "people/kiosk_resume.html", context, status=status)


def _passkey_form(user: User, data: Any = None) -> Form:
    from etabli.foundation.people.passkeys import PasskeyProofForm  # brings fido2: only when used

    form: Form = PasskeyProofForm(data, user=user)
    return form


def _restore_and_redirect(request: Request, row: KioskSession) -> HttpResponse:
    """The session that was put aside, and nothing left on the device of those who held it."""
    with transaction.atomic():  # both sessions change, or neither
        if not kiosk.restore_session(request, row):
            return _redirect_and_clear("account_login", storage=True)
        request.viewer = viewer_of(request)
        end_kiosk(kiosk=row, by=request.viewer, at=timezone.now())
    messages.success(request, _("The device is yours again."))
    return _redirect_and_clear(row.back, storage=True)


def _redirect_and_clear(to: str, *, storage: bool = False) -> HttpResponse:
    """On to another page, and nothing of the former session left in the browser."""
    answer = redirect(to)
    clear_browser(answer, storage=storage)
    return answer
