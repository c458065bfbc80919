"""Reading somebody's ways in: passkeys, application, recovery codes."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator

from etabli.foundation.people.models import User
from etabli.foundation.people.queries.persons import NotVisible
from etabli.foundation.people.viewer import Viewer

Type = Authenticator.Type


@dataclass(frozen=True)
class WaysIn:
    """`codes_left` counts the recovery codes not used yet; None when there are none at all."""

    passkeys: list[Authenticator] = field(default_factory=list)
    app: Authenticator | None = None
    codes_left: int | None = None

    @property
    def has_factor(self) -> bool:
        return bool(self.passkeys) or self.app is not None


def ways_in_of(viewer: Viewer) -> WaysIn:
    """The viewer's own, beside the code by mail: one statement."""
    found = list(Authenticator.objects.filter(user_id=viewer.user_id).order_by("pk"))
    codes = next((one for one in found if one.type == Type.RECOVERY_CODES), None)
    return WaysIn(
        passkeys=[one for one in found if one.type == Type.WEBAUTHN],
        app=next((one for one in found if one.type == Type.TOTP), None),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def has_passkey(user: User) -> bool:
    """Whether a device can prove that it is they: one statement."""
    return bool(Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).exists())


def get_way_in(viewer: Viewer, pk: int) -> Authenticator:
    """A passkey or the application of the viewer's own account; raises NotVisible."""
    mine = ways_in_of(viewer)
    found = next((one for one in [*mine.passkeys, mine.app] if one is not None and one.pk == pk), None)
    if found is None:
        raise NotVisible
    return found
