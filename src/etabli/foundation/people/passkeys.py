"""Signing in by a passkey: allauth's forms, which this module keeps apart because they bring fido2 with them."""

from typing import Any

from allauth.core import context
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django.forms import ValidationError

from etabli.foundation.people.forms import UNREADABLE_PASSKEY
from etabli.foundation.people.models import SecurityKind
from etabli.foundation.people.security.events import record_event


class _ReadsAnything:
    """Whatever somebody sends in the place of a device's answer gets a sentence."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form stands beside it
        except ValidationError:
            self._note()
            raise
        except (AttributeError, KeyError, TypeError, ValueError):
            self._note()
            raise ValidationError(UNREADABLE_PASSKEY) from None

    def _note(self) -> None:
        """On the account that has given its first proof; a passkey alone may name any account: of nobody, then."""
        record_event(context.request, SecurityKind.WRONG_PASSKEY, user=getattr(self, "user", None))


class PasskeySignInForm(_ReadsAnything, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Instead of the code by mail."""


class PasskeyProofForm(_ReadsAnything, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """After the code by mail."""
