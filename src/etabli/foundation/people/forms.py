"""Asking for a code; the forms of one's account; looking for something in a history."""

from itertools import pairwise
from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal.browsing import WHO_CHOICES, HistoryFilter, kinds
from etabli.foundation.people.actions import AccountAlreadyExists, open_account
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.people.limits import count_request_and_find_exceeded, limits_of_origin
from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, SecurityKind, User
from etabli.foundation.people.queries import person_without_account
from etabli.foundation.people.rules import ROLES_OF
from etabli.foundation.people.security import codes
from etabli.foundation.people.security.event_queries import EventFilter as WantedEvents
from etabli.foundation.people.security.events import record_event
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded, use_once
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.forms import DateInput, NameField
from etabli.foundation.ui.typography import clock


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The same form for everyone; an artisan who lost their link gets an account on the way.

    Whoever types somebody else's address gains nothing: the code goes to that address.
    """

    _user: User | None  # allauth's

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)  # it would only say the label again

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        # The limits come first: who asks too often writes nothing.
        if count_and_find_exceeded(
            *limits_of_origin(context.request, "ask_code", 20, 60), Limit("ask_code", email.lower(), 3, 60)
        ):
            raise forms.ValidationError(_("You ask very fast. Wait a minute, then try again."))
        super().clean_email()
        if count_request_and_find_exceeded(email):
            raise forms.ValidationError(_("Too many codes for this address. Wait an hour, or use a passkey."))
        person = None if self._user else person_without_account(email)
        if person is not None:
            try:
                self._user = open_account(person=person, by=Viewer.nobody(), at=timezone.now())
            except AccountAlreadyExists:  # asked twice at once: each gets a code
                self._user = User.objects.get(email__iexact=email)
        return email


class HistoryForm(forms.Form):
    """Which acts of a history are wanted."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("About what"), required=False)
    who = forms.ChoiceField(label=_("By whom"), required=False, choices=[("", _("Everybody")), *WHO_CHOICES])
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To"), required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("Everything")), *kinds()]

    def history_filter(self) -> HistoryFilter:
        """The filter that was typed; what isn't valid narrows nothing."""
        self.is_valid()
        return HistoryFilter(**{name: value for name, value in self.cleaned_data.items() if value})


class SecurityForm(forms.Form):
    """Which events of security are wanted."""

    kind = forms.ChoiceField(
        label=_("What happened"), required=False, choices=[("", _("Everything")), *SecurityKind.choices]
    )
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To"), required=False, widget=DateInput)

    def wanted_events(self) -> WantedEvents:
        """The events that are asked for; what isn't valid narrows nothing."""
        self.is_valid()
        return WantedEvents(**{name: value for name, value in self.cleaned_data.items() if value})


class NameForm(forms.Form):
    """The name that others read."""

    name = NameField(label=_("Your name"))


