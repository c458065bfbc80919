"""Reading somebody's authenticators: passkeys, application, recovery codes, beside the code by mail."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator

from etabli.foundation.people.models import User
from etabli.foundation.people.queries.persons import NotVisible
from etabli.foundation.people.viewer import Viewer

Type = Authenticator.Type


@dataclass(frozen=True)
class Authenticators:
    """`codes_left` counts the recovery codes not used yet; None when there are none at all."""

    passkeys: list[Authenticator] = field(default_factory=list)
    app: Authenticator | None = None
    codes_left: int | None = None

    @property
    def has_factor(self) -> bool:
        return bool(self.passkeys) or self.app is not None


def authenticators_of(viewer: Viewer) -> Authenticators:
    """The viewer's own, beside the code by mail: one statement."""
    authenticators = list(Authenticator.objects.filter(user_id=viewer.user_id).order_by("pk"))
    codes = next(
        (authenticator for authenticator in authenticators if authenticator.type == Type.RECOVERY_CODES), None
    )
    return Authenticators(
        passkeys=[authenticator for authenticator in authenticators if authenticator.type == Type.WEBAUTHN],
        app=next(
            (authenticator for authenticator in authenticators if authenticator.type == Type.TOTP), None
        ),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def has_passkey(user: User) -> bool:
    """Whether a device can prove that it is they: one statement."""
    return bool(Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).exists())


def get_authenticator(viewer: Viewer, pk: int) -> Authenticator:
    """A passkey or the application of the viewer's own account; raises NotVisible."""
    mine = authenticators_of(viewer)
    authenticator = next(
        (factor for factor in [*mine.passkeys, mine.app] if factor and factor.pk == pk), None
    )
    if authenticator is None:
        raise NotVisible
    return authenticator
