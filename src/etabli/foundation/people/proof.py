"""Proving that it is oneself: lately enough to touch the account, and of an address by the code sent to it."""

from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.notify.queue import send
from etabli.foundation.people.access import Request, View, mark_not_done
from etabli.foundation.people.models import User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.security import codes

RECENT_PERIOD = timedelta(minutes=30)
NEW_ADDRESS_KEY = (
    "new_address"  # the session's key: {"email", "until"}; and the purpose of the code, with the account
)


def recently_proved(view: View) -> View:
    """Only for whoever signed in to this account less than half an hour ago: a browser left open changes nothing."""

    @wraps(view)
    def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.viewer.user_id is None:
            raise NotVisible
        if not has_proved(request, timezone.now()):
            return_to = request.get_full_path() if request.method == "GET" else reverse("people:account")
            return mark_not_done(
                request, redirect(f"{reverse('people:prove')}?{urlencode({'next': return_to})}")
            )
        return view(request, *args, **kwargs)

    return run


def has_proved(request: HttpRequest, at: datetime) -> bool:
    """Whether this session has seen a sign-in, by whatever way, within RECENTLY."""
    user = request.user
    records = get_authentication_records(request, user) if isinstance(user, User) else []
    return bool(records) and records[-1]["at"] > (at - RECENT_PERIOD).timestamp()


def ask_for_proof(request: HttpRequest, email: str, *, at: datetime) -> None:
    """Send a code to `email`, which this session must give back; to the address of another account, say so there.

    What the page shows is the same: nobody learns here which addresses are known.
    """
    assert isinstance(request.user, User)  # recently_proved
    is_taken = User.objects.filter(email__iexact=email).exists()
    code = codes.issue_code(email, purpose=purpose_of(request.user), user=request.user, at=at)
    request.session[NEW_ADDRESS_KEY] = {"email": email.lower(), "until": (at + codes.LIFETIME).timestamp()}
    if is_taken:
        subject = _("You have an account already")
        body = _(
            "Good day,\n\nSomebody asked to sign in to their account with this address. It has an account of its own: "
            "to use that one, sign in with this address. If you asked for nothing, do nothing."
        )
    else:
        subject = _("Your code: %(code)s") % {"code": code}
        body = _(
            "Good day,\n\nTo sign in with this address from now on, copy this code: %(code)s\n\nIt works for fifteen "
            "minutes. If you asked for nothing, do nothing."
        ) % {"code": code}
    send(to=email, subject=subject, body=body, key=f"address:{uuid4()}", code=True, at=at)


def purpose_of(user: User) -> str:
    """What a code for a new address of this account is asked for: it is good for no other account."""
    return f"{NEW_ADDRESS_KEY}:{user.pk}"


def address_to_prove(request: HttpRequest, at: datetime) -> str:
    """The address to which a code was sent that may still come back; "" when there is none."""
    request_data = request.session.get(NEW_ADDRESS_KEY) or {}
    return str(request_data["email"]) if request_data.get("until", 0) > at.timestamp() else ""


def end_proof(request: HttpRequest) -> None:
    """The code came back, or can't any more."""
    request.session.pop(NEW_ADDRESS_KEY, None)
