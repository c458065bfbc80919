"""Passkeys, the application that gives codes, recovery codes: the acts. The code by mail is always there."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, record
from etabli.foundation.notify.prose import gettext
from etabli.foundation.notify.queue import send
from etabli.foundation.people.actions.accounts import is_self
from etabli.foundation.people.models import User
from etabli.foundation.people.second_factor import FACTOR_TYPES, needs_one
from etabli.foundation.people.viewer import Viewer

Type = Authenticator.Type
IRREVERSIBLE = Irreversible(
    _("A way in is settled by hand: add it, or take it away, on the page of your ways in.")
)


class SecondFactorRequired(ActionError):
    """The last second proof of somebody whose role needs one."""


@action(
    "people.add_passkey",
    sentence=_("added a passkey for %(subject)s"),
    may=is_self,
    undo=IRREVERSIBLE,
    subject="user",
)
def add_passkey(
    *, user: User, name: str, credential: dict[str, Any], by: Viewer, at: datetime
) -> Authenticator:
    """`credential` is what the browser answered, checked by the form; the private half never leaves the device."""
    data = {"name": name, "credential": credential}
    made = Authenticator.objects.create(user=user, type=Type.WEBAUTHN, data=data)
    _record_and_tell(user, _("A passkey was added to your account: %(name)s.") % {"name": name}, at)
    return made


@action(
    "people.rename_passkey",
    sentence=_("renamed a passkey of %(subject)s"),
    may=is_self,
    undo=IRREVERSIBLE,
    subject="user",
)
def rename_passkey(*, user: User, passkey: Authenticator, name: str, by: Viewer, at: datetime) -> None:
    """So that its owner knows which device it is on."""
    passkey.data = {**passkey.data, "name": name}
    passkey.save(update_fields=["data"])
    record(user, before={}, after={})


@action(
    "people.add_app",
    sentence=_("added an application that gives codes for %(subject)s"),
    may=is_self,
    undo=IRREVERSIBLE,
    subject="user",
)
def add_authenticator_app(*, user: User, secret: str, by: Viewer, at: datetime) -> Authenticator:
    """`secret` is what the application holds, once it has given a right code; kept encrypted."""
    from allauth.mfa.totp.internal.auth import TOTP

    made: Authenticator = TOTP.activate(user, secret).instance
    _record_and_tell(user, _("An application that gives codes was added to your account."), at)
    return made


@action(
    "people.remove_way_in",
    sentence=_("took away a way in of %(subject)s"),
    may=is_self,
    undo=IRREVERSIBLE,
    subject="user",
)
def remove_authenticator(*, user: User, authenticator: Authenticator, by: Viewer, at: datetime) -> None:
    """Take away a passkey or the application; with the last of them go the recovery codes.

    Raises SecondFactorRequired.
    """
    other_factors = Authenticator.objects.filter(user=user, type__in=FACTOR_TYPES).exclude(
        pk=authenticator.pk
    )
    if not other_factors.exists():
        if needs_one(user.pk):
            raise SecondFactorRequired(
                _("Your role needs a second proof: add another first, then take this one away.")
            )
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    name = str(authenticator)
    authenticator.delete()
    _record_and_tell(user, _("A way in was taken away from your account: %(name)s.") % {"name": name}, at)


@action(
    "people.make_recovery_codes",
    sentence=_("made recovery codes for %(subject)s"),
    may=is_self,
    undo=IRREVERSIBLE,
    subject="user",
)
def make_recovery_codes(*, user: User, by: Viewer, at: datetime) -> list[str]:
    """New codes, each good for one sign-in without the telephone; those from before no longer work."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    _record_and_tell(user, _("New recovery codes were made for your account."), at)
    return codes


def _record_and_tell(user: User, text: str | Promise, at: datetime) -> None:
    """Write it down, and tell the owner: if it was not they, it is by mail that they learn of it."""
    record(user, before={}, after={})
    body = gettext(
        "Good day,\n\n%(what)s\n\nIf it was you, there is nothing to do. If not, write at once to the chamber or the "
        "association that you work with."
    )
    send(
        to=user.email,
        subject=gettext("Your ways in have changed"),
        body=body % {"what": text},
        key=f"way_in:{user.pk}:{at.isoformat()}:{text}"[:200],
        at=at,
    )
