"""My ways in: passkeys, the application that gives codes, recovery codes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents.qr import qr_svg
from etabli.foundation.people import queries, second_factor
from etabli.foundation.people.access import Request, known, without_drafts
from etabli.foundation.people.actions import authenticators as acts, end_other_login_sessions
from etabli.foundation.people.forms import AppForm, NamePasskeyForm, PasskeyForm
from etabli.foundation.people.proof import recently_proved
from etabli.foundation.people.sessions import device_of
from etabli.foundation.people.sign_in import totp_address


@known
def authenticators(request: Request) -> HttpResponse:
    """All the ways in, and what is still asked of this role."""
    user = queries.get_account(request.viewer)
    last_day = second_factor.last_day(user.pk)
    if request.method == "POST" and last_day is not None:
        request.session[second_factor.SESSION_KEY] = last_day.isoformat()
        return redirect("front:desk")
    mine = queries.authenticators_of(request.viewer)
    is_asked = not mine.has_factor and second_factor.needs_one(user.pk)
    context = {"mine": mine, "is_asked": is_asked, "last_day": last_day, "user": user}
    return render(request, "people/authenticators.html", context)


@known
@without_drafts
@recently_proved
def add_passkey(request: Request) -> HttpResponse:
    """The device makes a pair of keys, and gives us the public one."""
    user = queries.get_account(request.viewer)
    named = device_of(request.headers.get("User-Agent", "")) or _("My device")
    form = PasskeyForm(request.POST if request.method == "POST" else None, initial={"name": named})
    if form.is_valid():
        acts.add_passkey(user=user, **form.cleaned_data, by=request.viewer, at=timezone.now())
        return _added(request, _("Your passkey is ready: use it at your next sign-in."))
    return render(request, "people/passkey_add.html", {"form": form, "options": PasskeyForm.options(user)})


@known
@recently_proved
def rename_passkey(request: Request, pk: int) -> HttpResponse:
    """Another name for a passkey."""
    passkey = queries.get_authenticator(request.viewer, pk)
    form = NamePasskeyForm(request.POST if request.method == "POST" else None, initial={"name": passkey})
    if form.is_valid():
        user = queries.get_account(request.viewer)
        acts.rename_passkey(
            user=user, passkey=passkey, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )
        return redirect("people:authenticators")
    return render(request, "people/passkey_rename.html", {"form": form})


@known
@recently_proved
def remove_authenticator(request: Request, pk: int) -> HttpResponse:
    """Take a passkey or the application away: asked once."""
    authenticator = queries.get_authenticator(request.viewer, pk)
    if request.method == "POST":
        user = queries.get_account(request.viewer)
        acts.remove_authenticator(
            user=user, authenticator=authenticator, by=request.viewer, at=timezone.now()
        )
        request.session.pop(second_factor.SESSION_KEY, None)  # what is left is looked for anew
        messages.success(request, _("It is taken away: nobody comes in by it any more."))
        return redirect("people:authenticators")
    return render(request, "people/authenticator_remove.html", {"authenticator": authenticator})


@known
@without_drafts
@recently_proved
def add_app(request: Request) -> HttpResponse:
    """An application of the telephone gives a code that changes every half minute."""
    user = queries.get_account(request.viewer)
    if queries.authenticators_of(request.viewer).app is not None:
        return redirect("people:authenticators")
    form = AppForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        acts.add_authenticator_app(user=user, secret=form.secret, by=request.viewer, at=timezone.now())
        return _added(
            request, _("Your application is ready: its code will be asked for at your next sign-in.")
        )
    address = totp_address(user, form.secret)
    context = {
        "form": form,
        "address": address,
        "qr": qr_svg(address, label=_("Code to read with the application")),
    }
    return render(request, "people/app_add.html", context)


@known
@recently_proved
def recovery_codes(request: Request) -> HttpResponse:
    """New codes, shown this once."""
    user = queries.get_account(request.viewer)
    mine = queries.authenticators_of(request.viewer)
    if not mine.has_factor:
        return redirect("people:authenticators")
    codes: list[str] = []
    if request.method == "POST":
        codes = acts.make_recovery_codes(user=user, by=request.viewer, at=timezone.now())
    return render(request, "people/recovery_codes.html", {"codes": codes, "mine": mine})


def _added(request: Request, text: str) -> HttpResponse:
    """The session has its second proof. With the first one come recovery codes, and the sessions that gave none end."""
    second_factor.mark_proved(request)
    messages.success(request, text)
    is_first = queries.authenticators_of(request.viewer).codes_left is None
    if is_first:
        user, here = queries.get_account(request.viewer), request.session.session_key
        end_other_login_sessions(holder=user, keep=here, by=request.viewer, at=timezone.now())
        messages.success(request, _("All your other devices are signed out."))
    return redirect("people:recovery_codes" if is_first else "people:authenticators")
