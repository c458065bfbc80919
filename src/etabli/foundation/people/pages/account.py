"""My account: name, address, devices; and the list of all that the apps put there."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people import queries
from etabli.foundation.people.access import Request, known, without_drafts
from etabli.foundation.people.actions import (
    change_account_address,
    end_login_session,
    end_other_login_sessions,
    rename_account,
)
from etabli.foundation.people.context_processors import account_entries
from etabli.foundation.people.forms import AddressForm, CodeForm, NameForm
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import acted
from etabli.foundation.people.papers.addresses import paper_of
from etabli.foundation.people.proof import (
    address_to_prove,
    ask_for_proof,
    end_proof,
    purpose_of,
    recently_proved,
)
from etabli.foundation.people.session_expiry import has_short_sessions


@known
def account(request: Request) -> HttpResponse:
    """Who I am here, and all that I can settle about it."""
    without_mail = queries.is_without_mail(request.viewer)
    context = {
        "entries": account_entries(request.viewer),
        "without_mail": without_mail,
        "may_add_address": without_mail and paper_of(request.viewer, timezone.now()) is not None,
    }
    return render(request, "people/account.html", context)


@known
def name(request: Request) -> HttpResponse:
    """The name that others read; an artisan's stands with their telephone."""
    if request.viewer.person_id is not None:
        return redirect("front:correct", pk=request.viewer.person_id)
    user = queries.get_account(request.viewer)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": user.name})
    if form.is_valid():
        rename_account(user=user, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Your name is changed."))
        return redirect("people:account")
    return render(request, "people/account_name.html", {"form": form})


@known
@recently_proved
@limited("address", per_minute=5)
def address(request: Request) -> HttpResponse:
    """Another e-mail address: a code goes there, and must come back."""
    user = queries.get_account(request.viewer)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_for_proof(request, form.cleaned_data["email"], at=timezone.now())
        return redirect("people:address_code")
    return render(request, "people/account_address.html", {"form": form, "user": user})


@known
@without_drafts
@recently_proved
@limited("address_code", per_minute=10)
def address_code(request: Request) -> HttpResponse:
    """The code that came by mail to the new address."""
    user = queries.get_account(request.viewer)
    email = address_to_prove(request, timezone.now())
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        request=request, address=email, purpose=purpose_of(user), user=user,
    )  # fmt: skip
    if email and form.is_valid():
        change_account_address(user=user, email=email, by=request.viewer, at=timezone.now())
        end_proof(request)
        messages.success(request, _("From now on, your codes go to %(email)s.") % {"email": email})
        return redirect("people:account")
    if not email or form.is_over:
        end_proof(request)
        messages.error(request, _("This code is no longer valid: ask for another."))
        return redirect("people:address")
    return render(request, "people/account_address_code.html", {"form": form, "email": email})


@known
def sessions(request: Request) -> HttpResponse:
    """Where I am signed in."""
    current_key = request.session.session_key
    context = {
        "sessions": [(session, session.pk == current_key) for session in queries.sessions_of(request.viewer)],
        "has_short_sessions": has_short_sessions(request.viewer.user_id),
        "idle": settings.STAFF_IDLE_MINUTES,
        "hours": settings.STAFF_SESSION_HOURS,
        "without_mail": queries.is_without_mail(request.viewer),
    }
    return render(request, "people/account_sessions.html", context)


@known
@require_POST
def sign_out_session(request: Request, handle: str) -> HttpResponse:
    """Sign one device out."""
    session = queries.get_session(request.viewer, handle)
    end_login_session(session=session, by=request.viewer, at=timezone.now())
    messages.success(request, _("This device is signed out."))
    return redirect("people:sessions")


@known
@require_POST
def sign_out_others(request: Request) -> HttpResponse:
    """Sign every other device out; with `including_this_one`, this one too."""
    owner, including_this_one = queries.get_session_owner(request.viewer), request.session.session_key
    end_other_login_sessions(holder=owner, keep=including_this_one, by=request.viewer, at=timezone.now())
    if "here" not in request.POST:
        messages.success(request, _("All your other devices are signed out."))
        return redirect("people:sessions")
    logout(request)
    messages.success(request, _("You are signed out everywhere. Nothing is lost: come back when you like."))
    return redirect("/")
