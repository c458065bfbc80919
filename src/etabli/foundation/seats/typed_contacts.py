"""What this browser typed to make a sign-up: shown to it, for it to correct, and to nobody else."""

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Role
from etabli.foundation.seats.models import SignUp

TYPED_ADDRESS = (
    "typed_address"  # in the session: what was typed to make the sign-ups of this browser, by their number
)
TYPED_PHONE = "typed_phone"  # in the session: the sign-ups made in this browser by a telephone


def note_phone(request: Request, sign_up: SignUp) -> None:
    """Whoever uses this browser signed up by a telephone alone: it shows them nothing of an address of whoever it
    is."""
    request.session[TYPED_PHONE] = [*request.session.get(TYPED_PHONE, []), sign_up.pk][-20:]


def note_address(request: Request, sign_up: SignUp, *, name: str, email: str) -> None:
    """What whoever uses this browser typed of themselves to make this sign-up: shown to them, for them to correct."""
    latest_addresses = list((request.session.get(TYPED_ADDRESS) or {}).items())[-9:]
    request.session[TYPED_ADDRESS] = {
        **dict(latest_addresses),
        str(sign_up.pk): {"name": name, "email": email},
    }


def typed_address(request: Request, sign_up: SignUp) -> dict[str, str] | None:
    """The name and the e-mail address that this browser typed to make this sign-up; None when it did not make it."""
    typed = (request.session.get(TYPED_ADDRESS) or {}).get(str(sign_up.pk))
    return typed if request.viewer.role == Role.BEARER else None


def is_by_phone(request: Request, sign_up: SignUp) -> bool:
    """Whether this browser knows of the sign-up by a telephone that was typed, and by no mail."""
    return request.viewer.role == Role.BEARER and sign_up.pk in request.session.get(TYPED_PHONE, [])
