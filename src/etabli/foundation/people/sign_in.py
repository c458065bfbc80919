"""Sign-in, by a code sent by mail, a passkey, or a second proof: where allauth meets the house."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter as mfa_adapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.people.actions import link_person_to_account
from etabli.foundation.people.models import User
from etabli.foundation.people.queries import persons_to_recognise
from etabli.foundation.people.security import codes, devices
from etabli.foundation.people.security.events import tell_of_new_device
from etabli.foundation.people.sessions import ENDED_WRITER_KEY, begin_session
from etabli.foundation.people.viewer import ACTING_KEY, Viewer

SIGN_IN = "sign_in"  # the purpose of a code
METHODS_WITHOUT_CODE = frozenset({"mfa", "socialaccount"})  # ways in that need no code by mail beside them


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our words, our mail queue, and a role chosen anew at each sign-in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to the chamber to open it again."),
    }

    def is_login_by_code_required(self, login: Any) -> bool:
        """A passkey proves by itself; it holds two proofs, the device and the finger or the PIN."""
        return not any(
            record["method"] in METHODS_WITHOUT_CODE
            for record in get_authentication_records(self.request, login.user)
        ) and bool(super().is_login_by_code_required(login))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """It is `proof.recently_proved` that asks for it, of all pages that touch an account."""
        return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: the chamber and the association give them."""
        return False

    def generate_login_code(self) -> str:
        """None: what the library keeps in the session, and compares by itself, is nobody's code."""
        return ""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Its one mail is that of the code, which is made here (`security.codes`).

        Through the queue: a mail server that is down never tells which addresses are known.
        """
        user = User.objects.filter(email__iexact=email).first()
        context["code"] = codes.issue_code(email, purpose=SIGN_IN, user=user, at=timezone.now())
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        body = ours(render_to_string(f"{template_prefix}_message.txt", context))
        send(
            to=email,
            subject=subject,
            body=body,
            key=f"sign_in:{uuid4()}",
            insist=True,
            code=True,
            at=timezone.now(),
        )

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
        assert isinstance(user, User)
        is_first, is_known = user.last_login is None, devices.is_known(request, user)
        super().login(request, user)
        request.session.pop(ACTING_KEY, None)
        request.session.pop(ENDED_WRITER_KEY, None)
        begin_session(request)
        if not is_first and not is_known:
            tell_of_new_device(request, user)
        by = Viewer(party_id=user.party_id, user_id=user.pk, name=str(user))
        for person in persons_to_recognise(user):
            link_person_to_account(person=person, user=user, by=by, at=timezone.now())

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """The browser is one of theirs from now on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        assert isinstance(user, User)
        devices.remember(request, response, user)
        return response


class SecondProofAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets encrypted by the installation's key, so that a copy of the database alone opens no account."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not right. Look once more, or use another of your ways in."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the telephone writes above the code."""
        return "Établi"


def totp_address(user: User, secret: str) -> str:
    """The address ("otpauth://…") by which an application of codes takes up a secret, as in the QR code."""
    return str(mfa_adapter().build_totp_url(user, secret))


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(f"etabli.people.factor:{key}".encode()).digest())) for key in keys]
    )
