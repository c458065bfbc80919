"""Where a sign-up comes from, when nobody knows who makes it: a mark that says "the same address", and nothing else;
and what this browser typed to make it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from etabli.foundation.people.access import Request
from etabli.foundation.people.limits import address_of
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp

TYPED_ADDRESS = (
    "typed_address"  # in the session: what was typed to make the sign-ups of this browser, by their number
)
TYPED_PHONE = "typed_phone"  # in the session: the sign-ups made in this browser by a telephone


def origin_of(request: HttpRequest, viewer: Viewer) -> str:
    """What `actions.sign_up` is told of a visitor's address; "" for whoever is known, who answers for what they do."""
    return address_of(request) if viewer.is_stranger else ""


def mark_of(origin: str, occasion_id: int) -> str:
    """The mark kept on a sign-up: another one for each occasion, and no address can be worked out of it."""
    if not origin:
        return ""
    value = f"{occasion_id}:{origin}"
    return salted_hmac(
        "etabli.seats.origin", value, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()[:32]


def note_typed(request: Request, sign_up: SignUp) -> None:
    """Whoever uses this browser signed up by a telephone alone: it shows them nothing of an address of whoever it
    is."""
    request.session[TYPED_PHONE] = [*request.session.get(TYPED_PHONE, []), sign_up.pk][-20:]


def note_address(request: Request, sign_up: SignUp, *, name: str, email: str) -> None:
    """What whoever uses this browser typed of themselves to make this sign-up: shown to them, for them to correct."""
    kept = list((request.session.get(TYPED_ADDRESS) or {}).items())[-9:]
    request.session[TYPED_ADDRESS] = {**dict(kept), str(sign_up.pk): {"name": name, "email": email}}


def typed_address(request: Request, sign_up: SignUp) -> dict[str, str] | None:
    """The name and the e-mail address that this browser typed to make this sign-up; None when it did not make it."""
    typed = (request.session.get(TYPED_ADDRESS) or {}).get(str(sign_up.pk))
    return typed if request.viewer.role == Role.BEARER else None


def is_typed(request: Request, sign_up: SignUp) -> bool:
    """Whether this browser knows of the sign-up by a telephone that was typed, and by no mail."""
    return request.viewer.role == Role.BEARER and sign_up.pk in request.session.get(TYPED_PHONE, [])
