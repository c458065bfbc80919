"""Sign-in by a code sent by mail: where allauth meets the house."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.queue import send
from etabli.foundation.people.actions import recognise
from etabli.foundation.people.limits import address_of
from etabli.foundation.people.models import User
from etabli.foundation.people.queries import persons_to_recognise
from etabli.foundation.people.sessions import remember_device
from etabli.foundation.people.viewer import ACTING, Viewer


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our words, our mail queue, and a role chosen anew at each sign-in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code. Look at the latest mail, and copy it as it is."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then ask for a new code."),
        "rate_limited": _("You ask very fast. Wait a minute, then try again."),
        "account_inactive": _("This account is closed. Write to the chamber to open it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: the chamber and the association give them."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The library counts by the same address as we do."""
        return address_of(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the queue: a mail server that is down never tells which addresses are known."""
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        body = render_to_string(f"{template_prefix}_message.txt", context)
        send(to=email, subject=subject, body=body, key=f"sign_in:{uuid4()}", insist=True, at=timezone.now())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        message: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Only refusals are told; what went well shows by itself."""
        if message:
            super().add_message(request, level, message=message)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Whoever signs in acts as themselves, no more as the bearer of the link they came by.

        Every chamber that knows them by the address they have just proved is then among their roles.
        """
        super().login(request, user)
        request.session.pop(ACTING, None)
        remember_device(request)
        assert isinstance(user, User)
        by = Viewer(user_id=user.pk, name=str(user))
        for person in persons_to_recognise(user):
            recognise(person=person, user=user, by=by, at=timezone.now())