class OrganisationContactForm(forms.Form):
    """How people reach an organisation, as pages, mails and papers say it."""

    phone = forms.RegexField(
        r"^\+?(?:[\s().-]*\d){10,15}$",
        label=_("Telephone"),
        max_length=24,
        required=False,
        error_messages={"invalid": _("Type a telephone number of ten digits, or leave this box empty.")},
    )
    hours = forms.CharField(
        label=_("When somebody answers"),
        help_text=_("For instance: Monday to Friday, 9 to 12 and 2 to 5."),
        max_length=80,
        required=False,
    )
    legal = forms.CharField(
        label=_("Legal notices"),
        help_text=_(
            "The law asks for them: who publishes this site, their address, who answers for it, "
            "and the company that hosts it."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AddressForm(ConfirmsAddress):
    """A new address to sign in by."""

    email = forms.EmailField(label=_("Your new e-mail address"), max_length=254)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if count_request_and_find_exceeded(email):  # as at sign-in: a code is as slow to guess by this way
            raise forms.ValidationError(_("Too many codes for this address. Wait an hour."))
        return email


def try_again_at(limit: Limit) -> str:
    """What somebody reads who tried too often."""
    return gettext("Too many tries. You can try again at %(time)s. A passkey opens all the same.") % {
        "time": clock(limit.resets_at())
    }


class CodeForm(forms.Form):
    """The code that was sent to `address` for `purpose` (`security.codes`); `user`: on whose account it is tried.

    `is_over`, once it was tried: this code is good for nothing more.
    """

    code = forms.CharField(
        label=_("The code of the mail"), help_text=_("It has six or eight digits."), max_length=20
    )

    def __init__(
        self, *args: Any, request: HttpRequest, address: str, purpose: str, user: User | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.address, self.purpose, self.user = request, address, purpose, user
        self.is_over = False

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        answer = codes.try_code(self.request, self.address, code, purpose=self.purpose, at=timezone.now())
        self.is_over = answer.is_over
        if answer.limit is not None:
            record_event(self.request, SecurityKind.TOO_MANY, user=self.user)
            raise forms.ValidationError(try_again_at(answer.limit))
        if not answer.is_right:
            record_event(self.request, SecurityKind.WRONG_CODE, user=self.user)
            raise forms.ValidationError(
                _("This is not the code. Look at the latest mail, and copy it as it is.")
            )
        return code


UNREADABLE_PASSKEY = _("Your device gave no answer that we can read. Try once more, or use the code by mail.")


class NamePasskeyForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(
        label=_("Name of this passkey"), max_length=60, help_text=_("The device it is on.")
    )


class PasskeyForm(NamePasskeyForm):
    """A new passkey: `credential` is what the browser answers to `options`."""

    credential = forms.JSONField(widget=forms.HiddenInput)

    @staticmethod
    def options(user: User) -> dict[str, Any]:
        """What the device is asked: a key that it can find by itself, and that it opens for its owner only."""
        from allauth.mfa.webauthn.internal.auth import (
            begin_registration,
        )  # brings fido2: only when it is used

        return dict(begin_registration(user, passwordless=True))

    def clean_credential(self) -> dict[str, Any]:
        from allauth.mfa.webauthn.internal import auth

        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise forms.ValidationError(UNREADABLE_PASSKEY) from None
        if not made.is_user_verified():
            raise forms.ValidationError(
                _("This device does not check that it is you (finger, face, PIN): take another.")
            )
        return credential


class AppForm(forms.Form):
    """The first code that the application gives, to see that it holds the secret."""

    code = forms.CharField(label=_("The code that the application shows"), max_length=20)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    @cached_property
    def secret(self) -> str:
        """Made when the page is first shown, and kept in the session until the code comes."""
        from allauth.mfa.totp.internal.auth import get_totp_secret

        return str(get_totp_secret(regenerate=not self.is_bound))

    def clean_code(self) -> str:
        from allauth.mfa.totp.internal.auth import validate_totp_code

        code = "".join(str(self.cleaned_data["code"]).split())
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _(
                    "This is not the code that it shows now: it changes every half minute. Is the clock of the "
                    "telephone right?"
                )
            )
        return code


def _roles(organisation: Organisation) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in ROLES_OF[OrganisationKind(organisation.kind)]]


class InvitationForm(forms.Form):
    """A role offered by mail."""

    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    name = NameField(label=_("Their name"), required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles(organisation)  # type: ignore[attr-defined]  # a choice field
        self.fields["role"].initial = _roles(organisation)[0][0]


class RoleForm(forms.Form):
    """Another role in the same organisation."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles(membership.organisation)  # type: ignore[attr-defined]  # a choice field
        self.fields["role"].initial = membership.role


class AcceptForm(NameForm):
    """Accepting an invitation: the name is what others will read."""


class PinInput(forms.TextInput):
    """Hidden as it is typed, never written back in a page, and no password to a browser, which would offer to keep it
    and give it to whoever holds the device."""

    is_forgotten = True

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "class": "masked"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class OpenKioskForm(forms.Form):
    """The PIN by which a device that was handed over is taken back; left out by whoever has a passkey."""

    pin = forms.RegexField(
        r"^[0-9]{4,8}$",
        label=_("A code of 4 to 8 digits"),
        widget=PinInput,
        error_messages={"invalid": _("Four to eight digits, and nothing else.")},
    )
    again = forms.CharField(label=_("The same once more"), max_length=20, widget=PinInput)

    def __init__(self, *args: Any, has_passkey: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = not has_passkey
        if has_passkey:
            self.fields["pin"].help_text = _("Left empty, your passkey alone takes it back.")

    def clean_pin(self) -> str:
        pin = str(self.cleaned_data["pin"])
        steps = {int(after) - int(before) for before, after in pairwise(pin)}
        if len(steps) == 1 and steps <= {-1, 0, 1}:
            raise forms.ValidationError(
                _("This is the first code that anybody would try: take another than 0000 or 1234.")
            )
        return pin

    def clean(self) -> None:
        cleaned = self.cleaned_data
        if "pin" in cleaned and cleaned["pin"] != cleaned.get("again", ""):
            self.add_error("again", _("The two codes differ: type the same one twice."))


class PinForm(forms.Form):
    """The PIN, to take a device back. Compared by the page, which counts each try."""

    pin = forms.CharField(label=_("Your code"), max_length=20, widget=PinInput)


class AssociationForm(forms.Form):
    """An association beside the chamber."""

    name = forms.CharField(label=_("Name of the association"), max_length=160)


class SecondProofForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """After the code by mail: the application's code, or a recovery code. Each is good once."""

    PER_HOUR = 10  # tries of one account; an application's code has three values at a time

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the application, or a recovery code")
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        request, account = context.request, f"user:{self.user.pk}"
        limit = count_and_find_exceeded(
            Limit("second_proof", account, self.PER_HOUR, codes.HOUR_SECONDS),
            *limits_of_origin(request, "second_proof", codes.MAX_PER_ORIGIN, 600),
        )
        if limit is not None:
            record_event(request, SecurityKind.TOO_MANY, user=self.user)
            raise forms.ValidationError(try_again_at(limit))
        try:
            code = str(super().clean_code())
            if self.authenticator.type == Authenticator.Type.TOTP:
                self._use_up(f"{account}:{''.join(code.split())}")
        except forms.ValidationError:
            record_event(request, SecurityKind.WRONG_PROOF, user=self.user)
            raise
        return code

    def _use_up(self, code: str) -> None:
        """The library remembers a used code for half a minute, of the minute and a half for which it is good."""
        if not use_once("application_code", code, seconds=180):
            raise forms.ValidationError(_("This code was used already. Wait for the next one."))
