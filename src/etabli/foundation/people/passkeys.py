"""Signing in by a passkey: allauth's forms, which this module keeps apart because they bring fido2 with them."""

from typing import Any

from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django.forms import ValidationError

from etabli.foundation.people.forms import NOT_A_KEY


class _ReadsAnything:
    """Whatever somebody sends in the place of a device's answer gets a sentence."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form stands beside it
        except (AttributeError, KeyError, TypeError, ValueError):
            raise ValidationError(NOT_A_KEY) from None


class PasskeySignInForm(_ReadsAnything, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Instead of the code by mail."""


class PasskeyProofForm(_ReadsAnything, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """After the code by mail."""
